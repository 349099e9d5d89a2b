"""Every figure of the overview is the number of rows in the list that it leads to."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.utils import timezone

from tests.review.projected import NOON, forget_all, project_random
from tests.review.visitor import Visitor
from web.review.filters import read_filter
from web.review.filters.lists import messages, number_of_conversations
from web.review.models import Conversation, Message
from web.review.overview import Period, overview, read_period, shown
from web.review.overview.counts import STEP_MILLISECONDS

END = NOON.date()
NUMBER = re.compile(r"\d[\d,]*")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=[(1, "UTC"), (2, "Africa/Algiers"), (3, "America/New_York")], ids=str)
def log(database: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """A random projected log of three weeks, and the console's time zone."""
    seed, time_zone = request.param
    cache.clear()
    project_random(seed, 80)
    with override_settings(TIME_ZONE=time_zone):
        yield
    forget_all()
    cache.clear()


def a_week(days: int = 14) -> Period:
    return Period(END - timedelta(days=days - 1), END, datetime.now(UTC))


def listed(link: str) -> int:
    """How many rows the list at an address has."""
    parts = urlsplit(link)
    filter, ignored = read_filter(dict(parse_qsl(parts.query)))
    assert ignored == ()
    if parts.path == "/review/conversations":
        return number_of_conversations(filter, None)  # type: ignore[arg-type]  (nobody is "me" here)
    assert parts.path == "/review/conversations-by-message"
    return messages(filter, None).count()  # type: ignore[arg-type]


def test_every_figure_is_the_number_of_rows_in_the_list_behind_it(log: None) -> None:
    of = overview(a_week())
    checked = [
        (tile.value, tile.link) for tile in shown.tiles(of, right_to_left=True) if tile.name != "response"
    ]
    tables = [
        shown.lines_of_days(of),
        shown.lines_of("channel", of.now.by_channel, of.before.by_channel, of, str, right_to_left=True),
        shown.lines_of("topic", of.now.by_topic, of.before.by_topic, of, str, right_to_left=True),
    ]
    checked += [(value, link) for lines in tables for line in lines for _, value, link in line.cells]
    for column in shown.chart_of_days(of, right_to_left=True).columns:
        checked.append((sum(column.day.values), column.day.link))
    for each in (*shown.asked_lines(of.most_asked, of), *shown.asked_lines(of.worst_served, of)):
        checked.append((each.asked.count, each.link))
        checked.append((each.asked.refused, each.refused_link))
        checked.append((each.asked.down, each.down_link))
    checked += [(each.now, each.link) for each in shown.changes(of, str, str)]
    assert len(checked) > 150
    assert sum(value > 0 for value, _ in checked if value is not None) > 80
    for value, link in checked:
        assert value == listed(link), link


def test_a_day_is_the_time_zone_s(database: None) -> None:
    project_random(1, 1)
    late = datetime(2026, 11, 3, 23, 30, tzinfo=UTC)
    Message.objects.update(at=late)
    number = Message.objects.count()
    found = {}
    for time_zone in ("UTC", "Africa/Algiers"):  # there the clock says 00:30
        with override_settings(TIME_ZONE=time_zone):
            for day in (3, 4):
                filter, _ = read_filter({"from": f"2026-11-0{day}", "to": f"2026-11-0{day}"})
                found[time_zone, day] = messages(filter, None).count()  # type: ignore[arg-type]
    forget_all()
    assert found == {
        ("UTC", 3): number,
        ("UTC", 4): 0,
        ("Africa/Algiers", 3): 0,
        ("Africa/Algiers", 4): number,
    }


def test_the_totals_are_those_of_looking_at_every_message(log: None) -> None:
    period = a_week()
    of = overview(period)
    begins, ends = period.before()
    for counted, since, until in ((of.now, period.begins, period.ends), (of.before, begins, ends)):
        found = [each for each in Message.objects.all() if since <= each.at < until]
        questions = [each for each in found if each.is_question]
        assert counted.total == {
            "conversations": len({each.conversation_id for each in found}),
            "questions": len(questions),
            "answered": sum(each.answered and not each.refused for each in questions),
            "refused": sum(bool(each.refused) for each in questions),
            "up": sum(each.feedback == "up" for each in found),
            "down": sum(each.feedback == "down" for each in found),
            "hand_over": sum(bool(each.handoff) for each in found),
        }
        assert counted.total["questions"] > 20
        channels = {each.conversation_id: each.channel for each in found}
        assert sum(counts["conversations"] for counts in counted.by_channel.values()) == len(channels)


def test_the_response_time_is_the_median_of_the_questions(log: None) -> None:
    period = a_week()
    of = overview(period)
    timed = [
        each
        for each in Message.objects.filter(is_question=True, milliseconds__isnull=False)
        if period.begins <= each.at < period.ends
    ]
    assert of.figures[-1].value == median(each.milliseconds or 0 for each in timed)
    for day, milliseconds in of.medians.items():
        its = sorted(each.milliseconds or 0 for each in timed if timezone.localdate(each.at) == day)
        assert milliseconds == its[(len(its) - 1) // 2] // STEP_MILLISECONDS * STEP_MILLISECONDS
    assert set(of.medians) == {timezone.localdate(each.at) for each in timed}


def test_the_most_asked_come_first_and_the_worst_served_were_served_badly(log: None) -> None:
    of = overview(a_week())
    counts = [each.count for each in of.most_asked]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1
    badly = [each.badly for each in of.worst_served]
    assert badly == sorted(badly, reverse=True)
    assert all(0 < each.badly <= each.refused + each.down for each in of.worst_served)


def test_without_a_log_everything_is_nought_and_nothing_fails(database: None) -> None:
    cache.clear()
    of = overview(a_week())
    assert set(of.now.total.values()) == {0}
    assert of.figures[-1].value is None
    assert [figure.change for figure in of.figures] == [None] * len(of.figures)
    assert (of.most_asked, of.worst_served) == ((), ())


@pytest.mark.parametrize(("days", "weeks"), [(1, 1), (7, 1), (8, 2), (28, 4), (91, 13)])
def test_a_period_is_compared_with_the_same_weekdays_before_it(days: int, weeks: int) -> None:
    period = a_week(days)
    begins, ends = period.before()
    assert period.begins - begins == period.ends - ends == timedelta(weeks=weeks)
    assert ends <= period.begins


def test_a_day_that_goes_on_is_compared_up_to_the_same_hour() -> None:
    period = Period(END, END, NOON)
    assert period.before()[1] == NOON - timedelta(weeks=1)
    assert period.goes_on
    assert not a_week().goes_on


@pytest.mark.parametrize(
    ("parameters", "ignored"),
    [
        ({"from": "x"}, ["from"]),
        ({"from": "2026-03-02", "to": "2026-03-01"}, ["to"]),
        ({"period": "century"}, ["period"]),
        ({"from": "2000-01-01", "to": "2100-12-31"}, []),
        ({}, []),
    ],
)
def test_any_address_gives_a_period_and_says_what_it_left_out(
    parameters: dict[str, str], ignored: list[str]
) -> None:
    period, left_out = read_period(parameters)
    assert [each.name for each in left_out] == ignored
    assert 1 <= len(period.days) <= 366
    assert period.since <= period.until


def drawings(html: str) -> list[ET.Element]:
    """Every drawing of a page; what is no XML raises."""
    found = re.findall(r"<svg .*?</svg>", html, re.DOTALL)
    named = (
        each if "xmlns" in each else each.replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1) for each in found
    )
    return [ET.fromstring(each) for each in named]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_drawings_are_sound_titled_and_run_as_the_language_does(
    log: None, signed_in: Any, language: str
) -> None:
    visitor: Visitor = signed_in("reviewer")
    visitor.post("/review/language", {"language": language})
    page = visitor.get(f"/review/?from={END - timedelta(days=13)}&to={END}").text
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in page
    for drawing in drawings(page):
        for element in drawing.iter():
            assert "style" not in element.attrib
            for name in ("x", "y", "width", "height", "x1", "x2", "y1", "y2"):
                value = element.get(name, "0").removesuffix("%")
                assert float(value) >= 0, (element.tag, name, value)
    chart = next(each for each in drawings(page) if each.get("class") == "day-bars")
    labels = {each.get("id") for each in chart if each.tag in (f"{SVG}title", f"{SVG}desc")}
    assert labels == set((chart.get("aria-labelledby") or "").split())
    assert all((each.text or "").strip() for each in chart if each.tag == f"{SVG}title")
    days = [each for each in chart if each.tag == f"{SVG}a"]
    assert len(days) == 14
    places = [float((each.find(f"{SVG}rect").get("x") or "").removesuffix("%")) for each in days]  # type: ignore[union-attr]
    assert places == sorted(places, reverse=language == "ar")
    first = days[0].get("aria-label") or ""
    assert first.startswith(str(END - timedelta(days=13)))


def test_the_page_shows_the_figures_of_its_period_and_the_table_beside_the_chart(
    log: None, signed_in: Any
) -> None:
    page = signed_in("reviewer").get(f"/review/?from={END - timedelta(days=13)}&to={END}").text
    of = overview(a_week())
    for name in ("conversations", "questions", "answered", "refused"):
        tile = page.split(f'class="card tile {name}"')[1]
        shown_number = NUMBER.search(tile.split("<strong")[1].split(">", 1)[1])
        assert shown_number
        assert int(shown_number[0].replace(",", "")) == of.now.total[name]
    table = page.split('class="as-table"')[1].split("</table>")[0]
    assert table.count('<th scope="row">') == 14
    assert str(date(2026, 3, 18)) in table
    assert Conversation.objects.count() == 80

"""What is suggested while a visitor types: by keyboard, by finger, for screen readers, on every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.teaching.stub_actions import StubActions, passage
from tests.web.web_process import WebProcess
from tests.widget.conftest import DESKTOP, PHONE, SMALL_PHONE
from tests.widget.host_pages import HostPages
from tests.widget.test_accessibility import RUN, axe  # noqa: F401  (fixture)
from tests.widget.visitor import SECONDS, Visitor

Visit = Callable[..., Visitor]
HEADINGS = (
    "توفير مناصب الشغل",
    "تكوين الإطارات المحلية",
    "تكوين الادخار",
    "تكوين الأفراد",
    "تكوين السوق",
    "تكوين الثروة",
)
IDS = [f"sme-roles/economic/p-{number}" for number in range(1, 7)]
EXAMPLE = "كيف تساهم في توفير مناصب الشغل؟"
SENT = "/api/chat/suggestions"


@pytest.fixture(scope="module")
def actions() -> Iterator[StubActions]:
    """What stands in the action server's place; it knows the headings."""
    with StubActions("") as stub:
        yield stub


@pytest.fixture(scope="module")
def _suggesting(
    start_web: Callable[..., WebProcess], actions: StubActions, host_pages: HostPages
) -> WebProcess:
    server = start_web(DALEEL_ORIGINS=host_pages.origin, DALEEL_ACTIONS_PORT=str(actions.port))
    actions.secret = server.stub.secret
    return server


@pytest.fixture
def server(_suggesting: WebProcess, actions: StubActions) -> WebProcess:
    actions.reset()
    rows = zip(IDS, HEADINGS, strict=True)
    actions.is_to.passages = [
        passage({"id": each, "section": "الدور", "heading": heading, "kind": "point"})
        for each, heading in rows
    ]
    _suggesting.stub.reset()
    return _suggesting


def options(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("option")


def type_in(visitor: Visitor, text: str, count: int) -> None:
    """Type, and wait until so many are suggested."""
    visitor.input.press_sequentially(text, delay=20)
    expect(options(visitor)).to_have_count(count, timeout=SECONDS)


def active(visitor: Visitor) -> str | None:
    """The suggestion that screen readers are told of."""
    return visitor.input.evaluate("""input => {
        const id = input.getAttribute("aria-activedescendant");
        return id && input.getRootNode().getElementById(id).textContent;
    }""")


def test_arrows_and_enter_ask_for_a_heading(visit: Visit, server: WebProcess) -> None:
    visitor = visit().open()
    press = visitor.page.keyboard.press
    type_in(visitor, "الشغل", 2)
    assert options(visitor).all_inner_texts() == [EXAMPLE, HEADINGS[0]]
    assert active(visitor) is None
    for key, expected in (
        ("ArrowDown", EXAMPLE),
        ("ArrowDown", HEADINGS[0]),
        ("ArrowDown", None),
        ("ArrowUp", HEADINGS[0]),
    ):
        press(key)
        assert active(visitor) == expected
        expect(visitor.page.get_by_role("option", selected=True)).to_have_count(1 if expected else 0)
    press("Enter")
    visitor.answer(0)
    expect(visitor.questions).to_have_count(1)
    assert server.stub.received[0].said == f'/show_passage{{"passage_id": "{IDS[0]}"}}'
    expect(visitor.input).to_have_value("")
    expect(visitor.input).to_be_focused()
    expect(options(visitor)).to_have_count(0)


def test_enter_without_choosing_sends_what_was_typed(visit: Visit, server: WebProcess) -> None:
    visitor = visit().open()
    type_in(visitor, "الشغل", 2)
    visitor.page.keyboard.press("Enter")
    visitor.answer(0)
    assert server.stub.received[0].said == "الشغل"
    expect(options(visitor)).to_have_count(0)


def test_a_new_line_is_no_choice(visit: Visit, server: WebProcess) -> None:
    visitor = visit().open()
    type_in(visitor, "الشغل", 2)
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("Shift+Enter")
    expect(visitor.input).to_have_value("الشغل\n")
    expect(visitor.questions).to_have_count(0)


def test_escape_closes_the_list_and_then_the_panel(visit: Visit) -> None:
    visitor = visit().open()
    type_in(visitor, "الشغل", 2)
    visitor.page.keyboard.press("Escape")
    expect(options(visitor)).to_have_count(0)
    expect(visitor.input).to_have_value("الشغل")
    expect(visitor.panel).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(visitor.panel).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, SMALL_PHONE])
def test_a_finger_asks_the_whole_row_and_the_last_answer_stays_in_sight(
    visit: Visit, server: WebProcess, size: dict[str, Any]
) -> None:
    visitor = visit(size).open()
    answer = visitor.ask("سؤال")
    visitor.input.fill("تكوين")
    expect(options(visitor).first).to_be_visible()
    log, row = visitor.log.bounding_box(), options(visitor).first.bounding_box()
    assert log and row
    assert row["height"] >= 44
    assert log["height"] >= 0.35 * size["viewport"]["height"]
    assert log["y"] + log["height"] <= row["y"]  # above the list, not behind it
    expect(answer).to_be_in_viewport()
    options(visitor).first.tap()
    visitor.answer(1)
    assert server.stub.received[1].said.startswith("/show_passage")


def test_there_are_never_more_than_five_and_fewer_where_the_keyboard_leaves_little(visit: Visit) -> None:
    visitor = visit(DESKTOP).open()
    type_in(visitor, "تكوين", 5)
    small = visit({"viewport": {"width": 360, "height": 420}}).open()
    type_in(small, "تكوين", 2)


def test_screen_readers_are_told_how_many_there_are(visit: Visit) -> None:
    visitor = visit().open()
    type_in(visitor, "الشغل", 2)
    expect(visitor.page.get_by_text(f"{visitor.words.suggested} 2")).to_have_attribute("role", "status")
    listbox = visitor.page.get_by_role("listbox", name=visitor.words.replies)
    expect(listbox).to_be_visible()
    expect(visitor.input).to_have_attribute("aria-controls", listbox.get_attribute("id") or "")
    visitor.input.fill("")
    expect(visitor.page.get_by_text(visitor.words.suggested)).to_have_count(0)


def test_only_the_latest_answer_is_shown_and_fewer_are_asked_for_than_keys_were_pressed(visit: Visit) -> None:
    visitor = visit().open()
    asked: list[str] = []
    visitor.page.on("request", lambda request: SENT in request.url and asked.append(request.url))
    visitor.page.route(
        f"**{SENT}*", lambda route: route.abort() if "%D8%B4" not in route.request.url else route.continue_()
    )
    type_in(visitor, "توفير الش", 2)
    assert 1 <= len(asked) < len("توفير الش")


@pytest.mark.parametrize("text", ["ت", "0551234567 تكوين", "me@example.org تكوين", "تكوين " * 20])
def test_what_tells_of_somebody_stays_on_the_page(visit: Visit, text: str) -> None:
    visitor = visit().open()
    asked: list[str] = []
    visitor.page.on("request", lambda request: SENT in request.url and asked.append(request.url))
    visitor.input.fill(text)
    visitor.input.fill("الشغل")
    expect(options(visitor)).to_have_count(2, timeout=SECONDS)
    assert len(asked) == 1


def test_it_is_off_by_an_attribute(visit: Visit) -> None:
    visitor = visit(suggestions="off").open()
    asked: list[str] = []
    visitor.page.on("request", lambda request: SENT in request.url and asked.append(request.url))
    visitor.input.press_sequentially("الشغل", delay=20)
    visitor.ask("الشغل")
    assert asked == []
    assert visitor.input.get_attribute("aria-autocomplete") is None


def test_a_server_that_refuses_is_not_missed(visit: Visit, actions: StubActions) -> None:
    visitor = visit().open()
    visitor.page.route(f"**{SENT}*", lambda route: route.fulfill(status=429, body="{}"))
    visitor.input.press_sequentially("الشغل", delay=20)
    visitor.page.route(f"**{SENT}*", lambda route: route.abort())
    visitor.input.press_sequentially(" تكوين", delay=20)
    visitor.ask("الشغل")
    expect(options(visitor)).to_have_count(0)


@pytest.mark.parametrize(("language", "typed"), [("en", "jobs"), ("fr", "emplois")])
def test_other_languages_have_their_own(visit: Visit, server: WebProcess, language: str, typed: str) -> None:
    visitor = visit(language=language).open()
    type_in(visitor, typed, 1)
    option = options(visitor).first
    said = option.inner_text()
    assert option.evaluate("e => getComputedStyle(e).direction") == "ltr"
    option.click()
    visitor.answer(0)
    assert server.stub.received[0].said == said


@pytest.mark.parametrize(
    ("size", "window", "attributes"),
    [
        (PHONE, {"color_scheme": "dark"}, {}),
        (DESKTOP, {}, {"language": "en"}),
        (SMALL_PHONE, {}, {"language": "fr"}),
    ],
)
def test_axe_finds_nothing_wrong(
    visit: Visit,
    axe: str,  # noqa: F811
    size: dict[str, Any],
    window: dict[str, Any],
    attributes: dict[str, str],
) -> None:
    visitor = visit(size, window={"reduced_motion": "reduce", **window}, **attributes).open()
    visitor.page.evaluate(axe)
    visitor.input.fill("تكوين")
    expect(options(visitor).first).to_be_visible()
    visitor.page.keyboard.press("ArrowDown")
    expect(visitor.page.get_by_role("option", selected=True)).to_have_count(1)
    assert visitor.page.evaluate(RUN) == []

"""The way of a question: launcher, greeting, chips, asking, waiting, what the answer offers."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from contract.answer import Answer, Item, Points, place_of
from tests.web.stub_actions import OPENING
from tests.web.stub_answers import (
    DOCUMENT,
    HEADINGS,
    PARAGRAPH,
    QUOTE,
    SECTION,
    answering,
    button,
    evidence,
)
from tests.web.web_process import WebProcess
from tests.widget.conftest import DESKTOP, PHONE, SMALL_PHONE
from tests.widget.host_pages import START_QUESTIONS
from tests.widget.visitor import Visitor

Visit = Callable[..., Visitor]
SIZES = pytest.mark.parametrize("size", [SMALL_PHONE, PHONE, DESKTOP], ids=["320", "390", "1280"])


@SIZES
def test_a_question_is_asked_and_answered(visit: Visit, size: dict[str, object]) -> None:
    visitor = visit(size)
    expect(visitor.panel).to_be_hidden()
    visitor.open()
    expect(visitor.launcher).to_be_hidden()
    expect(visitor.part("greeting")).to_contain_text(visitor.greeting)
    answer = visitor.ask("ما دور المؤسسات؟")
    expect(visitor.questions).to_contain_text("ما دور المؤسسات؟")
    expect(answer).to_contain_text(QUOTE)
    expect(visitor.input).to_have_value("")
    expect(visitor.typing).to_have_count(0)


def test_the_send_button_sends(visit: Visit, server: WebProcess) -> None:
    visitor = visit().open()
    send = visitor.button(visitor.words.send)
    for nothing in ("", "  \n "):
        visitor.input.fill(nothing)
        expect(send).to_have_attribute("aria-disabled", "true")
        send.click(force=True)
    expect(visitor.questions).to_have_count(0)
    visitor.input.fill("سؤال")
    send.click()
    visitor.answer(0)
    assert [received.said for received in server.stub.received] == ["سؤال"]


def test_a_start_question_is_asked_with_a_tap_and_all_go_once_something_was_said(visit: Visit) -> None:
    visitor = visit(PHONE).open()
    assert visitor.part("starter").all_inner_texts() == list(START_QUESTIONS)
    visitor.part("starter").first.tap()
    expect(visitor.questions).to_contain_text(START_QUESTIONS[0])
    visitor.answer(0)
    expect(visitor.part("starter")).to_have_count(0)


def test_a_typing_indicator_shows_while_the_answer_is_sought(visit: Visit, server: WebProcess) -> None:
    server.stub.is_to.delay_seconds = 0.7
    visitor = visit().open()
    visitor.say("سؤال")
    expect(visitor.typing).to_be_visible()
    visitor.answer(0)
    expect(visitor.typing).to_have_count(0)


def test_questions_written_while_one_is_answered_wait_their_turn(visit: Visit, server: WebProcess) -> None:
    server.stub.is_to.delay_seconds = 0.3
    visitor = visit().open()
    for text in ("الأول", "الثاني", "الثالث"):
        visitor.say(text)
    expect(visitor.page.get_by_text(visitor.words.queued).first).to_be_visible()
    visitor.answer(2)
    assert [received.said for received in server.stub.received] == ["الأول", "الثاني", "الثالث"]
    assert [text in told for text, told in zip(
        ("الأول", "الثاني", "الثالث"), visitor.answers.all_inner_texts(), strict=True
    )] == [True] * 3  # fmt: skip


def test_question_and_answer_say_when(visit: Visit) -> None:
    visitor = visit().open()
    answer = visitor.ask("سؤال")
    for told in (visitor.questions, answer):
        stamp = told.locator("time")
        assert re.search(r"\d{1,2}:\d{2}", stamp.inner_text())
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", stamp.get_attribute("datetime") or "")
    expect(visitor.log).to_contain_text("اليوم")


def test_numbered_points_are_buttons_that_ask_for_them_and_then_go_quiet(
    visit: Visit, server: WebProcess
) -> None:
    visitor = visit(PHONE).open()
    visitor.ask("عدد الأدوار")
    points = visitor.part("point")
    names = [f"{visitor.words.showPoint} {i}: {heading}" for i, heading in enumerate(HEADINGS, 1)]
    assert [point.get_attribute("aria-label") for point in points.all()] == names
    expect(visitor.part("reply")).to_have_count(0)  # the same points are not offered twice
    visitor.button(names[1]).tap()
    visitor.answer(1)
    assert server.stub.received[-1].said == '/show_passage{"passage_id": "sme-roles/economic/p-2"}'
    expect(visitor.questions.last).to_contain_text(HEADINGS[1])
    expect(points.nth(1)).to_have_attribute("aria-disabled", "true")
    expect(points.nth(0)).to_have_attribute("aria-disabled", "false")
    points.nth(1).tap(force=True)
    points.nth(0).tap()
    visitor.answer(2)
    assert len(server.stub.received) == 3


@pytest.mark.parametrize(
    ("frame", "closing"), [("1. هكذا\n2. نقلته من 3 مواضع", "4. من"), ("جاء هذا", ""), ("", "قرأته هنا")]
)
def test_however_it_is_worded_an_answer_keeps_its_points_source_and_buttons(
    visit: Visit, server: WebProcess, frame: str, closing: str
) -> None:
    items = tuple(
        Item(number, f"sme-roles/economic/p-{number}", heading, heading, PARAGRAPH)
        for number, heading in enumerate(HEADINGS, 1)
    )
    answer = Answer(frame, (Points("", QUOTE, items),), closing, (place_of(DOCUMENT, SECTION),))
    buttons = [button(each.label, each.passage_id) for each in items] + [button("أخرى", "sme-roles/social")]
    server.stub.is_to.answer = lambda said: [
        answering(answer, evidence("list", said, HEADINGS), buttons) | {"text": "لا يُقرأ"}
    ]
    visitor = visit(PHONE).open()
    shown = visitor.ask("سؤال")
    for line in frame.split("\n"):
        expect(shown).to_contain_text(line)
    expect(visitor.part("point")).to_have_text([f"{i}{heading}" for i, heading in enumerate(HEADINGS, 1)])
    assert shown.inner_text().count(PARAGRAPH) == len(HEADINGS)
    expect(visitor.part("source")).to_contain_text(SECTION)
    expect(visitor.part("reply")).to_have_text(["أخرى"])


@pytest.mark.parametrize(("text", "beside"), [("", True), (PARAGRAPH * 3, False)], ids=["narrow", "wide"])
def test_a_comparison_stands_in_columns_where_there_is_room(
    visit: Visit, server: WebProcess, text: str, beside: bool
) -> None:
    columns = tuple(
        Points(heading, "", (Item(number, f"sme-roles/economic/p-{number}", "نقطة", "نقطة", text),))
        for number, heading in enumerate(("الاقتصادي", "الاجتماعي"), 1)
    )
    answer = Answer("هذا وذاك:", columns, "المصدر:", (place_of(DOCUMENT, SECTION),))
    server.stub.is_to.answer = lambda said: [answering(answer, evidence("comparison", said, HEADINGS))]
    visitor = visit(DESKTOP).open()
    visitor.ask("قارن")
    first, second = (box for each in visitor.part("point").all() if (box := each.bounding_box()))
    assert (first["y"] == second["y"]) is beside
    assert (first["x"] > second["x"]) is beside


def test_a_quick_reply_stays_and_goes_quiet_once_used_after_a_reload_too(
    visit: Visit, server: WebProcess
) -> None:
    visitor = visit().open()
    visitor.ask("طقس الغد")
    reply = visitor.part("reply")
    expect(reply).to_have_text(SECTION)
    reply.click()
    visitor.answer(1)
    for _ in range(2):
        expect(reply).to_have_attribute("aria-disabled", "true")
        expect(reply).to_contain_text(visitor.words.used)
        reply.click(force=True)
        expect(visitor.questions).to_have_count(2)
        visitor.reload()
    assert len(server.stub.received) == 2


@SIZES
def test_the_source_opens_to_its_section_with_the_quote_highlighted(
    visit: Visit, size: dict[str, object]
) -> None:
    visitor = visit(size).open()
    answer = visitor.ask("سؤال")
    source = visitor.part("source")
    expect(source).to_contain_text(f"{visitor.words.source}: {DOCUMENT}")
    expect(source).to_contain_text(SECTION)
    assert answer.inner_text().count(SECTION) == 1  # the answer's closing line does not repeat it
    expect(source).to_have_attribute("aria-expanded", "false")
    expect(answer.locator("blockquote")).to_have_count(0)
    source.click()
    expect(source).to_have_attribute("aria-expanded", "true")
    points = [f"{heading} {PARAGRAPH}" for heading in HEADINGS]
    expect(answer.locator("blockquote p")).to_have_text([OPENING, *points, "…"])  # the stub's goes on
    expect(answer.locator("mark")).to_have_text(QUOTE)
    expect(answer.locator("mark")).to_be_in_viewport(ratio=1)
    assert visitor.page.locator("sme-chat mark").evaluate("e => getComputedStyle(e).backgroundColor") != (
        "rgba(0, 0, 0, 0)"
    )
    source.click()
    expect(answer.locator("blockquote")).to_have_count(0)


def test_a_lists_source_opens_to_the_whole_section_with_all_that_was_listed_marked(visit: Visit) -> None:
    visitor = visit(PHONE).open()
    answer = visitor.ask("عدد الأدوار")
    visitor.part("source").click()
    expect(answer.locator("blockquote p").first).to_have_text(OPENING)
    expect(answer.locator("blockquote b mark")).to_have_text(list(HEADINGS))


def test_where_the_section_cannot_be_had_the_quotation_stands(visit: Visit) -> None:
    visitor = visit().open()
    visitor.page.route("**/api/chat/section?*", lambda route: route.abort())
    answer = visitor.ask("سؤال")
    visitor.part("source").click()
    expect(answer.locator("blockquote p")).to_have_text(f"{HEADINGS[0]} {PARAGRAPH}")
    expect(answer.locator("mark")).to_have_text(QUOTE)


def test_the_answer_is_copied_whole(visit: Visit) -> None:
    visitor = visit(window={"permissions": ["clipboard-read", "clipboard-write"]}).open()
    visitor.ask("سؤال")
    visitor.button(visitor.words.copy).click()
    expect(visitor.button(visitor.words.copied)).to_be_visible()
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied == f"جاء في المصدر عن «سؤال»:\n\n{QUOTE}\n\nالمصدر: {DOCUMENT} — {SECTION}"


def test_the_unread_badge_counts_answers_that_came_while_the_panel_was_closed(
    visit: Visit, server: WebProcess
) -> None:
    server.stub.is_to.delay_seconds = 0.5
    visitor = visit().open()
    visitor.say("سؤال")
    expect(visitor.typing).to_be_visible()
    visitor.close()
    expect(visitor.part("badge")).to_have_text("1")
    name = visitor.words.launcher
    expect(visitor.launcher).to_have_accessible_name(f"{name['open']} ({name['unread']} 1)")
    visitor.reload()
    expect(visitor.part("badge")).to_have_text("1")
    visitor.open()
    visitor.answer(0)
    visitor.close()
    expect(visitor.part("badge")).to_be_hidden()


def test_too_long_a_message_is_told_before_it_is_sent(visit: Visit, server: WebProcess) -> None:
    visitor = visit(SMALL_PHONE).open()
    visitor.input.fill("س" * 950)
    expect(visitor.panel).to_contain_text("950")
    visitor.input.fill("س" * 1001)
    expect(visitor.panel).to_contain_text(visitor.words.tooLong)
    visitor.input.press("Enter")
    expect(visitor.questions).to_have_count(0)
    visitor.input.fill("😀" * 999 + "س")  # a thousand, as the server counts
    visitor.input.press("Enter")
    visitor.answer(0)
    assert server.stub.received[0].said == "😀" * 999 + "س"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_point_without_a_heading_is_pressed_anywhere_in_its_row(
    visit: Visit, server: WebProcess, language: str
) -> None:
    labelled = enumerate(HEADINGS[:2], 1)
    items = tuple(Item(n, f"sme-roles/economic/p-{n}", label, "", PARAGRAPH) for n, label in labelled)
    told = Answer("وفق المصدر:", (Points("", "", items),), "", (place_of(DOCUMENT, SECTION),))
    server.stub.is_to.answer = lambda _: [answering(told, evidence("list", "عدد", HEADINGS[:2]))]
    visitor = visit(PHONE, language=language).open()
    row = visitor.ask("عدد").get_by_role("listitem").nth(1)
    sign = row.locator("svg")
    expect(sign).to_be_visible()
    box, words = sign.bounding_box(), row.get_by_text(PARAGRAPH).bounding_box()
    assert box and words and box["x"] < words["x"]  # where an Arabic line ends
    visitor.page.touchscreen.tap(words["x"] + words["width"] / 2, words["y"] + words["height"] / 2)
    visitor.answer(1)
    assert server.stub.received[-1].said == button("", "sme-roles/economic/p-2")["payload"]
    expect(sign).to_have_count(0)

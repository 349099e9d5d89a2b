"""Scrolling: the log follows who reads its end, and never moves under who reads back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.stub_answers import Message, message
from tests.web.web_process import WebProcess
from tests.widget.conftest import DESKTOP, PHONE
from tests.widget.visitor import Visitor

Visit = Callable[..., Visitor]


def long_answer(said: str) -> list[Message]:
    return [message("\n".join([f"جواب طويل عن {said}", *(f"سطر {line}" for line in range(40))]))]


@pytest.fixture
def talkative(server: WebProcess) -> WebProcess:
    """A server whose answers fill the panel."""
    server.stub.is_to.answer = long_answer
    return server


def test_a_new_question_is_brought_into_view(visit: Visit, talkative: WebProcess) -> None:
    visitor = visit(PHONE).open()
    visitor.ask("الأول")
    visitor.ask("الثاني")
    expect(visitor.questions.last).to_be_in_viewport()
    talkative.stub.is_to.delay_seconds = 0.5
    visitor.say("الثالث")
    expect(visitor.questions.last).to_be_in_viewport()
    expect(visitor.typing).to_be_in_viewport()


def test_a_long_answer_is_shown_from_its_beginning(visit: Visit, talkative: WebProcess) -> None:
    visitor = visit(PHONE).open()
    visitor.ask("الأول")
    answer = visitor.ask("الثاني")
    expect(answer.get_by_text("جواب طويل")).to_be_in_viewport()
    expect(answer.get_by_text("سطر 39")).not_to_be_in_viewport()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1280"])
def test_nothing_moves_while_someone_reads_back_and_a_button_leads_to_the_news(
    visit: Visit, talkative: WebProcess, size: dict[str, object]
) -> None:
    visitor = visit(size).open()
    visitor.ask("الأول")
    visitor.ask("الثاني")
    talkative.stub.is_to.delay_seconds = 0.8
    visitor.say("الثالث")
    expect(visitor.typing).to_be_visible()
    visitor.log.evaluate("log => log.scrollTo(0, 200)")
    line = visitor.answers.first.get_by_text("سطر 12", exact=True)
    before = line.bounding_box()
    news = visitor.button(visitor.words.newMessages)
    expect(news).to_have_count(0)
    visitor.answer(2)
    expect(news).to_be_visible()
    assert line.bounding_box() == before
    assert visitor.log.evaluate("log => log.scrollTop") == 200
    news.click()
    assert visitor.at_end()
    expect(news).to_have_count(0)


def test_the_end_stays_in_sight_while_the_input_grows(visit: Visit) -> None:
    visitor = visit(PHONE).open()
    for number in range(4):
        visitor.ask(f"سؤال {number}")
    copy = visitor.button(visitor.words.copy).last
    visitor.log.evaluate("log => log.scrollTo(0, log.scrollHeight)")
    expect(copy).to_be_in_viewport(ratio=1)
    visitor.input.fill("سطر\n" * 8)
    expect(visitor.input).to_have_css("height", "132px")
    expect(copy).to_be_in_viewport(ratio=1)
    box, field = copy.bounding_box(), visitor.input.bounding_box()
    assert box and field and box["y"] + box["height"] <= field["y"]


def test_scrolling_to_the_end_by_hand_takes_the_button_away(visit: Visit, talkative: WebProcess) -> None:
    visitor = visit().open()
    visitor.ask("الأول")
    talkative.stub.is_to.delay_seconds = 0.5
    visitor.say("الثاني")
    expect(visitor.typing).to_be_visible()
    visitor.log.evaluate("log => log.scrollTo(0, 0)")
    news = visitor.button(visitor.words.newMessages)
    expect(news).to_be_visible()
    visitor.log.evaluate("log => log.scrollTo(0, log.scrollHeight)")
    expect(news).to_have_count(0)


def test_an_answer_in_another_tab_does_not_move_a_reader_either(visit: Visit, talkative: WebProcess) -> None:
    reader = visit().open()
    reader.ask("الأول")
    writer = visit(context=reader.context).open()
    expect(writer.answers).to_have_count(1)
    reader.log.evaluate("log => log.scrollTo(0, 100)")
    writer.ask("الثاني")
    expect(reader.button(reader.words.newMessages)).to_be_visible()
    assert reader.log.evaluate("log => log.scrollTop") == 100


def test_the_page_behind_does_not_scroll_with_the_log(visit: Visit, talkative: WebProcess) -> None:
    visitor = visit(DESKTOP).open()
    visitor.page.evaluate("document.body.style.height = '4000px'")
    visitor.ask("الأول")
    visitor.log.hover()
    for _ in range(4):
        visitor.page.mouse.wheel(0, 2000)
    visitor.page.wait_for_function("() => new Promise((done) => setTimeout(() => done(true), 200))")
    assert visitor.page.evaluate("scrollY") == 0

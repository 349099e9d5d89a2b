"""When something is wrong: failures, no network, a server that went, limits. Nothing typed is lost."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.web.web_process import WebProcess
from tests.widget.conftest import PHONE
from tests.widget.host_pages import HostPages
from tests.widget.visitor import Visitor
from web.api import MESSAGES

Visit = Callable[..., Visitor]


def test_a_failed_answer_can_be_asked_for_again(visit: Visit, server: WebProcess) -> None:
    visitor = visit(PHONE).open()
    for number in range(3):
        visitor.ask(f"سؤال {number}")
    server.stub.is_to.raw = (500, b"{}")
    visitor.say("سؤال")
    expect(visitor.log).to_contain_text(MESSAGES["assistant_failed"])
    expect(visitor.typing).to_have_count(0)
    expect(visitor.button(visitor.words.retry)).to_be_in_viewport(ratio=1)
    server.stub.is_to.raw = None
    visitor.button(visitor.words.retry).click()
    visitor.answer(3)
    expect(visitor.questions).to_have_count(4)
    expect(visitor.log).not_to_contain_text(MESSAGES["assistant_failed"])


def test_a_failed_question_is_still_there_after_a_reload_and_can_be_edited(
    visit: Visit, server: WebProcess
) -> None:
    server.stub.is_to.raw = (500, b"{}")
    visitor = visit().open()
    visitor.say("سؤال")
    expect(visitor.log).to_contain_text(MESSAGES["assistant_failed"])
    visitor.reload()
    expect(visitor.log).to_contain_text(MESSAGES["assistant_failed"])
    visitor.button(visitor.words.edit).click()
    expect(visitor.input).to_have_value("سؤال")
    server.stub.is_to.raw = None
    visitor.ask("سؤال آخر")
    assert server.stub.received[-1].said == "سؤال آخر"


def test_an_assistant_that_is_away_is_told_and_answers_when_it_is_back(
    visit: Visit, server: WebProcess
) -> None:
    server.stub.stop()
    visitor = visit().open()
    visitor.say("سؤال")
    expect(visitor.log).to_contain_text(MESSAGES["assistant_unavailable"])
    server.stub.start()
    deadline = time.monotonic() + 20
    while not visitor.answers.count() and time.monotonic() < deadline:  # it is looked for every 2 seconds
        visitor.button(visitor.words.retry).click()
        expect(visitor.typing).to_have_count(0)
        visitor.page.wait_for_timeout(500)
    visitor.answer(0)
    assert len(server.stub.received) == 1


def test_a_message_without_words_comes_back_to_be_changed(visit: Visit) -> None:
    visitor = visit().open()
    visitor.say("!…")
    expect(visitor.log).to_contain_text(MESSAGES["empty_text"])
    expect(visitor.button(visitor.words.retry)).to_have_count(0)
    visitor.button(visitor.words.edit).click()
    expect(visitor.input).to_have_value("!…")
    expect(visitor.questions).to_have_count(0)


def test_what_was_refused_stays_where_it_was_said_until_it_is_dismissed(visit: Visit) -> None:
    visitor = visit(PHONE).open()
    visitor.ask("الأول")
    visitor.say("!…")
    expect(visitor.log).to_contain_text(MESSAGES["empty_text"])
    visitor.ask("الثاني")
    visitor.ask("الثالث")
    said = ["الأول", "!…", "الثاني", "الثالث"]
    for _ in range(2):
        expect(visitor.questions.locator("p")).to_have_text(said)
        visitor.reload()
    visitor.input.fill("مسودة")
    visitor.button(visitor.words.remove).click()
    expect(visitor.questions.locator("p")).to_have_text(["الأول", "الثاني", "الثالث"])
    expect(visitor.input).to_have_value("مسودة")
    visitor.reload()
    expect(visitor.answers).to_have_count(3)
    expect(visitor.log).not_to_contain_text(MESSAGES["empty_text"])


@pytest.mark.parametrize("text", ["👍", "؟"])
def test_an_emoji_or_a_question_mark_alone_reaches_the_assistant(
    visit: Visit, server: WebProcess, text: str
) -> None:
    visitor = visit().open()
    visitor.ask(text)
    assert [received.said for received in server.stub.received] == [text]


def test_without_a_network_the_question_waits_and_is_sent_once_it_is_back(
    visit: Visit, server: WebProcess
) -> None:
    visitor = visit().open()
    visitor.ask("الأول")
    visitor.context.set_offline(True)
    expect(visitor.panel).to_contain_text(visitor.words.offline)
    visitor.say("الثاني")
    visitor.say("الثالث")
    expect(visitor.questions).to_have_count(3)
    visitor.context.set_offline(False)
    visitor.answer(2)
    expect(visitor.panel).not_to_contain_text(visitor.words.offline)
    assert [received.said for received in server.stub.received] == ["الأول", "الثاني", "الثالث"]


def test_a_panel_that_cannot_be_fetched_is_said_and_comes_at_the_next_press(visit: Visit) -> None:
    visitor = visit()
    visitor.context.set_offline(True)
    visitor.launcher.click()
    expect(
        visitor.page.get_by_role("status").filter(has_text=visitor.words.launcher["failed"])
    ).to_be_visible()
    visitor.context.set_offline(False)
    visitor.open()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_site_that_may_not_use_the_assistant_says_so_and_tells_its_owner(
    visit: Visit, server: WebProcess, host_pages: HostPages, language: str
) -> None:
    visitor = visit(language=language)
    warnings: list[str] = []
    visitor.page.on("console", lambda said: warnings.append(said.text) if said.type == "warning" else None)
    visitor.page.goto(visitor.page.url.replace(host_pages.origin, host_pages.other_origin))
    notice = visitor.page.get_by_role("status").filter(has_text=visitor.words.launcher["refused"])
    expect(notice).to_contain_text(host_pages.other_origin)  # before anybody asks
    visitor.open().say("سؤال")
    expect(visitor.log).to_contain_text(visitor.words.errors["origin_not_allowed"])
    expect(visitor.log).not_to_contain_text(visitor.words.errors["network"])
    expect(visitor.button(visitor.words.retry)).to_have_count(0)  # trying again would be refused again
    (warning,) = warnings
    assert host_pages.other_origin in warning
    assert server.url in warning
    assert "DALEEL_ORIGINS" in warning
    assert server.stub.received == []
    visitor.button(visitor.words.edit).click()
    expect(visitor.input).to_have_value("سؤال")  # and nothing typed is lost


@pytest.fixture(scope="module")
def strict(start_web: Callable[..., WebProcess], host_pages: HostPages) -> WebProcess:
    """A server that minds its limits, and that a test may end and start."""
    return start_web(
        DALEEL_RATE_SESSION="2/8", DALEEL_RATE_NEW_SESSIONS="1/8", DALEEL_ORIGINS=host_pages.origin
    )


def test_a_server_that_went_answers_when_it_is_back(visit: Visit, strict: WebProcess) -> None:
    visitor = visit(on=strict).open()
    visitor.ask("الأول")
    strict.stop(at_once=True)
    visitor.say("الثاني")
    expect(visitor.log).to_contain_text(visitor.words.errors["network"])
    expect(visitor.questions).to_have_count(2)
    strict.start()
    again = visitor.button(visitor.words.retry)
    if again.is_visible():
        again.click()
    visitor.answer(1)
    expect(visitor.log).not_to_contain_text(visitor.words.errors["network"])
    assert [received.said for received in strict.stub.received] == ["الأول", "الثاني"]


def test_too_many_messages_are_told_kindly_and_sent_by_themselves(visit: Visit, strict: WebProcess) -> None:
    strict.stub.reset()
    visitor = visit(on=strict).open()
    for text in ("الأول", "الثاني", "الثالث"):
        visitor.say(text)
    expect(visitor.log).to_contain_text(visitor.words.errors["too_many_messages"])
    assert "خلال" in visitor.log.inner_text()  # and when
    visitor.answer(2)
    assert [received.said for received in strict.stub.received] == ["الأول", "الثاني", "الثالث"]


def test_too_many_visitors_are_told_kindly_too(visit: Visit, strict: WebProcess) -> None:
    first, second = visit(on=strict).open(), visit(on=strict).open()
    for other in (first, second):
        other.say("سؤال")
    expect(second.log).to_contain_text(second.words.errors["too_many_sessions"])
    for other in (first, second):
        other.answer(0)

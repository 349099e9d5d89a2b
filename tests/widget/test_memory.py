"""What outlives a page: the draft, the conversation, a question under way; and what two tabs share."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.core.signing import TimestampSigner, b62_encode
from playwright.sync_api import expect

from tests.web.stub_answers import QUOTE
from tests.web.web_process import WebProcess
from tests.widget.conftest import PHONE
from tests.widget.visitor import Visitor

Visit = Callable[..., Visitor]
DAY_SECONDS = 86_400


def test_a_draft_is_kept_over_a_reload(visit: Visit) -> None:
    visitor = visit().open()
    visitor.input.fill("سؤال لم يتم")
    visitor.reload()
    expect(visitor.input).to_have_value("سؤال لم يتم")


def test_the_conversation_is_there_after_a_reload_and_in_a_second_tab(visit: Visit) -> None:
    visitor = visit(PHONE).open()
    visitor.ask("الأول")
    visitor.ask("عدد الثاني")
    said = visitor.log.inner_text()
    visitor.reload()
    expect(visitor.answers).to_have_count(2)
    assert visitor.log.inner_text() == said
    second = visit(context=visitor.context).open()
    expect(second.answers).to_have_count(2)
    assert second.log.inner_text() == said


def test_another_person_sees_nothing_of_it(visit: Visit) -> None:
    visit().open().ask("سؤال خاص")
    other = visit().open()
    expect(other.part("starter").first).to_be_visible()
    expect(other.questions).to_have_count(0)
    assert other.stored("session") is None  # and none is opened for who asks nothing


def test_two_tabs_show_the_same_conversation_as_it_goes(visit: Visit, server: WebProcess) -> None:
    one = visit().open()
    one.ask("الأول")
    two = visit(context=one.context).open()
    expect(two.answers).to_have_count(1)
    server.stub.is_to.delay_seconds = 0.5
    one.say("الثاني")
    expect(two.questions.nth(1)).to_contain_text("الثاني")
    expect(two.typing).to_be_visible()
    two.say("الثالث")
    for tab in (one, two):
        expect(tab.answers).to_have_count(3)
        expect(tab.typing).to_have_count(0)
        assert [QUOTE in answer for answer in tab.answers.all_inner_texts()] == [True] * 3
    assert one.log.inner_text() == two.log.inner_text()
    assert [received.said for received in server.stub.received] == ["الأول", "الثاني", "الثالث"]


def test_a_tab_that_closes_leaves_its_question_to_the_other(visit: Visit, server: WebProcess) -> None:
    one = visit().open()
    two = visit(context=one.context).open()
    server.stub.is_to.delay_seconds = 1.0
    one.say("سؤال")
    expect(two.typing).to_be_visible()
    one.page.close()
    two.answer(0)
    assert len(server.stub.received) == 1


def test_a_page_reloaded_in_the_middle_of_an_answer_still_gets_it_once(
    visit: Visit, server: WebProcess
) -> None:
    server.stub.is_to.delay_seconds = 2.0
    visitor = visit(PHONE).open()
    visitor.say("سؤال")
    expect(visitor.typing).to_be_visible()
    visitor.reload()
    expect(visitor.typing).to_be_visible()
    expect(visitor.questions).to_have_count(1)
    visitor.answer(0)
    expect(visitor.questions).to_have_count(1)
    expect(visitor.typing).to_have_count(0)
    assert len(server.stub.received) == 1


def test_an_answer_asked_for_in_a_closed_browser_tab_arrives_in_the_next(
    visit: Visit, server: WebProcess
) -> None:
    one = visit().open()
    one.ask("الأول")
    server.stub.is_to.delay_seconds = 1.0
    one.say("الثاني")
    expect(one.typing).to_be_visible()
    context = one.context
    context.new_page()  # a browser without a page is gone
    one.page.close()
    two = visit(context=context).open()
    two.answer(1)
    assert len(server.stub.received) == 2


def test_an_expired_session_gets_a_new_one_and_nothing_typed_is_lost(
    visit: Visit, server: WebProcess
) -> None:
    visitor = visit().open()
    visitor.ask("الأول")
    session = visitor.stored("session")
    session_id = session["token"].partition(":")[0]
    expired = _Long(key=server.settings["DALEEL_SECRET_KEY"], salt="web.chat.session", fallback_keys=[])
    visitor.store("session", {**session, "token": expired.sign(session_id)})
    refused: list[str] = []
    visitor.page.on("response", lambda each: refused.append(each.url) if each.status == 401 else None)
    answer = visitor.ask("الثاني")
    assert "الثاني" in answer.inner_text()
    assert len(refused) == 1
    assert visitor.stored("session")["token"].partition(":")[0] != session_id
    senders = [received.sender_id for received in server.stub.received]
    assert len(set(senders)) == 2
    expect(visitor.questions).to_have_count(2)  # what was read stays on the page


class _Long(TimestampSigner):
    """Signs as web does, forty days ago."""

    def timestamp(self) -> str:
        return b62_encode(int(time.time()) - 40 * DAY_SECONDS)


def test_a_token_that_means_nothing_is_replaced_too(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask("الأول")
    visitor.store("session", {"token": "nonsense", "expires_at": "2100-01-01T00:00:00Z"})
    visitor.reload()
    visitor.ask("الثاني")
    expect(visitor.questions.last).to_contain_text("الثاني")


def test_earlier_messages_are_brought_on_request_and_the_view_stays(visit: Visit, server: WebProcess) -> None:
    visitor = visit().open()
    visitor.ask("رقم 0")
    token = visitor.stored("session")["token"]
    for number in range(1, 33):
        assert server.ask(token, f"رقم {number}").status_code == 200
    visitor.reload()
    expect(visitor.questions).to_have_count(30)
    first = visitor.questions.first
    expect(first).to_contain_text("رقم 3")
    first.scroll_into_view_if_needed()
    older = visitor.button(visitor.words.older)
    older.scroll_into_view_if_needed()
    place = visitor.questions.filter(has_text="رقم 3").first
    before = place.bounding_box()
    older.click()
    expect(visitor.questions).to_have_count(33)
    after = place.bounding_box()
    assert before and after and abs(before["y"] - after["y"]) < 60  # the button's own height
    expect(visitor.questions.first).to_contain_text("رقم 0")
    expect(older).to_have_count(0)

"""What a person may do with their conversation: judge an answer, keep it, erase it, read how it is kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from contract.payload import ERASE
from tests.web.stub_answers import QUOTE, SECTION, message
from tests.web.web_process import WebProcess, bearer
from tests.widget.conftest import DESKTOP, PHONE
from tests.widget.visitor import Visitor

Visit = Callable[..., Visitor]


def judgement(server: WebProcess, visitor: Visitor) -> dict[str, object] | None:
    """What the server keeps of the last answer."""
    headers = bearer(visitor.stored("session")["token"])
    turns = server.http.get("/api/chat/history", headers=headers).raise_for_status().json()["turns"]
    kept: dict[str, object] | None = turns[-1]["replies"][-1]["feedback"]
    return kept


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1280"])
def test_a_thumb_down_with_a_reason_is_kept_thanked_for_and_survives_a_reload(
    visit: Visit, server: WebProcess, size: dict[str, object]
) -> None:
    visitor = visit(size).open()
    answer = visitor.ask("سؤال")
    down = visitor.button(visitor.words.down)
    with visitor.page.expect_response("**/feedback"):
        down.click()
    expect(down).to_have_attribute("aria-pressed", "true")
    form = visitor.page.get_by_role("form", name=visitor.words.why)
    expect(form).to_be_in_viewport()
    assert form.get_by_role("button").all_inner_texts() == list(visitor.words.reasons.values())
    reason = visitor.button(visitor.words.reasons["incomplete"])
    with visitor.page.expect_response("**/feedback"):
        reason.click()
    expect(reason).to_have_attribute("aria-pressed", "true")
    comment = answer.get_by_role("textbox", name=visitor.words.comment)
    comment.fill("أريد مثالا")
    with visitor.page.expect_response("**/feedback"):
        visitor.button(visitor.words.save).click()
    expect(form).to_have_count(0)
    expect(answer.get_by_text(visitor.words.thanks)).to_be_in_viewport(ratio=1)
    expect(visitor.page.get_by_role("log")).to_contain_text(visitor.words.thanks)  # and read out
    kept = {"verdict": "down", "reason": "incomplete", "comment": "أريد مثالا"}
    assert judgement(server, visitor) == kept
    visitor.reload()
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(form).to_have_count(0)  # an old judgement asks for nothing
    down.click()
    down.click()
    expect(form).to_be_visible()


def test_a_form_of_long_ago_does_not_open_in_another_tab_nor_hold_its_scroll(visit: Visit) -> None:
    visitor = visit(PHONE).open()
    visitor.ask("سؤال")
    visitor.button(visitor.words.down).click()
    visitor.button(visitor.words.reasons["wrong"]).click()
    for number in range(4):
        visitor.ask(f"سؤال {number}")
    second = visit(context=visitor.context).open()
    expect(second.answers).to_have_count(5)
    expect(second.button(second.words.down).first).to_have_attribute("aria-pressed", "true")
    expect(second.page.get_by_role("form", name=second.words.why)).to_have_count(0)
    assert second.at_end()


def test_a_thumb_up_is_thanked_for_where_all_can_see_it(visit: Visit) -> None:
    visitor = visit().open()
    answer = visitor.ask("سؤال")
    visitor.button(visitor.words.up).click()
    expect(answer.get_by_text(visitor.words.thanks)).to_be_visible()
    visitor.button(visitor.words.up).click()
    expect(answer.get_by_text(visitor.words.thanks)).to_have_count(0)


def test_a_refusal_is_not_to_be_judged_and_its_buttons_stand_in_it(visit: Visit) -> None:
    visitor = visit().open()
    refusal = visitor.ask("طقس")
    expect(refusal.get_by_role("button", name=SECTION)).to_be_visible()
    for name in (visitor.words.up, visitor.words.down, visitor.words.copy):
        expect(visitor.button(name)).to_have_count(0)
    chip, stamp = refusal.get_by_role("button").bounding_box(), refusal.locator("time").bounding_box()
    assert chip and stamp and chip["y"] < stamp["y"]  # straight below the words that point at it


def test_a_judgement_is_changed_and_taken_back(visit: Visit, server: WebProcess) -> None:
    visitor = visit().open()
    visitor.ask("سؤال")
    up, down = visitor.button(visitor.words.up), visitor.button(visitor.words.down)
    expect(up).to_have_attribute("aria-pressed", "false")
    with visitor.page.expect_response("**/feedback"):
        down.click()
    with visitor.page.expect_response("**/feedback"):
        up.click()
    expect(up).to_have_attribute("aria-pressed", "true")
    expect(down).to_have_attribute("aria-pressed", "false")
    expect(visitor.page.get_by_role("form", name=visitor.words.why)).to_have_count(0)
    assert judgement(server, visitor) == {"verdict": "up", "reason": None, "comment": None}
    with visitor.page.expect_response("**/feedback"):
        up.click()
    expect(up).to_have_attribute("aria-pressed", "false")
    assert (judgement(server, visitor) or {"verdict": "none"})["verdict"] == "none"


def test_a_judgement_that_was_not_kept_is_not_shown_as_kept(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask("سؤال")
    visitor.page.route("**/api/chat/feedback", lambda route: route.abort())
    up = visitor.button(visitor.words.up)
    up.click()
    expect(visitor.panel).to_contain_text(visitor.words.notKept)
    expect(up).to_have_attribute("aria-pressed", "false")


def test_the_conversation_is_downloaded_as_text_and_as_json(visit: Visit, tmp_path: Path) -> None:
    visitor = visit().open()
    visitor.ask("سؤال أول")
    for item, suffix in ((visitor.words.text, ".txt"), (visitor.words.json, ".json")):
        with visitor.page.expect_download() as download:
            visitor.choose(item)
        file = tmp_path / f"kept{suffix}"
        download.value.save_as(file)
        assert download.value.suggested_filename == f"{visitor.words.fileName}{suffix}"
        kept = file.read_text(encoding="utf-8")
        assert "سؤال أول" in kept
        assert QUOTE in kept
    assert json.loads(kept)["turns"][0]["asked"]["text"] == "سؤال أول"


def test_erasing_asks_first_and_then_erases_everywhere(visit: Visit, server: WebProcess) -> None:
    visitor = visit(PHONE).open()
    visitor.ask("سؤال")
    token = visitor.stored("session")["token"]
    second = visit(context=visitor.context).open()
    expect(second.answers).to_have_count(1)
    visitor.page.bring_to_front()  # a tab behind another is drawn once a second

    visitor.choose(visitor.words.erase)
    confirm = visitor.page.get_by_role("alertdialog", name=visitor.words.eraseAsk)
    expect(confirm).to_contain_text(visitor.words.eraseNote)
    expect(visitor.button(visitor.words.eraseNo)).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(confirm).to_have_count(0)
    expect(visitor.answers).to_have_count(1)
    visitor.choose(visitor.words.erase)
    visitor.button(visitor.words.eraseNo).click()
    expect(visitor.answers).to_have_count(1)

    visitor.choose(visitor.words.erase)
    visitor.button(visitor.words.eraseYes).click()
    expect(visitor.panel).to_contain_text(visitor.words.erased)
    for tab in (visitor, second):
        expect(tab.questions).to_have_count(0)
        expect(tab.part("starter").first).to_be_visible()
    assert visitor.stored("session") is None
    assert server.http.get("/api/chat/history", headers=bearer(token)).status_code == 401
    sender_id = f"web-{token.partition(':')[0]}"
    with closing(sqlite3.connect(server.settings["DALEEL_TRACKER_DB"])) as tracker:
        rows = tracker.execute("SELECT count(*) FROM events WHERE sender_id = ?", (sender_id,)).fetchone()
    assert rows == (0,)
    visitor.ask("من جديد")
    expect(visitor.questions).to_have_count(1)


def test_an_erasure_that_failed_is_said_and_nothing_seems_erased(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask("سؤال")
    visitor.page.route("**/api/chat/session", lambda route: route.abort())
    visitor.choose(visitor.words.erase)
    visitor.button(visitor.words.eraseYes).click()
    expect(visitor.panel).to_contain_text(visitor.words.notErased)
    expect(visitor.answers).to_have_count(1)


def test_nothing_said_leaves_nothing_to_download_or_erase(visit: Visit) -> None:
    visitor = visit().open()
    visitor.button(visitor.words.menu).click()
    for item in (visitor.words.text, visitor.words.json, visitor.words.erase):
        expect(visitor.button(item)).to_be_disabled()


def test_how_the_conversation_is_kept_can_be_read(visit: Visit) -> None:
    visitor = visit(privacy_url="/privacy").open()
    expect(visitor.log).to_contain_text(visitor.words.privacyNote)
    visitor.choose(visitor.words.privacy)
    sheet = visitor.page.get_by_role("dialog", name=visitor.words.privacy)
    expect(sheet).to_contain_text(visitor.words.privacyNote)
    expect(sheet.get_by_role("link", name=visitor.words.privacyMore)).to_have_attribute("href", "/privacy")
    visitor.button(visitor.words.done).click()
    expect(sheet).to_have_count(0)


@pytest.mark.parametrize(
    "url", ["javascript:window.__xss=1", " JavaScript:window.__xss=1", "data:text/html,x"]
)
def test_a_privacy_address_that_is_a_script_is_no_link(visit: Visit, url: str) -> None:
    visitor = visit(privacy_url=url).open()
    expect(visitor.log.get_by_role("link")).to_have_count(0)


def test_a_button_of_the_assistant_that_erases_asks_first(visit: Visit, server: WebProcess) -> None:
    erase = {"title": "امح محادثتي", "payload": ERASE}
    server.stub.is_to.answer = lambda _: [message("يمكنك ذلك:", [erase])]
    visitor = visit(PHONE).open()
    visitor.ask("امسح ما قلته")
    visitor.button("امح محادثتي").tap()  # nothing of the menu was fetched yet
    expect(visitor.page.get_by_role("alertdialog", name=visitor.words.eraseAsk)).to_be_visible()
    visitor.button(visitor.words.eraseYes).click()
    expect(visitor.questions).to_have_count(0)
    assert len(server.stub.received) == 1

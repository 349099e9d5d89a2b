"""The emulator refuses what Telegram refuses, in Telegram's words."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import httpx
import pytest

from tests.telegram.emulator import Emulator, Person

Call = Callable[..., dict[str, Any]]
PERSON = Person(5)


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as emulator:
        emulator.chat(PERSON.id)
        yield emulator


@pytest.fixture
def call(emulator: Emulator) -> Call:
    """Call a method with JSON parameters; the answer as Telegram gives it."""

    def post(method: str, token: str = "", **parameters: Any) -> dict[str, Any]:
        url = f"{emulator.url}/bot{token or emulator.token}/{method}"
        answer: dict[str, Any] = httpx.post(url, json=parameters, timeout=60, trust_env=False).json()
        return answer

    return post


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **button}]]}


def test_a_wrong_token_and_an_unknown_method(call: Call) -> None:
    assert call("getMe", token="1:wrong")["error_code"] == 401
    assert call("getMeNot")["error_code"] == 404
    assert call("getMe")["result"]["is_bot"] is True


@pytest.mark.parametrize("way", ["form", "multipart", "json", "query"])
def test_parameters_come_in_each_of_telegram_s_ways(emulator: Emulator, way: str) -> None:
    url, fields = f"{emulator.url}/bot{emulator.token}/sendMessage", {"chat_id": "5", "text": "سلام"}
    requests: dict[str, dict[str, Any]] = {
        "form": {"data": fields},
        "multipart": {"files": {name: (None, value) for name, value in fields.items()}},
        "json": {"json": {**fields, "chat_id": 5}},
        "query": {"params": fields},
    }
    answer = httpx.post(url, trust_env=False, **requests[way]).json()
    assert answer["result"]["text"] == "سلام"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>x", "Can't find end tag"),
        ("x</b>", "Unexpected end tag"),
        ("<b><i>x</b></i>", "Unmatched end tag"),
        ("<p>x</p>", "Unsupported start tag"),
        ("1 < 2", "Unexpected start tag"),
        ("<b onclick='x'>x</b>", "Unexpected attribute"),
        ("<blockquote>x<blockquote>y</blockquote></blockquote>", "Nested blockquote"),
        ("<b></b>", "message text is empty"),
    ],
)
def test_bad_html_is_refused(call: Call, text: str, words: str) -> None:
    answer = call("sendMessage", chat_id=5, text=text, parse_mode="HTML")
    assert (answer["error_code"], words in answer["description"]) == (400, True)


def test_good_html_is_read(call: Call) -> None:
    text = (
        '<b>أ</b> &lt;ب&gt; &amp; <a href="https://x.org">ت</a> <blockquote expandable>ث</blockquote> &foo;'
    )
    result = call("sendMessage", chat_id=5, text=text, parse_mode="HTML")["result"]
    assert result["text"] == "أ <ب> & ت ث &foo;"
    assert [each["type"] for each in result["entities"]] == ["bold", "text_link", "blockquote"]
    assert result["entities"][1] == {"type": "text_link", "offset": 8, "length": 1}


@pytest.mark.parametrize("text", ["a.", "1-2", "*x", "_x", "[x](y", "a!", "`x", "(x)", "x_"])
def test_bad_markdown_is_refused(call: Call, text: str) -> None:
    answer = call("sendMessage", chat_id=5, text=text, parse_mode="MarkdownV2")
    assert "can't parse entities" in answer["description"]


def test_good_markdown_is_read(call: Call) -> None:
    text = r"*أ* _ب_ __ت__ ~ث~ ||ج|| `ح.` [خ](https://x.org) د\."
    result = call("sendMessage", chat_id=5, text=text, parse_mode="MarkdownV2")["result"]
    assert result["text"] == "أ ب ت ث ج ح. خ د."
    assert len(result["entities"]) == 7


@pytest.mark.parametrize(("text", "fits"), [("س" * 4096, True), ("س" * 4097, False), ("😀" * 2049, False)])
def test_4096_units_are_the_most(call: Call, text: str, fits: bool) -> None:
    answer = call("sendMessage", chat_id=5, text=f"<b>{text}</b>", parse_mode="HTML")
    assert answer["ok"] is fits
    assert fits or answer["description"] == "Bad Request: message is too long"


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ({"callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"callback_data": "س" * 33}, "BUTTON_DATA_INVALID"),
        ({"callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({}, "Text buttons are unallowed"),
        ({"callback_data": "x", "url": "https://x.org"}, "Text buttons are unallowed"),
        ({"text": " ", "callback_data": "x"}, "must be non-empty"),
    ],
)
def test_bad_buttons_are_refused(call: Call, button: dict[str, Any], words: str) -> None:
    answer = call("sendMessage", chat_id=5, text="x", reply_markup=keyboard(**button))
    assert words in answer["description"]


def test_64_bytes_of_data_and_100_buttons_are_the_most(call: Call) -> None:
    assert call("sendMessage", chat_id=5, text="x", reply_markup=keyboard(callback_data="س" * 32))["ok"]
    rows = [[{"text": "x", "callback_data": "x"}]] * 101
    answer = call("sendMessage", chat_id=5, text="x", reply_markup={"inline_keyboard": rows})
    assert "too long" in answer["description"]


def test_chats_that_cannot_be_written_to(emulator: Emulator, call: Call) -> None:
    assert call("sendMessage", chat_id=404, text="x")["description"] == "Bad Request: chat not found"
    assert call("sendMessage", text="x")["description"] == "Bad Request: chat_id is empty"
    for state, words in (("blocked", "blocked by the user"), ("kicked", "kicked"), ("deactivated", "deact")):
        emulator.state.chats[5].state = state
        for method in ("sendMessage", "sendChatAction"):
            answer = call(method, chat_id=5, text="x", action="typing")
            assert (answer["error_code"], words in answer["description"]) == (403, True)
    emulator.group(-7)
    emulator.state.chats[-7].moved_to = -100
    assert call("sendMessage", chat_id=-7, text="x")["parameters"] == {"migrate_to_chat_id": -100}


def test_edits_and_deletions_of_what_is_not_there_not_ours_or_not_changed(
    emulator: Emulator, call: Call
) -> None:
    update = emulator.say(PERSON, "سلام")
    theirs, ours = (
        emulator.message_id(update),
        call("sendMessage", chat_id=5, text="x")["result"]["message_id"],
    )
    assert "to edit not found" in call("editMessageText", chat_id=5, message_id=99, text="y")["description"]
    assert "can't be edited" in call("editMessageText", chat_id=5, message_id=theirs, text="y")["description"]
    assert "not modified" in call("editMessageText", chat_id=5, message_id=ours, text="x")["description"]
    assert call("editMessageText", chat_id=5, message_id=ours, text="y")["result"]["text"] == "y"
    assert call("deleteMessage", chat_id=5, message_id=ours)["result"] is True
    assert "to delete not found" in call("deleteMessage", chat_id=5, message_id=ours)["description"]
    assert emulator.ours(5) == []


def test_a_query_is_answered_once(emulator: Emulator, call: Call) -> None:
    call("sendMessage", chat_id=5, text="x", reply_markup=keyboard(callback_data="d"))
    query = emulator.press(PERSON, emulator.ours(5)[0], "d")
    assert not call("answerCallbackQuery", callback_query_id=query, text="x" * 201)["ok"]
    assert call("answerCallbackQuery", callback_query_id=query, text="شكرا")["ok"]
    assert "too old" in call("answerCallbackQuery", callback_query_id=query)["description"]
    assert "too old" in call("answerCallbackQuery", callback_query_id="none")["description"]


def test_an_offset_acknowledges_and_nothing_else_does(emulator: Emulator, call: Call) -> None:
    first, second = emulator.say(PERSON, "1"), emulator.say(PERSON, "2")
    for _ in range(2):
        assert [each["update_id"] for each in call("getUpdates")["result"]] == [first, second]
    assert [each["update_id"] for each in call("getUpdates", offset=second)["result"]] == [second]
    assert call("getUpdates", offset=second + 1)["result"] == []
    assert "limit" in call("getUpdates", limit=101)["description"]


def test_get_updates_holds_the_line_until_something_comes(emulator: Emulator, call: Call) -> None:
    threading.Timer(0.3, lambda: emulator.say(PERSON, "سلام")).start()
    began = time.monotonic()
    assert len(call("getUpdates", timeout=10)["result"]) == 1
    assert 0.2 < time.monotonic() - began < 5


def test_webhooks_that_telegram_would_not_call(call: Call) -> None:
    assert "HTTPS" in call("setWebhook", url="http://x.org")["description"]
    assert "ports" in call("setWebhook", url="https://x.org:5000")["description"]
    assert "secret" in call("setWebhook", url="https://x.org", secret_token="ب")["description"]
    assert "max_connections" in call("setWebhook", url="https://x.org", max_connections=101)["description"]
    assert call("setWebhook", url="https://x.org:8443/hook", secret_token="s")["ok"]
    assert call("getUpdates")["error_code"] == 409
    assert call("deleteWebhook")["ok"]
    assert call("getUpdates")["ok"]


def test_a_webhook_is_called_with_its_secret_until_it_says_yes(emulator: Emulator, call: Call) -> None:
    seen: list[tuple[str | None, Any]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.append((self.headers["X-Telegram-Bot-Api-Secret-Token"], body))
            self.send_response(500 if len(seen) < 3 else 200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing to log."""

    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    emulator.reached_at = f"http://127.0.0.1:{server.server_address[1]}"
    call("setWebhook", url="https://x.org", secret_token="s3cret")
    update = emulator.say(PERSON, "سلام")
    emulator.wait(lambda: not emulator.state.updates, what="the third call")
    server.shutdown()
    server.server_close()
    assert [(secret, body["update_id"]) for secret, body in seen] == [("s3cret", update)] * 3


def test_menus_that_telegram_would_refuse(call: Call) -> None:
    def menu(name: str, says: str) -> list[dict[str, str]]:
        return [{"command": name, "description": says}]

    assert "COMMAND_INVALID" in call("setMyCommands", commands=menu("Help", "x"))["description"]
    assert "DESCRIPTION_INVALID" in call("setMyCommands", commands=menu("help", ""))["description"]
    assert "language" in call("setMyCommands", commands=menu("a", "x"), language_code="ara")["description"]
    assert call("setMyCommands", commands=menu("help", "مساعدة"), language_code="ar")["ok"]
    assert call("getMyCommands", language_code="ar")["result"] == menu("help", "مساعدة")
    assert not call("setMyDescription", description="x" * 513)["ok"]
    assert not call("setMyShortDescription", short_description="x" * 121)["ok"]


def test_faults_strike_as_often_as_ordered(emulator: Emulator, call: Call) -> None:
    emulator.fail("sendMessage", status=429, retry_after=7)
    assert call("sendMessage", chat_id=5, text="x")["parameters"] == {"retry_after": 7}
    emulator.fail("sendMessage", status=500)
    assert call("sendMessage", chat_id=5, text="x")["error_code"] == 500
    emulator.fail("sendMessage", cut=True, done=True)
    with pytest.raises(httpx.TransportError):
        call("sendMessage", chat_id=5, text="taken")
    assert [each.text for each in emulator.ours(5)] == ["taken"]
    assert call("sendMessage", chat_id=5, text="x")["ok"]


def test_message_ids_are_shared_by_private_chats_and_groups_alone(emulator: Emulator, call: Call) -> None:
    emulator.chat(6)
    emulator.group(-1_000_000_000_500, "supergroup")
    first, second = (call("sendMessage", chat_id=each, text="x")["result"]["message_id"] for each in (5, 6))
    assert second == first + 1
    supergroup = [call("sendMessage", chat_id=-1_000_000_000_500, text="x")["result"] for _ in range(2)]
    assert supergroup[1]["message_id"] == supergroup[0]["message_id"] + 1
    assert call("sendMessage", chat_id=5, text="x")["result"]["message_id"] == second + 1

"""The channel on a real server, with a small bot and an action server of our own."""

import http.client
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from sqlalchemy.exc import OperationalError

from bot import BotError, tracker_store, turn
from bot.channel import DaleelInput
from contract.channel import read_reply
from contract.headers import SECRET as SECRET_HEADER
from contract.logs import pseudonym
from tests.bot.action_server import ANSWER, EVIDENCE, FakeActionServer
from tests.bot.bot_server import APOLOGY, SECRET, BotServer


def test_a_bot_message_comes_back_whole(bot: BotServer) -> None:
    answer = bot.say("whole", "ما دور المؤسسات؟")
    (message,) = answer["messages"]
    assert message["text"] == ANSWER["text"]  # two paragraphs, one message
    assert message["buttons"] == ANSWER["buttons"]
    assert message["metadata"]["evidence"] == EVIDENCE
    assert answer["intent"]["name"] == "nlu_fallback"


def test_the_reply_names_the_logged_message_and_its_intent(bot: BotServer) -> None:
    answer = bot.say("named", "سلام")
    (said,) = [event for event in bot.events("named") if event["event"] == "user"]
    assert said["message_id"] == answer["message_id"]
    assert said["parse_data"]["intent"] == answer["intent"] == {"name": "greet", "confidence": 1.0}
    assert said["input_channel"] == "daleel"
    assert answer["messages"][0]["text"] == "أهلا."


@pytest.mark.parametrize(
    "text", ["/restart", "//restart", " /restart", '/greet{"a": 1}', "/ /back", "/session_start"]
)
def test_a_command_is_only_a_text(bot: BotServer, action_server: FakeActionServer, text: str) -> None:
    bot.say("commands", "سلام")
    answer = bot.say("commands", text)
    assert answer["messages"][0]["metadata"]["evidence"] == EVIDENCE
    said = [event for event in bot.events("commands") if event["event"] == "user"]
    assert said[-1]["text"] == text.strip()
    assert said[-1]["parse_data"]["intent"]["name"] not in ("restart", "back", "session_start", "greet")
    assert all(event["event"] != "restart" for event in bot.events("commands"))


def test_a_button_hands_the_action_its_passage(bot: BotServer, action_server: FakeActionServer) -> None:
    status, answer = bot.post(
        {"sender": "button", "payload": '/show_passage{"passage_id":"sme-roles/social/needs"}'}
    )
    assert (status, answer["intent"]) == (200, {"name": "show_passage", "confidence": 1.0})
    assert answer["intent_ranking"] == [answer["intent"]]
    latest = action_server.requests[-1]["tracker"]["latest_message"]
    assert [(each["entity"], each["value"]) for each in latest["entities"]] == [
        ("passage_id", "sme-roles/social/needs")
    ]


def test_metadata_reaches_the_log(bot: BotServer) -> None:
    bot.post({"sender": "meta", "text": "سلام", "metadata": {"page": "/prices"}})
    (said,) = [event for event in bot.events("meta") if event["event"] == "user"]
    assert said["metadata"]["page"] == "/prices"


@pytest.mark.parametrize("secret", [None, "", "a secret of the test", "سر"])
def test_a_wrong_secret_is_not_let_in(bot: BotServer, secret: str | None) -> None:
    secret = None if secret is None else secret.encode().decode("latin-1")
    status, answer = bot.post(b"{", secret)
    assert (status, answer["error"]["code"]) == (401, "wrong_secret")


def test_a_refusal_is_said_in_arabic(bot: BotServer) -> None:
    status, answer = bot.post({"sender": "blank", "text": " "})
    assert (status, answer) == (422, {"error": {"code": "empty_text", "message": "لا كلام."}})
    assert bot.events("blank") == []


@pytest.mark.parametrize("size", [16 * 1024 + 1, 100_000, 2_000_000])
def test_a_long_body_is_refused_and_the_next_is_served(bot: BotServer, size: int) -> None:
    status, answer = bot.post(b'{"sender": "long", "text": "' + b"a" * size)
    assert (status, answer["error"]["code"]) == (413, "too_long")
    assert bot.say("long", "سلام")["messages"]


def test_a_long_body_in_chunks_is_refused_as_well(bot: BotServer) -> None:
    address = urlsplit(bot.address)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    headers = {SECRET_HEADER: SECRET}
    connection.request("POST", address.path, iter([b"a" * 1000] * 100), headers, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_nothing_of_a_message_but_its_length_is_logged(
    bot: BotServer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        bot.say("quiet", "كلمةسرية في سؤال")
        bot.post({"sender": "quiet", "payload": "كلمةسرية"})
    assert f"message of 16 characters from {pseudonym('quiet')}" in caplog.text
    assert "كلمةسرية" not in caplog.text


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (500, {"error": "broken"}),
        (200, {"events": [{"event": "no such"}], "responses": []}),
        (200, ["no object"]),
    ],
)
def test_a_failing_action_ends_in_a_logged_apology(
    bot: BotServer, action_server: FakeActionServer, status: int, result: object
) -> None:
    action_server.status, action_server.result = status, result
    answer = bot.say(f"failing-{status}-{type(result).__name__}", "سؤال عسير")
    assert [each["text"] for each in answer["messages"]] == [APOLOGY]
    logged = bot.events(f"failing-{status}-{type(result).__name__}")
    assert [each["text"] for each in logged if each["event"] == "bot"] == [APOLOGY]
    action_server.answer_well()
    again = bot.say(f"failing-{status}-{type(result).__name__}", "سلام")
    assert [each["text"] for each in again["messages"]] == ["أهلا."]


def test_an_action_without_a_word_ends_in_an_apology(bot: BotServer, action_server: FakeActionServer) -> None:
    action_server.result = {"events": [], "responses": []}
    assert [each["text"] for each in bot.say("mute", "سؤال")["messages"]] == [APOLOGY]


def test_an_absent_action_server_ends_in_an_apology(bot: BotServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.agent.action_endpoint, "url", "http://127.0.0.1:1/webhook")
    assert [each["text"] for each in bot.say("absent", "سؤال")["messages"]] == [APOLOGY]


def test_a_slow_action_ends_in_an_apology(
    bot: BotServer, action_server: FakeActionServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT", 0.3)
    action_server.delay_seconds = 1.0
    assert [each["text"] for each in bot.say("slow", "سؤال")["messages"]] == [APOLOGY]


def test_a_turn_past_its_time_apologises_and_is_still_logged(
    bot: BotServer, action_server: FakeActionServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "TURN_TIMEOUT_SECONDS", 0.2)
    action_server.delay_seconds = 0.6
    assert bot.say("late", "سؤال", message_id="late-1")["messages"][0]["text"] == APOLOGY
    monkeypatch.setattr(turn, "TURN_TIMEOUT_SECONDS", 30.0)
    again = bot.say("late", "سؤال", message_id="late-1")  # waits for the turn that runs on
    assert [each["text"] for each in again["messages"]] == [ANSWER["text"]]
    assert [each["text"] for each in bot.events("late") if each["event"] == "bot"] == [ANSWER["text"]]


def test_before_a_model_is_loaded_there_is_an_apology(
    bot: BotServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot._app.ctx, "agent", None)
    answer = bot.say("early", "سلام")
    assert answer["messages"][0]["text"].startswith("عذرا")


def test_an_intent_without_a_rule_is_answered_once(bot: BotServer) -> None:
    answer = bot.say("orphan", "يتيم")
    assert answer["intent"]["name"] == "no_rule"
    assert [each["text"] for each in answer["messages"]] == ["لم أفهم."]
    assert [each["text"] for each in bot.say("orphan", "سلام")["messages"]] == ["أهلا."]


def test_messages_of_one_sender_are_answered_in_their_order(
    bot: BotServer, action_server: FakeActionServer
) -> None:
    action_server.delay_seconds = 0.1
    threads = []
    for number in range(4):
        threads.append(threading.Thread(target=bot.say, args=("queue", f"سؤال رقم {number}")))
        threads[-1].start()
        time.sleep(0.03)
    for thread in threads:
        thread.join()
    events = bot.events("queue")
    said = [event["text"] for event in events if event["event"] == "user"]
    assert said == [f"سؤال رقم {number}" for number in range(4)]
    kinds = [event["event"] for event in events if event["event"] in ("user", "bot")]
    assert kinds == ["user", "bot"] * 4


def health(bot: BotServer) -> tuple[int, bytes]:
    address = urlsplit(bot.address)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
    connection.request("GET", address.path.removesuffix("webhook"))
    answer = connection.getresponse()
    found = answer.status, answer.read()
    connection.close()
    return found


def test_the_health_address_tells_whether_a_model_is_loaded(
    bot: BotServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = bot.agent.model_id
    assert health(bot) == (200, f'{{"status": "ok", "model": "{model}"}}'.encode())
    monkeypatch.setattr(bot._app.ctx, "agent", None)
    assert health(bot) == (503, b'{"status": "no model"}')


@pytest.mark.parametrize("credentials", [None, {}, {"secret": ""}, {"secret": "short"}])
def test_a_missing_secret_stops_the_start_and_is_named(credentials: dict[str, str] | None) -> None:
    with pytest.raises(BotError, match="DALEEL_CHANNEL_SECRET"):
        DaleelInput.from_credentials(credentials)


def test_the_whole_log_of_a_long_conversation_is_stored(
    bot: BotServer, action_server: FakeActionServer
) -> None:
    for _ in range(30):
        assert bot.say("long-1", "سلام")["messages"][0]["text"] == "أهلا."
    events = bot.events("long-1")
    assert [event["event"] for event in events].count("user") == 30
    assert [event["event"] for event in events].count("bot") == 30
    assert events[0]["name"] == "action_session_start"


def counted(bot: BotServer, sender: str) -> tuple[int, int]:
    """Return how many user and bot messages the log has."""
    kinds = [event["event"] for event in bot.events(sender)]
    return kinds.count("user"), kinds.count("bot")


def test_the_reply_is_what_the_contract_reads(bot: BotServer) -> None:
    reply = read_reply(bot.say("contract", "ما دور المؤسسات؟", message_id="one"))
    assert reply is not None
    assert (reply.message_id, reply.intent.name, reply.language) == ("one", "nlu_fallback", "en")
    assert reply.milliseconds > 0
    (message,) = reply.messages
    assert message.evidence is not None and message.evidence.answer_id == EVIDENCE["answer_id"]


def test_a_repeated_message_is_answered_with_the_same_words_and_runs_once(
    bot: BotServer, action_server: FakeActionServer
) -> None:
    first = bot.say("repeated", "ما دور المؤسسات؟", message_id="one")
    asked = len(action_server.requests)
    bot.say("repeated", "سلام", message_id="two")
    again = bot.say("repeated", "ما دور المؤسسات؟", message_id="one")
    assert {**again, "milliseconds": 0} == {**first, "milliseconds": 0}
    assert (len(action_server.requests), counted(bot, "repeated")) == (asked, (2, 2))
    assert bot.say("another", "سلام", message_id="one")["messages"] != first["messages"]


def test_a_message_repeated_while_it_is_under_way_waits_for_the_first(
    bot: BotServer, action_server: FakeActionServer
) -> None:
    action_server.delay_seconds = 0.3
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(bot.say, "hasty", "سؤال", message_id="one") for _ in range(4)]
        replies = [each.result() for each in asked]
    assert all(reply == replies[0] for reply in replies)
    assert counted(bot, "hasty") == (1, 1)


def test_a_repeated_message_is_known_after_a_restart(bot: BotServer) -> None:
    first = bot.say("restarted", "سؤال", message_id="one")
    bot.restart()
    again = bot.say("restarted", "سؤال", message_id="one")
    assert {**again, "milliseconds": 0} == {**first, "milliseconds": 0}
    assert counted(bot, "restarted") == (1, 1)


def test_a_repeated_apology_is_the_same(bot: BotServer, action_server: FakeActionServer) -> None:
    action_server.status = 500
    first = bot.say("sorry", "سؤال", message_id="one")
    action_server.answer_well()
    assert bot.say("sorry", "سؤال", message_id="one")["messages"] == first["messages"]
    assert counted(bot, "sorry") == (1, 1)


def test_a_message_that_cannot_be_understood_is_logged_with_its_apology(
    bot: BotServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("a broken component")

    with monkeypatch.context() as patched:
        patched.setattr(bot.agent.processor, "parse_message", fail)
        answer = bot.say("broken", "سلام", message_id="one")
    assert [each["text"] for each in answer["messages"]] == [APOLOGY]
    assert answer["intent"] == {"name": "", "confidence": 0.0}
    assert [event["text"] for event in bot.events("broken") if event["event"] in ("user", "bot")] == [
        "سلام",
        APOLOGY,
    ]


def test_what_cannot_even_be_apologised_for_is_not_stored(
    bot: BotServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise TypeError("a broken Rasa")

    monkeypatch.setattr(bot.agent.processor, "log_message", fail)
    status, answer = bot.post({"sender": "mute", "text": "سلام"})
    assert (status, answer["error"]["code"]) == (503, "not_stored")


def test_an_answer_that_is_not_stored_is_not_given(bot: BotServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracker_store, "BUSY_TIMEOUT_MILLISECONDS", 50)
    bot.restart()
    bot.say("stored", "سلام")
    other = sqlite3.connect(bot.database)
    other.execute("BEGIN IMMEDIATE")
    for _ in range(2):
        status, answer = bot.post({"sender": "stored", "text": "سؤال", "message_id": "two"})
        assert (status, answer["error"]["code"]) == (503, "not_stored")
    other.rollback()
    assert bot.say("stored", "سؤال", message_id="two")["messages"][0]["text"] == ANSWER["text"]
    assert counted(bot, "stored") == (2, 2)


def test_a_log_that_cannot_be_read_is_said(bot: BotServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OperationalError("select", {}, Exception("database is gone"))

    with monkeypatch.context() as patched:
        patched.setattr(bot.agent.tracker_store, "_retrieve", fail)
        status, answer = bot.post({"sender": "gone", "text": "سلام"})
    assert (status, answer["error"]["code"]) == (503, "not_stored")
    assert bot.events("gone") == []

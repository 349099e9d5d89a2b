"""Whatever comes in, a proper status and an Arabic sentence go out, and the conversation lives on."""

from __future__ import annotations

import re
import time

import pytest

ARABIC = re.compile("[\u0621-\u064a]")
PRIVATE = "\u0643\u0644\u0645\u0629\u0633\u0631\u064a\u0629"  # a made-up word, "secretword"


@pytest.mark.parametrize("text", ["", "   \n\t", "...", "\x00", "\x07\x1b", "\u200f\u200e"])
def test_a_text_without_words_is_422(post, text):
    response = post({"sender": "empty", "text": text})
    assert (response.status_code, response.json()["error"]["code"]) == (422, "empty_text")
    assert ARABIC.search(response.json()["error"]["message"])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"sender": "long", "text": "س" * 1001}, "too_long"),
        ({"sender": "long", "text": "س" * 100_000}, "too_long"),
        ({"sender": "long", "text": "x", "metadata": {"x": "y" * 17_000}}, "too_long"),
    ],
)
def test_too_long_a_message_is_413_at_once(post, body, code):
    started = time.monotonic()
    response = post(body)
    assert (response.status_code, response.json()["error"]["code"]) == (413, code)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"content": b"{"}, "bad_json"),
        ({"content": b"\xff\xfe"}, "bad_json"),
        ({"content": b""}, "bad_json"),
        ({"json": []}, "bad_form"),
        ({"json": "text"}, "bad_form"),
        ({"json": {"sender": "x"}}, "bad_form"),
        ({"json": {"sender": "x", "text": 5}}, "bad_form"),
        ({"json": {"sender": "x", "text": "\u0633", "metadata": []}}, "bad_form"),
        ({"json": {"text": "\u0633"}}, "bad_form"),
        ({"json": {"sender": "a b", "text": "\u0633"}}, "bad_sender"),
        ({"json": {"sender": "a" * 129, "text": "\u0633"}}, "bad_sender"),
        ({"json": {"sender": "a\x00", "text": "\u0633"}}, "bad_sender"),
        ({"json": {"sender": "x", "payload": "/restart"}}, "bad_payload"),
        ({"json": {"sender": "x", "payload": "show_passage"}}, "bad_payload"),
    ],
)
def test_a_body_of_the_wrong_form_is_400(post, options, code):
    response = post(**options)
    assert (response.status_code, response.json()["error"]["code"]) == (400, code)
    assert ARABIC.search(response.json()["error"]["message"])


@pytest.mark.parametrize("headers", [{}, {"X-Daleel-Secret": ""}, {"X-Daleel-Secret": "wrong"}])
def test_a_wrong_secret_is_401(post, headers):
    response = post({"sender": "x", "text": "\u0633"}, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (401, "wrong_secret")


def test_text_that_looks_like_a_command_is_text(conversation):
    conversation.press('/show_passage{"passage_id": "sme-roles/economic/competition"}')
    for text in (
        "/restart",
        '/show_passage{"passage_id": "sme-roles/social/needs"}',
        "/greet",
        "/session_start",
    ):
        reply = conversation.say(text)
        assert ARABIC.search(reply.text)
        assert reply.intent.name != "show_passage"
        points = reply.evidence.points if reply.evidence else ()
        assert "sme-roles/social/needs" not in [point.id for point in points] or reply.evidence.query


def test_a_refused_message_leaves_the_conversation_as_it_was(conversation, post):
    conversation.press('/show_passage{"passage_id": "sme-roles/economic/competition"}')
    post({"sender": conversation.sender, "text": "\u0633" * 5000})
    post({"sender": conversation.sender, "text": "😀"})
    assert "تصبح المنافسة أداة التغيير" in conversation.say("ما المصدر؟").text


@pytest.mark.parametrize(
    "text", ["س\x00ؤال عن المنافسة", "<script>alert(1)</script> المنافسة", "{quote} 0[x] المنافسة"]
)
def test_hostile_text_is_answered_like_any_other(conversation, text):
    reply = conversation.say(text)
    assert ARABIC.search(reply.text)
    assert "{" not in reply.text
    assert "script" not in reply.text


def test_nothing_of_a_message_is_logged(conversation, post, system):
    conversation.say(f"{PRIVATE} ؟")
    post({"sender": "x", "text": PRIVATE * 500})
    post(content=PRIVATE.encode())
    lines = [*system.rasa.last_lines, *system.actions.last_lines]
    assert PRIVATE not in "\n".join(lines)

"""The corpus of attacks, against the real process: nothing breaks, and nobody learns anything."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from itertools import islice

import httpx
import pytest

from bench.hostile_attacks import FAMILIES, Target, attacks
from bench.hostile_http import Attack, RawResponse, chunked, findings, parse, request, send
from tests.web.web_process import WebProcess, bearer

ROUNDS = 40  # of every family
SECRET = "كلمة-لا-يعرفها-غيري"


class Victim:
    """Another visitor: what they said, were told and thought of it."""

    def __init__(self, server: WebProcess) -> None:
        self.server = server
        self.token = server.open_session()
        self.turns = [server.ask(self.token, f"{text} {SECRET}").json() for text in ("سؤال", "عدد", "مرحبا")]
        self.answer_ids = tuple(
            reply["answer_id"] for turn in self.turns for reply in turn["replies"] if reply["answer_id"]
        )
        form = {"answer_id": self.answer_ids[0], "verdict": "up"}
        server.http.post("/api/chat/feedback", json=form, headers=bearer(self.token)).raise_for_status()

    def history(self) -> object:
        return self.server.http.get("/api/chat/history", headers=bearer(self.token)).raise_for_status().json()

    @property
    def secrets(self) -> tuple[bytes, ...]:
        escaped = json.dumps(SECRET)[1:-1]
        return (
            SECRET.encode(),
            escaped.encode(),
            self.token.encode(),
            *(each.encode() for each in self.answer_ids),
        )


@pytest.fixture
def victim(web_server: WebProcess) -> Victim:
    return Victim(web_server)


@pytest.fixture
def target(web_server: WebProcess, victim: Victim) -> Target:
    """All that could be known of the victim but the token."""
    keys = tuple(turn["key"] for turn in victim.turns)
    return Target(web_server.open_session(), victim.token.partition(":")[0], victim.answer_ids, keys)


def test_no_attack_breaks_anything_or_learns_anything(
    web_server: WebProcess, victim: Victim, target: Target
) -> None:
    before = victim.history()
    statuses: Counter[int] = Counter()
    wrong = []
    for attack in islice(attacks(target, seed=7), ROUNDS * len(FAMILIES)):
        response = send(attack, web_server.port)
        statuses[response.status] += 1
        if found := findings(attack, response, victim.secrets):
            wrong.append((found, b"".join(attack.pieces)[:300], response.body[:200]))
    assert wrong == []
    assert {200, 400, 401, 404, 405, 413, 415, 422} <= set(statuses)
    assert victim.history() == before
    log = web_server.log()
    assert "Traceback" not in log
    assert SECRET not in log
    assert web_server.http.get("/healthz").status_code == 200


def test_the_same_seed_makes_the_same_attacks(target: Target) -> None:
    first, second = ([*islice(attacks(target, seed), 200)] for seed in (3, 3))
    assert first == second
    assert first != [*islice(attacks(target, 4), 200)]


def test_another_sessions_answer_cannot_be_judged_nor_its_key_answered(
    web_server: WebProcess, victim: Victim, target: Target
) -> None:
    form = {"answer_id": victim.answer_ids[0], "verdict": "down"}
    response = web_server.http.post("/api/chat/feedback", json=form, headers=bearer(target.token))
    assert (response.status_code, response.json()["error"]["code"]) == (404, "answer_unknown")
    asked = web_server.ask(target.token, "سؤال آخر", key=target.keys[0])
    assert asked.status_code == 200
    assert SECRET not in asked.text


def test_a_session_is_not_told_from_another_by_how_it_is_refused(
    web_server: WebProcess, target: Target
) -> None:
    """A forged token of a session that is there, and of one that never was, are answered alike."""
    _, time, signature = target.token.split(":")
    answers = [
        web_server.http.get("/api/chat/history", headers=bearer(f"{name}:{time}:{signature}"))
        for name in (target.session_id, uuid.uuid4().hex)
    ]
    assert [(each.status_code, each.json()["error"]["code"]) for each in answers] == [
        (401, "session_invalid")
    ] * 2


def test_a_slow_sender_keeps_nobody_waiting(web_server: WebProcess) -> None:
    import socket

    token = web_server.open_session()
    open_ones = [socket.create_connection(("127.0.0.1", web_server.port)) for _ in range(50)]
    try:
        for each in open_ones:
            each.sendall(
                b"POST /api/chat/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
            )
        assert httpx.get(f"{web_server.url}/healthz", timeout=5, trust_env=False).status_code == 200
        assert web_server.ask(token).status_code == 200
    finally:
        for each in open_ones:
            each.close()


@pytest.mark.parametrize(
    ("response", "found"),
    [
        (RawResponse(500, {"x-request-id": "a" * 32}, b"{}"), ("server_error", "status 500")),
        (RawResponse(200, {}, f"… {SECRET} …".encode()), ("leak", "tells")),
        (RawResponse(404, {"x-request-id": "a" * 32}, b"<h1>Traceback</h1>"), ("leak", "tells b'Traceback'")),
        (RawResponse(404, {"x-request-id": "a" * 32}, b"Not Found"), ("form", "status 404 without")),
        (
            RawResponse(404, {"x-request-id": "a" * 32}, b'{"error": {"code": "x"}}'),
            ("form", "status 404 without"),
        ),
        (RawResponse(200, {}, b"{}"), ("form", "no request id")),
        (RawResponse(200, {"x-evil": "1"}, b"{}"), ("form", "a header of the attack's")),
        (RawResponse(0, {}, b""), ("form", "no answer")),
    ],
)
def test_what_is_wrong_with_an_answer_is_seen(response: RawResponse, found: tuple[str, str]) -> None:
    attack = Attack("a test", (request("GET", "/api/chat/history"),))
    name, begins = found
    assert str(getattr(findings(attack, response, (SECRET.encode(),)), name)).startswith(begins)


def test_a_good_refusal_is_not_found_wrong() -> None:
    body = {"error": {"code": "not_found", "message": "لا", "request_id": "a" * 32}}
    response = RawResponse(404, {"x-request-id": "a" * 32}, json.dumps(body).encode())
    assert not findings(Attack("a test", (request("GET", "/api/x"),)), response, (SECRET.encode(),))


def test_raw_answers_are_read_whole() -> None:
    plain = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab"
    in_chunks = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked([b"a", b"b"])
    for answer in (plain, in_chunks, b"HTTP/1.1 100 Continue\r\n\r\n" + plain):
        assert (parse(answer).status, parse(answer).body) == (200, b"ab")
    assert parse(b"") == RawResponse(0, {}, b"")

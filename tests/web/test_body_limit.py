"""A body that has no end is not read to its end, and its sender gets the usual refusal."""

from __future__ import annotations

import asyncio

import pytest

from tests.web.in_process import request
from web.asgi import MAX_BYTES, answer_limited

JSON = {"Content-Type": "application/json"}
CHUNK = 64 * 1024


async def endless(taken):
    while True:
        taken.append(CHUNK)
        yield b"a" * CHUNK


def test_a_body_without_end_is_refused_after_the_limit():
    taken = []
    response = request("/api/chat/session", "POST", headers=JSON, content=endless(taken))
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too_long"
    assert response.json()["error"]["request_id"] == response.headers["X-Request-ID"]
    assert sum(taken) <= MAX_BYTES + 2 * CHUNK


def test_a_body_that_is_announced_too_long_is_not_read_at_all():
    async def answer():
        got = []

        async def app(scope, receive, send):
            got.append(await receive())

        async def receive():
            raise AssertionError("the body was read")

        scope = {"type": "http", "headers": [(b"content-length", str(MAX_BYTES + 1).encode())]}
        await answer_limited(app, scope, receive, None)
        return got

    assert asyncio.run(answer()) == [{"type": "http.request", "body": b"", "more_body": False}]


def test_after_the_cut_nothing_is_read_and_the_length_says_that_it_was_too_long():
    messages = [{"type": "http.request", "body": b"a" * CHUNK, "more_body": True} for _ in range(9)]

    async def answer():
        got = []

        async def app(scope, receive, send):
            more = True
            while more:
                message = await receive()
                got.append(len(message["body"]))
                more = message["more_body"]
            got.append(dict(scope["headers"])[b"content-length"])
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(receive(), 0.05)

        async def receive():
            return messages.pop(0)

        scope = {"type": "http", "headers": [(b"transfer-encoding", b"chunked")]}
        await answer_limited(app, scope, receive, None)
        return got

    assert asyncio.run(answer()) == [CHUNK] * 4 + [0, str(5 * CHUNK).encode()]
    assert len(messages) == 4


def test_a_short_body_passes_as_it_came():
    body = b'{"language": "de"}'
    response = request("/api/chat/session", "POST", headers=JSON, content=body)
    assert response.json()["error"]["code"] == "bad_form"

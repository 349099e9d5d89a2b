"""Attacks on the public chat: by a request's body, address, method and headers, and by how it is sent.

Each family makes requests without end, the same ones for the same seed. A list of small functions with one
form, which is why it is long.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from bench.hostile_http import Attack, chunked, request
from bench.hostile_values import (
    BODIES,
    CONTENT_TYPES,
    METHODS,
    NUMBERS,
    PATHS,
    SIZES,
    TEXTS,
    Form,
    damaged,
    encoded,
    key,
    message,
)
from contract.headers import SECRET

API = "/api/chat/"
POSTS = ("session", "messages", "feedback")
GETS = ("history", "transcript", "openapi.yaml")
JSON = ("Content-Type", "application/json")


@dataclass(frozen=True, slots=True)
class Target:
    """The attacker's own token, and what it has come to know of another visitor: all but their token."""

    token: str
    session_id: str
    answer_ids: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def bearer(self) -> tuple[str, str]:
        return "Authorization", f"Bearer {self.token}"


def broken_body(target: Target, dice: random.Random) -> Attack:
    return _post("broken body", target, dice.choice(POSTS), dice.choice(BODIES))


def damaged_form(target: Target, dice: random.Random) -> Attack:
    forms: dict[str, Form] = {
        "session": {"language": "ar"},
        "messages": message("ما دور المؤسسات؟", dice),
        "feedback": {"answer_id": key(dice), "verdict": "up", "reason": None, "comment": "نص"},
    }
    address = dice.choice(POSTS)
    return _post("damaged form", target, address, encoded(damaged(forms[address], dice), dice))


def hostile_text(target: Target, dice: random.Random) -> Attack:
    return _post("hostile text", target, "messages", encoded(message(dice.choice(TEXTS), dice), dice))


def hostile_payload(target: Target, dice: random.Random) -> Attack:
    payloads = (
        *TEXTS,
        "/restart",
        "/show_passage",
        '/show_passage{"passage_id": "a/b"}',
        "/" + "a" * 400,
        "/ask_human {}",
    )
    form = {"key": key(dice), "payload": dice.choice(payloads), "title": dice.choice(TEXTS)}
    return _post("hostile payload", target, "messages", encoded(form, dice))


def hostile_judgement(target: Target, dice: random.Random) -> Attack:
    """Of answers of another visitor, of none, and of ids that are none."""
    answer_id = dice.choice((*target.answer_ids, *TEXTS))
    form = {"answer_id": answer_id, "verdict": "down", "reason": "wrong", "comment": dice.choice(TEXTS)[:500]}
    return _post("hostile judgement", target, "feedback", encoded(form, dice))


def another_ones_key(target: Target, dice: random.Random) -> Attack:
    form = {"key": dice.choice(target.keys), "text": dice.choice(("ما دور المؤسسات؟", *TEXTS))}
    return _post("another one's key", target, "messages", encoded(form, dice))


def huge_body(target: Target, dice: random.Random) -> Attack:
    form = message("ا" * dice.choice(SIZES), dice)
    return _post("huge body", target, dice.choice(POSTS), encoded(form, dice))


def content_type(target: Target, dice: random.Random) -> Attack:
    body = encoded(message("ما دور المؤسسات؟", dice), dice)
    return _post(
        "content type", target, dice.choice(POSTS), body, ("Content-Type", dice.choice(CONTENT_TYPES))
    )


def _post(name: str, target: Target, address: str, body: bytes, *headers: tuple[str, str]) -> Attack:
    return Attack(name, (request("POST", API + address, (target.bearer, *(headers or (JSON,))), body),))


def forged_token(target: Target, dice: random.Random) -> Attack:
    """Tokens cut, changed, joined from two, and of another visitor's session without its signature."""
    name, time, signature = target.token.split(":")
    place = dice.randrange(len(target.token))
    tokens = (
        target.token[:place],
        target.token[:place] + dice.choice("abcXYZ019-_:") + target.token[place + 1 :],
        f"{target.session_id}:{time}:{signature}",
        f"{target.session_id}:{time}:",
        f"{target.session_id}",
        f"{name}:zzzzzz:{signature}",
        f"{name}:{time}:{signature}:{signature}",
        f"{name}:-1:{signature}",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ3ZWItYSJ9.",
        "A" * 6000,
        "\u0661" * 20,
        "",
        dice.choice(TEXTS).split("\r")[0].replace("\n", " "),
    )
    scheme = dice.choice(("Bearer", "Bearer", "Bearer", "bearer", "Basic", "Token", "Bearer Bearer", ""))
    method, address = dice.choice(
        [("POST", "messages"), ("POST", "feedback"), ("DELETE", "session"), *((("GET", g)) for g in GETS)]
    )
    headers = (("Authorization", f"{scheme} {dice.choice(tokens)}"), JSON)
    body = encoded(message("ما دور المؤسسات؟", dice), dice) if method == "POST" else b""
    return Attack("forged token", (request(method, API + address, headers, body),))


def hostile_query(target: Target, dice: random.Random) -> Attack:
    number, text = dice.choice(NUMBERS), quote(dice.choice(TEXTS)[:300], errors="surrogatepass")
    queries = (
        f"limit={number}",
        f"before={number}",
        f"format={text}",
        f"sender_id=web-{target.session_id}",
        f"token={target.session_id}",
        f"limit=1&limit={number}",
        "&".join(f"a{i}=1" for i in range(1500)),
        f"{text}={text}",
        "limit=%",
        "limit=%ff",
        "=&=&=",
        f"before={number}&limit=100",
        "format[]=json",
        "limit=1%00",
    )
    path = f"{API}{dice.choice(GETS)}?{dice.choice(queries)}"
    return Attack("hostile query", (request("GET", path, (target.bearer,)),))


def path(target: Target, dice: random.Random) -> Attack:
    method = dice.choice(("GET", "GET", "POST"))
    return Attack("path", (request(method, dice.choice(PATHS), (target.bearer,)),))


def method(target: Target, dice: random.Random) -> Attack:
    address = API + dice.choice([each for each in (*POSTS, *GETS) if each != "session"])
    headers = (target.bearer, JSON, ("X-HTTP-Method-Override", "DELETE"))
    return Attack("method", (request(dice.choice(METHODS), address, headers),))


def header(target: Target, dice: random.Random) -> Attack:
    """Headers that are believed where they should not be, and lines smuggled into values."""
    hostile = dice.choice(
        (
            ("Origin", "null"),
            ("Origin", "https://elsewhere.example"),
            ("Origin", dice.choice(TEXTS).split("\r")[0]),
            ("X-Forwarded-For", "1.2.3.4, \u0661.1.1.1, ::::"),
            ("X-Forwarded-Host", "elsewhere.example"),
            ("X-Forwarded-Proto", "https\r\nX-Evil: 1"),
            ("X-Request-ID", "forged\r\nX-Evil: 1"),
            ("Cookie", "a=" + "b" * 4000),
            ("Accept-Language", "ar" * 3000),
            ("Accept", "text/html"),
            ("Expect", "100-continue"),
            ("Expect", "nonsense"),
            ("Upgrade", "websocket"),
            ("Upgrade", "h2c"),
            ("Range", "bytes=0-,0-,0-"),
            (SECRET, "x" * 40),
            ("Content-Encoding", "gzip"),
            ("If-None-Match", "*"),
            ("A" * 5000, "b"),
            ("X" * 70_000, "b"),
            ("Bad Name", "b"),
            ("", "b"),
        )
    )
    body = encoded(message("ما دور المؤسسات؟", dice), dice)
    address = dice.choice(("messages", "session", "feedback"))
    return Attack("header", (request("POST", API + address, (target.bearer, JSON, hostile), body),))


def host(target: Target, dice: random.Random) -> Attack:
    names = (
        "elsewhere.example",
        "localhost@elsewhere.example",
        "localhost:abc",
        "",
        "[::1",
        "a" * 300,
        "\u0661.com",
        "localhost, b",
    )
    return Attack(
        "host", (request("GET", API + dice.choice(GETS), (target.bearer,), host=dice.choice(names)),)
    )


def doubled_header(target: Target, dice: random.Random) -> Attack:
    body = encoded(message("ما دور المؤسسات؟", dice), dice)
    doubled = dice.choice(
        (
            ("Authorization", f"Bearer {target.session_id}"),
            ("Content-Length", str(len(body))),
            ("Content-Length", "1"),
            ("Content-Type", "text/plain"),
            ("Host", "elsewhere.example"),
            ("Origin", "http://localhost"),
        )
    )
    headers = [
        target.bearer,
        JSON,
        ("Content-Length", str(len(body))),
        ("Origin", "https://elsewhere.example"),
    ]
    headers.insert(dice.randrange(len(headers) + 1), doubled)
    return Attack("doubled header", (request("POST", API + dice.choice(POSTS), headers, body),))


def body_in_chunks(target: Target, dice: random.Random) -> Attack:
    body = encoded(message("ما دور المؤسسات؟", dice), dice)
    parts = [body[i : i + 7] for i in range(0, len(body), 7)]
    bodies = (
        chunked(parts),
        chunked([b"a" * 60_000] * 10),
        chunked(parts)[:-5] + b"0\r\nX-Evil: 1\r\n\r\n",
        b"zz\r\n{}\r\n0\r\n\r\n",
        b"-1\r\n{}\r\n0\r\n\r\n",
        b"ffffffffffffffffff\r\n{}\r\n",
        b"2;a=b\r\n{}\r\n0\r\n\r\n",
        b"0\r\n\r\n",
        b"2\n{}\n0\n\n",
    )
    headers = [
        target.bearer,
        JSON,
        ("Transfer-Encoding", dice.choice(("chunked", "chunked", "chunked", "gzip, chunked", "x"))),
    ]
    if dice.random() < 0.3:
        headers.append(("Content-Length", "3"))
    return Attack(
        "body in chunks", (request("POST", API + dice.choice(POSTS), headers, dice.choice(bodies)),)
    )


def slow_or_broken_off(target: Target, dice: random.Random) -> Attack:
    """A body that comes late, ends early, or whose sender leaves."""
    body = encoded(message("ما دور المؤسسات؟", dice), dice)
    whole = request("POST", API + dice.choice(POSTS), (target.bearer, JSON), body)
    place = dice.randrange(1, len(whole))
    if dice.random() < 0.1:
        return Attack("slow", (whole[:place], whole[place:]))
    return Attack("broken off", (whole[: place if dice.random() < 0.8 else len(whole)],), hangs_up=True)


def no_http(target: Target, dice: random.Random) -> Attack:
    lines = (
        b"GET /api/chat/history\r\n\r\n",
        b"GET  / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 x\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x00 \x00 \x00\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\n folded: a\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    )
    return Attack("no HTTP", (dice.choice(lines).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1),))


Family = Callable[[Target, random.Random], Attack]
FAMILIES: tuple[Family, ...] = (
    broken_body,
    damaged_form,
    hostile_text,
    hostile_payload,
    hostile_judgement,
    another_ones_key,
    huge_body,
    content_type,
    forged_token,
    hostile_query,
    path,
    method,
    header,
    host,
    doubled_header,
    body_in_chunks,
    slow_or_broken_off,
    no_http,
)


def attacks(target: Target, seed: int) -> Iterator[Attack]:
    """Every family in turn, without end."""
    dice = random.Random(seed)
    while True:
        for family in FAMILIES:
            yield family(target, dice)

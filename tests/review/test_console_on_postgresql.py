"""The console over a real PostgreSQL: sign-in, a conversation, the staff's work, the audit log."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.once import PostgreSQL
from tests.review.browser import manage
from tests.review.visitor import PASSWORD, TOKEN
from tests.web.conftest import settings_in
from tests.web.stub_rasa import StubRasa
from tests.web.web_process import WebProcess

LINK = r'href="(/review/conversations/web-[0-9a-f]+)'


@pytest.fixture(autouse=True)
def nobody() -> None:
    """The tables of this process are left alone."""


@pytest.fixture(scope="module")
def server(postgresql: PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    folder: Path = tmp_path_factory.mktemp("web")
    secret = secrets.token_urlsafe()
    with StubRasa(folder / "tracker.db", secret) as stub:
        settings = settings_in(
            folder, DATABASE_URL=postgresql.new(), DALEEL_RASA_URLS=stub.url, DALEEL_CHANNEL_SECRET=secret
        )
        with WebProcess(folder, settings, stub) as running:
            manage(
                running, "staff", "add", "amal", "--role", "administrator", "--password-stdin", typed=PASSWORD
            )
            yield running


class Staff:
    """A browser over HTTP."""

    def __init__(self, server: WebProcess) -> None:
        self.http = httpx.Client(base_url=server.url, timeout=60, trust_env=False)

    def post(self, path: str, **form: str) -> httpx.Response:
        token = TOKEN.search(self.http.get("/review/nowhere").text)
        assert token
        return self.http.post(path, data={**form, "csrfmiddlewaretoken": token[1]})


def test_a_morning_over_postgresql(server):
    token = server.open_session()
    for text in ("ما دور المؤسسات؟", "اتصل بي على 0551234567", "طقس اليوم"):
        assert server.ask(token, text).status_code == 200
    amal = Staff(server)
    assert amal.post("/review/sign-in", username="amal", password="no").status_code == 401
    signed_in = amal.post("/review/sign-in", username="amal", password=PASSWORD)
    assert (signed_in.status_code, signed_in.headers["location"]) == (302, "/review/")

    deadline = time.monotonic() + 30
    links: list[str] = []
    while not links and time.monotonic() < deadline:
        links = re.findall(
            r'href="(/review/conversations/web-[0-9a-f]+)', amal.http.get("/review/conversations").text
        )
        time.sleep(0.2)
    page = amal.http.get(links[0]).text
    assert "ما دور المؤسسات؟" in page
    assert "0551234567" not in page
    sender = links[0].rpartition("/")[2]
    event = re.findall(r'id="message-(\d+)"', page)[0]

    form = {"sender": sender, "event": event, "next": links[0]}
    for action, more in {
        "tag": {"name": "ضرائب"},
        "flag": {"reason": "راية"},
        "note": {"text": "ملاحظة"},
        "verdict": {"judgement": "wrong"},
        "reviewed": {},
        "assign": {"to": "amal"},
        "unmask": {"reason": "طلب صاحبها"},
    }.items():
        answer = amal.post(f"/review/work/{action}", **{**form, **more})
        assert answer.headers["location"].startswith(links[0]), (action, answer.text)
    page = amal.http.get(links[0]).text
    for said in ("ضرائب", "راية", "ملاحظة", "0551234567", "راجعتَها"):
        assert said in page
    log = amal.http.get("/review/audit").text
    for action in ("وسم رسالة", "رفع راية", "كتب ملاحظة", "حكم على جواب", "راجع محادثة", "كشف المحجوب"):
        assert action in log
    assert amal.post("/review/staff/add", name="rim", role="lead").status_code == 200
    erased = amal.post("/review/work/erase", sender=sender, confirm="محو")
    assert erased.status_code == 200
    assert "مُحيت" in erased.text
    assert amal.http.get(links[0]).status_code == 404


def test_a_name_is_locked_over_postgresql_too(server):
    guesses = [
        Staff(server).post("/review/sign-in", username="rim", password="no").status_code for _ in range(6)
    ]
    assert guesses == [401] * 4 + [429] * 2

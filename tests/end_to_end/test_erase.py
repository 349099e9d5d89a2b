"""An erased conversation does not come back: not by its next message, and not from Rasa's memory."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest

from terminal.settings import Settings
from tests.system import System

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def web(system: System, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The web process before the real Rasa."""
    with system.web(tmp_path_factory.mktemp("web")) as settings:
        yield settings


class Visitor:
    """A visitor of the website."""

    def __init__(self, web: Settings) -> None:
        self.http = httpx.Client(base_url=web.web_url, timeout=60, trust_env=False)
        token = self.http.post("/api/chat/session", json={}).raise_for_status().json()["token"]
        self.http.headers["Authorization"] = f"Bearer {token}"
        self.sender_id = f"web-{token.partition(':')[0]}"

    def ask(self, text: str = "", **fields: str) -> dict[str, Any]:
        form = {"key": uuid.uuid4().hex, **(fields or {"text": text})}
        turn: dict[str, Any] = self.http.post("/api/chat/messages", json=form).raise_for_status().json()
        return turn

    def history(self) -> list[dict[str, Any]]:
        turns: list[dict[str, Any]] = self.http.get("/api/chat/history").raise_for_status().json()["turns"]
        return turns


@pytest.fixture
def visitor(web: Settings) -> Iterator[Visitor]:
    visitor = Visitor(web)
    yield visitor
    visitor.http.close()


def logged(settings: Settings, sender_id: str) -> list[tuple[str, str]]:
    """The sender's events in Rasa's log: type and data."""
    with closing(sqlite3.connect(settings.path("DALEEL_TRACKER_DB"))) as connection:
        query = "SELECT type_name, data FROM events WHERE sender_id = ? ORDER BY id"
        return connection.execute(query, (sender_id,)).fetchall()


def without_moments(turn: dict[str, Any]) -> dict[str, Any]:
    """Rasa logs a moment of its own."""
    replies = [{**reply, "at": ""} for reply in turn["replies"]]
    return {**turn, "asked": {**turn["asked"], "at": ""}, "replies": replies}


def test_the_history_shows_what_was_said(visitor: Visitor) -> None:
    asked = [visitor.ask("السلام عليكم"), visitor.ask("ما التحديات التي تواجه المؤسسات الصغيرة والمتوسطة؟")]
    listed = asked[1]["replies"][0]
    assert (listed["kind"], listed["points"][0]["number"]) == ("list", 1)
    assert listed["body"] != listed["text"]
    asked.append(visitor.ask(payload=listed["points"][0]["payload"]))
    assert asked[2]["asked"]["title"] == listed["buttons"][0]["title"]
    assert asked[2]["replies"][0]["sources"][0]["passage_id"] == listed["points"][0]["passage_id"]
    assert list(map(without_moments, visitor.history())) == list(map(without_moments, asked))


def test_a_new_message_of_the_same_sender_brings_nothing_back(
    web: Settings, visitor: Visitor, post: Any
) -> None:
    visitor.ask("ما التحديات التي تواجه المؤسسات الصغيرة والمتوسطة؟")
    followed_up = {"sender": visitor.sender_id, "text": "من أين لك هذا؟"}
    knows = post(followed_up).json()["messages"][0]["metadata"]["utter_action"]
    assert knows == "utter_source"
    assert visitor.http.delete("/api/chat/session").status_code == 204
    assert logged(web, visitor.sender_id) == []
    assert visitor.http.get("/api/chat/history").json()["error"]["code"] == "session_unknown"
    # As a turn that was still on its way to Rasa, which has the conversation in its memory.
    late = post(followed_up)
    assert late.json()["messages"][0]["metadata"]["utter_action"] == "utter_source_data"
    events = logged(web, visitor.sender_id)
    assert [kind for kind, _ in events].count("user") == 1
    assert not any("ما التحديات" in data or "sme-roles/challenges" in data for _, data in events)
    assert visitor.http.get("/api/chat/history").json()["error"]["code"] == "session_unknown"
    command = [sys.executable, "manage.py", "sweep_erasures"]
    ended = subprocess.run(
        command, cwd=ROOT, env=web.environment(), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr  # web's own sweeper may have been there first
    assert logged(web, visitor.sender_id) == []


def test_erasing_one_conversation_leaves_the_others(web: Settings, visitor: Visitor) -> None:
    other = Visitor(web)
    other.ask("السلام عليكم")
    visitor.ask("السلام عليكم")
    before = logged(web, other.sender_id)
    assert visitor.http.delete("/api/chat/session").status_code == 204
    assert logged(web, other.sender_id) == before
    assert len(other.history()) == 1
    other.http.close()

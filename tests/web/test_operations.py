"""Alive and ready: what is asked, of whom, and how often."""

from __future__ import annotations

import asyncio
import json
import time

import pytest

from terminal.checks import free_port
from tests.web.in_process import request
from tests.web.standing_in import INDEX, Answers, standing_in

UNREAD = "hits are not read: the reader 77aa is not at hand; the log says why"
OK = {"status": "ok"}


def found(rasa, actions):
    """What is found behind these addresses."""
    from web.operations.readiness import Readiness

    return asyncio.run(Readiness(rasa, actions).found())


@pytest.fixture
def rasa():
    with standing_in(Answers(webhooks_daleel=OK)) as url:
        yield url


@pytest.fixture
def actions():
    with standing_in(Answers(health_index=INDEX)) as url:
        yield url


@pytest.fixture
def nobody():
    return f"http://127.0.0.1:{free_port()}"


def test_alive_asks_nobody():
    response = request("/healthz")
    assert response.json() == {"status": "ok"}
    assert response.headers["Cache-Control"] == "no-store"


def test_all_that_answers_makes_ready(database, rasa, actions):
    ready = found([rasa], actions)
    assert ready.is_ready
    assert ready.body() == {
        "status": "ok", "rasa": [{"ok": True}], "actions": True, "index": "3f2a", "database": True,
        "warnings": [],
    }  # fmt: skip


def test_an_index_that_does_not_read_is_ready_with_a_warning(database, rasa, monkeypatch):
    from web.operations import views
    from web.operations.readiness import Readiness

    with standing_in(Answers(health_index={**INDEX, "warning": UNREAD})) as actions:
        monkeypatch.setattr(views, "READINESS", Readiness([rasa], actions))
        response = request("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert response.json()["warnings"] == [UNREAD]


@pytest.mark.parametrize("warning", [None, 7, ["no"]])
def test_a_warning_that_cannot_be_read_is_none(database, rasa, warning):
    with standing_in(Answers(health_index={**INDEX, "warning": warning})) as actions:
        ready = found([rasa], actions)
    assert ready.is_ready
    assert ready.body()["warnings"] == []


def test_one_worker_of_two_is_enough_and_the_other_is_shown(database, rasa, actions, nobody):
    ready = found([nobody, rasa], actions)
    assert ready.is_ready
    assert ready.body()["rasa"] == [{"ok": False}, {"ok": True}]


def test_without_a_worker_nothing_is_ready(database, actions, nobody):
    ready = found([nobody], actions)
    assert not ready.is_ready
    assert ready.body()["status"] == "not ready"


@pytest.mark.parametrize("body", [{"status": "no model"}, b"<html>", ["ok"], None])
def test_a_worker_that_says_anything_else_is_not_ready(database, actions, body):
    with standing_in(Answers(webhooks_daleel=body)) as rasa:
        assert found([rasa], actions).rasa == (False,)


def test_actions_without_an_index_answer_but_are_not_ready(database, rasa):
    with standing_in(Answers(health_index={"status": "no index", "index": None})) as actions:
        ready = found([rasa], actions)
    assert (ready.actions, ready.index, ready.is_ready) == (True, None, False)


def test_actions_that_are_gone_are_said_to_be(database, rasa, nobody):
    ready = found([rasa], nobody)
    assert (ready.actions, ready.index, ready.is_ready) == (False, None, False)


def test_however_many_ask_the_others_are_asked_once(database, actions):
    from web.operations.readiness import Readiness

    answers = Answers(webhooks_daleel=OK)

    async def many(url):
        readiness = Readiness([url], actions)
        return await asyncio.gather(*(readiness.found() for _ in range(50)))

    with standing_in(answers) as url:
        verdicts = asyncio.run(many(url))
    assert all(verdict.is_ready for verdict in verdicts)
    assert answers.asked == ["/webhooks/daleel/"]


def test_a_tracker_store_without_its_table_is_no_database(start_web, tmp_path, actions):
    server = start_web(
        DALEEL_TRACKER_DB=str(tmp_path / "empty.db"), DALEEL_ACTIONS_PORT=actions.rpartition(":")[2]
    )
    response = server.http.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "not ready", "rasa": [{"ok": True}], "actions": True, "index": "3f2a", "database": False,
        "warnings": [],
    }  # fmt: skip
    for _ in range(3):
        server.http.get("/readyz")
    assert server.log().count("readiness: ") == 1  # the change is said once, not at each probe
    assert "Service Unavailable" not in server.log()
    assert server.http.get("/healthz").status_code == 200


def test_web_looks_after_the_index_by_itself_whoever_asks(start_web, nobody):
    answers = Answers(health_index={**INDEX, "warning": UNREAD})
    with standing_in(answers) as actions:
        # Without Rasa nothing else of web's asks for it, and nobody asks /readyz.
        start_web(DALEEL_RASA_URLS=nobody, DALEEL_ACTIONS_PORT=actions.rpartition(":")[2])
        deadline = time.monotonic() + 30
        while "/health/index" not in answers.asked:
            assert time.monotonic() < deadline, answers.asked
            time.sleep(0.05)


def test_the_real_action_server_says_which_index_it_answers_from(index_directory):
    from actions.__main__ import index_health

    manifest = json.loads((index_directory / "manifest.json").read_text(encoding="utf-8"))
    response = asyncio.run(index_health(None))
    assert response.status == 200
    assert json.loads(response.body) == {"status": "ok", "index": manifest["version"], "warning": ""}

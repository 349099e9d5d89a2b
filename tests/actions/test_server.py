"""The action server as a process: which actions it has, what it takes, and how it refuses to start."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import Action
from rasa_sdk.utils import all_subclasses

from actions import __main__ as server
from actions.__main__ import application, index_health
from actions.base import IndexAction
from index import DaleelIndexError

ROOT = Path(__file__).parents[2]
NAMES = {
    "action_answer_question",
    "action_ask_person",
    "action_cite_source",
    "action_pass_on_question",
    "action_show_more",
    "action_small_talk",
}


def registered():
    executor = ActionExecutor()
    executor.register_package("actions")
    return executor


def test_every_action_of_the_domain_is_registered_and_the_shared_base_is_not(pytestconfig):
    assert set(registered().actions) == NAMES
    assert IndexAction in all_subclasses(Action)
    domain = (pytestconfig.rootpath / "domain.yml").read_text(encoding="utf-8")
    assert {line.strip("- ") for line in domain.splitlines() if line.startswith("  - action_")} == NAMES


def test_the_application_has_rasas_addresses_one_that_names_the_index_and_the_consoles():
    paths = {route.path for route in application().router.routes}
    console = {"index/passages", "index/section", "index/search", "index/curated", "index/try"}
    assert paths == {"health", "health/index", "webhook", "actions", *console}


def test_a_call_as_rasa_makes_it_is_run():
    call = {
        "next_action": "action_show_more",
        "tracker": {"sender_id": "visitor-1", "slots": {}},
        "domain": {"intents": []},
    }
    executor = registered()
    result = asyncio.run(executor.run(call))
    assert [message["response"] for message in result.responses] in (["utter_no_more"], ["utter_apology"])


def test_a_missing_index_stops_the_server_with_one_line(tmp_path):
    environment = {**os.environ, "DALEEL_INDEX": str(tmp_path / "gone")}
    done = subprocess.run(
        [sys.executable, "-m", "actions", "--port", "1"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "gone" in done.stderr


@pytest.mark.parametrize("value", ["careful", "0", "51", "12.5", "-3", "Strict"])
def test_wrong_answers_that_are_no_number_of_a_hundred_stop_the_server_with_one_line(tmp_path, value):
    environment = {**os.environ, "DALEEL_WRONG_ANSWERS": value, "DALEEL_INDEX": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "actions", "--port", "1"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == (
        f"DALEEL_WRONG_ANSWERS is {value!r}, expected strict, balanced, generous or 1 to 50\n"
    )


@pytest.mark.parametrize("warning", ["", "hits are not read: the index was built without a reader"])
def test_health_says_which_index_answers_and_why_its_hits_are_not_read(monkeypatch, warning):
    monkeypatch.setattr(server, "current_index", lambda: SimpleNamespace(version="3f2a", warning=warning))
    response = asyncio.run(index_health(None))
    assert response.status == 200
    assert json.loads(response.body) == {"status": "ok", "index": "3f2a", "warning": warning}


def test_without_an_index_health_says_so_and_warns_of_nothing_else(monkeypatch):
    def nothing():
        raise DaleelIndexError("gone")

    monkeypatch.setattr(server, "current_index", nothing)
    response = asyncio.run(index_health(None))
    assert response.status == 503
    assert json.loads(response.body) == {"status": "no index", "index": None, "warning": ""}

"""A web process killed between an approval and its taking up: nothing is lost, nothing is half done."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import httpx
import pytest

from tests.review.visitor import PASSWORD, TOKEN
from tests.teaching.stub_actions import StubActions
from tests.web.conftest import SECRET, settings_in
from tests.web.stub_rasa import StubRasa
from tests.web.web_process import ROOT, WebProcess

JOBS = "sme-roles/economic/jobs"
SECONDS = 60.0
THEME = "INSERT INTO teaching_theme (id, name, made_at) VALUES (1, 'كم فرصة؟', '2026-11-01')"
QUESTION = """
INSERT INTO teaching_question (event_id, sender_id, text, at, channel, why, theme_id) VALUES (?,?,?,?,?,?,1)
"""


@pytest.fixture
def web(tmp_path):
    """A web process with a proposal that waits, and a stub in the index's place that does not follow yet."""
    curated = tmp_path / "teaching" / "curated.jsonl"
    with (
        StubRasa(tmp_path / "tracker.db", SECRET) as rasa,
        StubActions(SECRET, curated) as actions,
    ):
        settings = settings_in(
            tmp_path,
            DALEEL_RASA_URLS=rasa.url,
            DALEEL_ACTIONS_PORT=str(actions.port),
            DALEEL_CURATED=str(curated),
        )
        with WebProcess(tmp_path, settings, rasa) as process:
            process.actions, process.curated = actions, curated
            fill(tmp_path / "web.db")
            manage(process, "staff", "add", "layla", "--role", "lead", "--password-stdin", typed=PASSWORD)
            manage(process, "teach", "propose", "1", "--kind", "curated", "--passage", JOBS, "--by", "layla")
            yield process


def fill(database):
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        connection.execute(THEME)
        connection.execute(QUESTION, (1, "web-a", "كم فرصة؟", "2026-11-01 09:00", "web", "refused"))
        connection.commit()


def manage(process, *arguments, typed=""):
    ended = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**process.settings, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        input=typed + "\n",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def kept(process, column):
    """What the database has of the one proposal."""
    with closing(sqlite3.connect(process.folder / "web.db", timeout=10)) as connection:
        return connection.execute(f"SELECT {column} FROM teaching_proposal").fetchone()[0]


class Staff:
    """Somebody signed in at the console of a process."""

    def __init__(self, process):
        self.http = httpx.Client(base_url=process.url, timeout=60, trust_env=False)
        self.send("/review/sign-in", username="layla", password=PASSWORD)

    def send(self, path, **form):
        token = TOKEN.search(self.http.get("/review/sign-in").text or "") or TOKEN.search(
            self.http.get("/review/nowhere").text
        )
        return self.http.post(path, data={**form, "csrfmiddlewaretoken": token[1]})


def until(found, what):
    deadline = time.monotonic() + SECONDS
    while not (value := found()):
        assert time.monotonic() < deadline, what
        time.sleep(0.1)
    return value


def test_a_kill_between_approval_and_take_up_loses_nothing(web):
    web.actions.is_to.follows = False
    answer = Staff(web).send("/review/teach/proposals/1/approve")
    web.stop(at_once=True)
    assert answer.status_code == 302
    web.curated.unlink(missing_ok=True)  # whether or not the publisher came to it
    web.actions.is_to.follows = True
    web.start()
    published = until(lambda: web.curated.is_file() and web.curated.read_text(encoding="utf-8"), "published")
    assert published.count("\n") == 1 and '"1-1"' in published
    until(lambda: kept(web, "taken_up_at"), "taken up")
    history = manage(web, "teach", "show", "--proposal", "1").splitlines()
    assert [line.split("\t")[1] for line in history if line.startswith("  2")] == ["proposed", "approved"]


def test_a_kill_while_an_approval_is_checked_leaves_it_waiting(web):
    reached = []

    def die():
        reached.append(1)
        web.process.kill()
        time.sleep(0.5)

    web.actions.is_to.before_trying = die
    with pytest.raises(httpx.TransportError):
        Staff(web).send("/review/teach/proposals/1/approve")
    web.process.wait(10)
    assert reached
    web.actions.is_to.before_trying = lambda: None
    web.start()
    assert kept(web, "state") == "proposed"
    assert web.curated.read_bytes() == b"" if web.curated.is_file() else True
    assert Staff(web).send("/review/teach/proposals/1/approve").status_code == 302
    until(lambda: web.curated.is_file() and web.curated.read_bytes(), "published")


def test_an_index_rebuilt_in_the_middle_is_followed(web):
    """The passage is gone from one build and back in the next: what was approved stays approved."""
    Staff(web).send("/review/teach/proposals/1/approve")
    passages = web.actions.is_to.passages
    web.actions.is_to.passages, web.actions.is_to.version = passages[:1], "v2"
    until(lambda: kept(web, "trouble"), "left out")
    web.actions.is_to.passages, web.actions.is_to.version = passages, "v3"
    until(lambda: not kept(web, "trouble"), "taken up again")
    assert kept(web, "state") == "approved"

"""A worker killed outright at every stage: the next one goes on with it, and nothing is done twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.sources.conftest import PARAGRAPHS, text_of
from tests.web.conftest import FOLDER, settings_in

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
import django
django.setup()
from web.sources import index_process, publishing, seeds, worker
index_process.COMMAND, publishing.GATHER_SECONDS = tuple(sys.argv[1:]), 0
seeds.seed = lambda: []
worker.work_for_ever()
"""
PATIENCE_SECONDS = 180


@pytest.fixture
def start(folder, tmp_path):
    """Start a worker as `make run` does, with the small index; all are ended."""
    from web.sources import index_process

    environment = os.environ | settings_in(FOLDER, DALEEL_SOURCES=str(folder))
    environment |= {"DJANGO_SETTINGS_MODULE": "web.settings"}
    started = []

    def worker():
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, *index_process.COMMAND], cwd=ROOT, env=environment
        )
        started.append(process)
        return process

    yield worker
    for process in started:
        process.kill()
        process.wait()


def until(is_so):
    ends = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.02)


def now(version):
    version.refresh_from_db()
    return version.state


def runs(tmp_path):
    path = tmp_path / "index.json"
    return json.loads(path.read_text())["runs"] if path.is_file() else 0


@pytest.mark.parametrize("stage", ["reading", "checking", "embedding"])
def test_what_was_under_way_is_taken_up(stage, put, start, index, order, tmp_path, folder):
    from web.review.models import AuditEntry
    from web.sources.models import Page, Version

    order(seconds=3)
    # Long enough for its checking to be met.
    paragraphs = [
        f"{PARAGRAPHS[place % 3]} الفقرة {place}." for place in range(800 if stage == "checking" else 3)
    ]
    version = put(f"{stage}.txt", text_of(*paragraphs))
    first = start()
    until(lambda: now(version) == stage)
    if stage == "embedding":
        until(lambda: (folder / "published" / f"{stage}.json").is_file())
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert now(version) == stage
    assert index() == {}
    order()
    start()
    until(lambda: now(version) == "live")
    assert len(index()[stage]) == version.passage_count > 0
    assert runs(tmp_path) == 1
    assert Version.objects.count() == 1
    assert Page.objects.filter(version=version).count() == version.page_count
    assert AuditEntry.objects.filter(action="sources.live", object=f"source:{stage}").count() == 1


def test_a_deletion_is_ended_by_the_next_worker(put, start, work, index, order, folder):
    from web.sources import workflow
    from web.sources.models import Version

    put()
    work()
    order(seconds=3)
    workflow.delete(None, "founding")
    first = start()
    until(lambda: not (folder / "published" / "founding.json").exists())
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert list((folder / "files").iterdir())
    order()
    start()
    until(lambda: not Version.objects.exists())
    assert index() == {}
    assert list((folder / "files").iterdir()) == []


def test_a_second_worker_waits_for_the_first(put, start, index):
    version = put()
    first, second = start(), start()
    until(lambda: now(version) == "live")
    assert (first.poll(), second.poll()) == (None, None)
    first.send_signal(signal.SIGKILL)
    other = put("tax.txt", text_of(PARAGRAPHS[2]))
    until(lambda: now(other) == "live")
    assert sorted(index()) == ["founding", "tax"]


def test_a_file_that_ends_its_worker_each_time_is_given_up(put, start):
    from django_tasks_db.models import DBTaskResult

    from web.sources.errors import said

    version = put()
    DBTaskResult.objects.filter(task_path="web.sources.tasks.read").update(
        status="RUNNING", worker_ids=["a", "b", "c"]
    )
    start()
    until(lambda: now(version) == "failed")
    assert "3" in said(version.failure_code, version.failure_fields)


def test_reading_comes_after_visitors(put, start):
    version = put()
    worker = start()
    until(lambda: now(version) == "live")
    nice = Path(f"/proc/{worker.pid}/stat").read_text().rpartition(")")[2].split()[16]
    assert int(nice) >= 10


def test_a_replacement_that_was_under_way_leaves_the_live_one_until_it_is_done(
    put, start, work, index, order, folder
):
    from web.sources import workflow

    first = put()
    work()
    order(seconds=30)
    second = workflow.replace(None, "founding", [text_of(PARAGRAPHS[2])], "f.txt", is_published=True)
    published = folder / "published" / "founding.json"
    before = published.stat().st_ino
    worker = start()
    until(lambda: published.stat().st_ino != before)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert (now(first), now(second)) == ("live", "embedding")
    assert any("أربعين" in text for text in index()["founding"])
    order()
    start()
    until(lambda: now(second) == "live")
    assert now(first) == "replaced"
    assert not any("أربعين" in text for text in index()["founding"])


@pytest.mark.parametrize("task", ["ask_again", "visit"])
def test_other_work_that_was_under_way_is_taken_up(task, put, start, work, folder):
    from django_tasks_db.models import DBTaskResult

    from web.sources import crawling, tasks

    if task == "visit":
        crawl = crawling.begin(None, "http://127.0.0.1:9/", 0)  # this machine: refused at once
        type(crawl).objects.update(state="reading")
    else:
        version = put()
        work()
        DBTaskResult.objects.all().delete()
        tasks.ask_again.enqueue(version.pk)
    rows = DBTaskResult.objects.filter(task_path=f"web.sources.tasks.{task}")
    rows.update(status="RUNNING", worker_ids=["gone"])
    start()
    until(lambda: not rows.exclude(status__in=("SUCCESSFUL", "FAILED")).exists())
    if task == "visit":
        crawl.refresh_from_db()
        assert (crawl.state, crawl.failure_code) == ("failed", "private_address")
    else:
        assert set(rows.values_list("status", flat=True)) == {"SUCCESSFUL"}

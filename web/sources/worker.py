"""The process that works in the background: django-tasks' queues, a thread each, in one process a folder.

Ended or killed at any moment, it takes up at its next start what was under way: every task is safe to repeat.
A file that has ended it several times is given up.
"""

from __future__ import annotations

import fcntl
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import close_old_connections, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from web.sources import files, seeds, tasks
from web.sources.models import Version

logger = logging.getLogger(__name__)

NICE = 10  # visitors' questions come first
LOOK_SECONDS = 0.5
WAIT_SECONDS = 1.0
MOST_TRIES = 3
KEPT = timedelta(days=14)


@contextmanager
def only_worker(*, waits: bool) -> Iterator[bool]:
    """Be the only worker of this folder, until the end or the death of this process; False where another
    is and this one does not wait."""
    files.folder().mkdir(parents=True, exist_ok=True)
    with (files.folder() / ".worker").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True


def work_for_ever() -> None:
    """Work until the process ends."""
    os.nice(NICE)
    wait_for_tables()
    with only_worker(waits=True):
        take_up()
        _seed()
        threads = [threading.Thread(target=_queue, args=(name,), name=name, daemon=True) for name in queues()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def _seed() -> None:
    try:
        seeds.seed()
    except Exception:  # the edge: a worker without them still does the editors' work
        logger.exception("what ships with Daleel was not put in")


def work_off() -> None:
    """Do what is due now and return; only for the only worker."""
    take_up()
    while due := [name for name in queues() if _ready(name).exists()]:
        for name in due:
            _worker(name).run()


def take_up() -> None:
    """Make ready again what a worker that is gone had begun, and publish what it may have left half-way."""
    for task in DBTaskResult.objects.running():
        if len(task.worker_ids) >= MOST_TRIES and task.task_path == tasks.read.module_path:
            _give_up(task)
        else:
            task.status = "READY"
            task.save(update_fields=["status"])
    DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
    tasks.publish.enqueue()


def queues() -> list[str]:
    names = settings.TASKS["default"]["QUEUES"]
    return list(names)


def wait_for_tables() -> None:
    """Return once web has brought the tables up to date: both start together."""
    while True:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return
        connection.close()
        time.sleep(WAIT_SECONDS)


def _queue(name: str) -> None:
    """Work off one queue for ever; a look costs one read, and no lock."""
    while True:
        try:
            close_old_connections()
            if _ready(name).exists():
                _worker(name).run()
        except Exception:  # the edge: a database that is away comes back
            logger.exception("the queue %s stopped for a moment", name)
            connections.close_all()
        time.sleep(LOOK_SECONDS)


def _ready(name: str) -> DBTaskResultQuerySet:
    return DBTaskResult.objects.ready().filter(queue_name=name)


def _worker(name: str) -> Worker:
    return Worker(
        queue_names=[name],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


def _give_up(task: DBTaskResult[Any, Any]) -> None:
    """A file that ends the program each time is said to do so."""
    version = Version.objects.filter(pk=task.args_kwargs["args"][0]).first()
    task.set_failed(RuntimeError(f"ended its worker {len(task.worker_ids)} times"))
    if version is not None:
        Version.objects.filter(pk=version.pk, state__in=("waiting", "reading", "checking")).update(
            state=Version.State.FAILED,
            failure_code="killed",
            failure_fields={"name": version.file_name, "times": len(task.worker_ids)},
            failed_in=version.state,
            seconds_left=None,
        )

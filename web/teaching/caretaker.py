"""The threads that teaching runs on, in the web process: one publishes, one does what takes longer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.utils import timezone

from web.background import Background
from web.review.models import Message
from web.teaching import published, replaying
from web.teaching.assistant import erase_left_behind, running
from web.teaching.case_files import cases_stamp, export_cases
from web.teaching.case_run import due_cases, run_cases
from web.teaching.collect import collect
from web.teaching.errors import TeachingError, UnreachableError
from web.teaching.grouping import group
from web.teaching.neighbours import find_neighbours
from web.teaching.workflow import curated_version

logger = logging.getLogger(__name__)

PUBLISH_SECONDS = 1.0
CARE_SECONDS = 5.0
LOOK_SECONDS = 30.0  # how often the index is asked what it leaves out, when nothing is waited for
REST = 10  # a grouping that took a second is not repeated for ten
QUIET = timedelta(seconds=8)
MOST_WAIT_SECONDS = 300.0  # for a pause, where visitors make none
REPLAY_SECONDS = 20.0  # of each pass
MOST_CASES = 50  # in one pass: what is new must not wait behind thousands of old ones


class Publisher:
    """Keeps the published file what the database says, and notes what the index has followed."""

    def __init__(self) -> None:
        self._published: tuple[int, object] | None = None
        self._looked = 0.0

    def __call__(self) -> None:
        version = curated_version()
        if self._published != (version, _stamp()):
            published.publish()
            self._published = (version, _stamp())
        if published.waiting().exists() or time.monotonic() - self._looked > LOOK_SECONDS:
            self._looked = time.monotonic()
            published.take_up()


class Care:
    """Collects, groups, and holds the corrections against what answers now."""

    def __init__(self) -> None:
        self._ungrouped_since: float | None = time.monotonic()
        self._rests_until = 0.0
        self._exported: object = None
        self._erased = False

    def __call__(self) -> None:
        if not self._erased:
            erase_left_behind()
            self._erased = True
        if collect() and self._ungrouped_since is None:
            self._ungrouped_since = time.monotonic()
        now = running()  # first: where nothing answers, the machine has better things to do than to group
        self._group()
        find_neighbours()
        if (stamp := cases_stamp()) != self._exported:
            export_cases()
            self._exported = stamp
        run_cases(due_cases(now)[:MOST_CASES])
        if replay := replaying.due(now):
            replaying.go_on(replay, REPLAY_SECONDS)

    def _group(self) -> None:
        began, since = time.monotonic(), self._ungrouped_since
        if since is None or began < self._rests_until:
            return
        if began - since < MOST_WAIT_SECONDS and visitors_talk():
            return  # their answers need the processor
        self._ungrouped_since = None
        try:
            group()
        except TeachingError as error:
            self._ungrouped_since = began
            logger.error("questions were not grouped: %s", error)
        ended = time.monotonic()
        self._rests_until = ended + REST * (ended - began)


def visitors_talk() -> bool:
    """Whether somebody asked something in the last seconds,."""
    return Message.objects.filter(at__gt=timezone.now() - QUIET).exists()


def background() -> tuple[Background, Background]:
    """Both threads, to be started."""
    return (
        Background("publisher", partial(_unless_unreachable, Publisher()), PUBLISH_SECONDS),
        Background("caretaker", partial(_unless_unreachable, Care()), CARE_SECONDS),
    )


def _unless_unreachable(work: Callable[[], None]) -> None:
    """Work, or wait for what does not answer: a start, a restart."""
    try:
        work()
    except UnreachableError as error:
        logger.info("teaching waits: %s", error)


def _stamp() -> object:
    """What changes when somebody else writes the published file, or takes it away."""
    try:
        status = published.path().stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size

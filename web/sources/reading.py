"""A version read: from waiting to ready, or on its way into the index. Done again it comes to the same."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from documents.curated.document import read_text
from documents.extraction import Extraction
from documents.extraction_json import dumps
from documents.sandbox import read_safely
from web.sources import files, making
from web.sources.errors import SourcesError, failure_of
from web.sources.models import MAX_TITLE_CHARACTERS, Page, Version

logger = logging.getLogger(__name__)

State = Version.State
NOTE_SECONDS = 0.5  # how often progress is written, and the stop button looked at
PASSAGE_SECONDS = 0.15  # of embedding, measured on one thread; and the index's start and swap
INDEX_SECONDS = 8.0
PASSAGES_A_PAGE = 4

Progress = Callable[[int, int], None]


class StoppedError(Exception):
    """An editor stopped it, or it was deleted."""


def read(version_id: int) -> None:
    """Read a version that waits, or that a killed worker left half-way, and make its passages."""
    version = Version.objects.select_related("source").filter(pk=version_id).first()
    if version is None or not _move(version, (State.WAITING, State.READING, State.CHECKING), State.READING):
        return
    try:
        source = making.extraction_of(version) or _read_file(version)
        if not _move(version, (State.READING,), State.CHECKING, done=0, total=len(source.pages)):
            raise StoppedError
        _check(version, source)
    except StoppedError:
        _end(version, State.STOPPED)
        files.erase_left_over(version)
    except Exception as error:  # the edge: each file's trouble is a sentence for its editor
        code, fields = failure_of(error, version.file_name)
        if code == "stopped":
            _end(version, State.STOPPED)
            files.erase_left_over(version)
            return
        if code == "broken":
            logger.exception("version %s of %s", version.number, version.source_id)
        _end(
            version,
            State.FAILED,
            failure_code=code,
            failure_fields=fields,
            failed_in=version.state,
        )


def read_file(version: Version, progress: Progress) -> Extraction:
    """Read a version's file in a process of its own, without network and within limits."""
    return read_safely(
        files.file_of(version), version.file_name, progress=progress, is_stopped=lambda: is_stopped(version)
    )


def _read_file(version: Version) -> Extraction:
    if not files.file_of(version).is_file():
        raise SourcesError("file_lost")
    noting = Noting(version)
    noting(0, 0)
    if version.curated_sha256:  # whoever read it by hand read it as it is
        source = Extraction(read_text(files.file_of(version)))
    else:
        source = read_file(version, noting)
    files.write_whole(files.reading_of(version), dumps(source))
    return source


def is_stopped(version: Version) -> bool:
    """Whether an editor wants no more of it; between two pages too."""
    return not Version.objects.filter(pk=version.pk, state=version.state, is_stop_asked=False).exists()


class Noting:
    """A progress callback: writes down how far it is, and raises StoppedError once that is wished."""

    def __init__(self, version: Version) -> None:
        self._version, self._began, self._noted = version, time.monotonic(), 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._noted < NOTE_SECONDS and done != total:
            return
        self._noted = now
        row = Version.objects.filter(pk=self._version.pk, state=self._version.state, is_stop_asked=False)
        if not row.update(done=done, total=total, seconds_left=self._left(now, done, total)):
            raise StoppedError

    def _left(self, now: float, done: int, total: int) -> float | None:
        """What the pages that are left take at this pace, and then the index."""
        if not done:
            return None
        reading = (now - self._began) / done * (total - done)
        return reading + total * PASSAGES_A_PAGE * PASSAGE_SECONDS + INDEX_SECONDS


def _check(version: Version, source: Extraction) -> None:
    """Write down what was read, make the passages, and send them on their way."""
    _take_title(version, source)
    _write_pages(version, source)
    if source.pages and all(page.verdict == "held_back" for page in source.pages):
        raise SourcesError("all_held_back", pages=len(source.pages))
    made = making.published_form(version)
    if not made.passages:
        raise SourcesError("no_passages")
    to = State.EMBEDDING if version.is_published_when_ready else State.READY
    if Version.objects.filter(pk=version.pk, is_stop_asked=True).exists():
        raise StoppedError
    moved = _move(
        version,
        (State.CHECKING,),
        to,
        passage_count=len(made.passages),
        done=0,
        total=len(made.passages),
        seconds_left=len(made.passages) * PASSAGE_SECONDS + INDEX_SECONDS if to == State.EMBEDDING else None,
        ended_at=timezone.now(),
    )
    if not moved:
        raise StoppedError


def _take_title(version: Version, source: Extraction) -> None:
    """The file's own title, or that of its first page, where nobody gave one."""
    if not version.source.title:
        title = " ".join((source.title or making.title_of(source)).split())[:MAX_TITLE_CHARACTERS]
        version.source.title = title or files.stem_of(version.file_name)
        version.source.title_is_ours = not title
        version.source.save(update_fields=["title", "title_is_ours", "changed_at"])


@transaction.atomic
def _write_pages(version: Version, source: Extraction) -> None:
    verdicts = Counter(page.verdict for page in source.pages)
    Version.objects.filter(pk=version.pk).update(page_count=len(source.pages), verdicts=dict(verdicts))
    left_out = set(version.pages.filter(is_left_out=True).values_list("number", flat=True))
    version.pages.all().delete()
    Page.objects.bulk_create(
        Page(
            version=version,
            number=page.number,
            verdict=page.verdict,
            reasons=list(page.reasons),
            is_left_out=page.number in left_out,
        )
        for page in source.pages
    )


def _move(version: Version, of: tuple[Version.State, ...], to: Version.State, **more: object) -> bool:
    """Change the state where it is one of these still; the row in hand follows."""
    changes: dict[str, object] = {"state": to, **more}
    if to == State.READING:
        changes |= {"started_at": timezone.now(), "failure_code": "", "failure_fields": {}, "failed_in": ""}
    if not Version.objects.filter(pk=version.pk, state__in=of).update(**changes):
        return False
    for name, value in changes.items():
        setattr(version, name, value)
    return True


def _end(version: Version, state: Version.State, **more: object) -> None:
    moment: datetime = timezone.now()
    Version.objects.filter(pk=version.pk, state__in=(State.READING, State.CHECKING)).update(
        state=state, is_stop_asked=False, seconds_left=None, ended_at=moment, **more
    )

"""What editors do with whole sources: each once, with its audit line, and a task for what takes long.

Whatever two people do at once, one of them is first: a version leaves a state by one conditional UPDATE. The
other is told. `by` None: a command.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from web.review import audit
from web.sources import files, tasks
from web.sources.errors import SourcesError
from web.sources.files import Stored
from web.sources.labels import STATES
from web.sources.models import WORKING, Crawl, Source, Version
from web.sources.naming import each_once, get_source, get_version, new_id, one_line

State = Version.State
PUBLISHABLE = (State.READY, State.REPLACED, State.UNPUBLISHED)
AGAIN = (State.FAILED, State.STOPPED)


def add(
    by: User | None,
    chunks: Iterable[bytes],
    file_name: str,
    *,
    title: str = "",
    names: Sequence[str] = (),
    address: str = "",
    crawl: Crawl | None = None,
    is_published: bool = True,
) -> Version:
    """Keep a file as a new source; it is read, and published unless `is_published` is off.

    SourcesError same_file where it is there already, or where it cannot be kept.
    """
    stored = files.store(chunks, file_name)
    with transaction.atomic():
        _refuse_same(stored)
        source = Source.objects.create(
            id=new_id(stored),
            title=one_line(title),
            names=each_once(names),
            address=address,
            crawl=crawl,
            by=by,
        )
        version = _add_version(by, source, stored, is_published)
        audit.record(
            by, "sources.added", f"source:{source.pk}", after={"version": 1, "size": stored.size_bytes}
        )
    return version


def replace(
    by: User | None, source_id: str, chunks: Iterable[bytes], file_name: str, *, is_published: bool = False
) -> Version:
    """Keep a file as the next version of a source; what is live stays live until it is published."""
    source = get_source(source_id)
    stored = files.store(chunks, file_name)
    with transaction.atomic():
        _refuse_same(stored)
        version = _add_version(by, source, stored, is_published)
        audit.record(
            by,
            "sources.version_added",
            f"source:{source.pk}",
            after={"version": version.number, "size": stored.size_bytes},
        )
    return version


def publish(by: User | None, source_id: str, number: int | None = None) -> Version:
    """Put a version, the latest unless numbered, in the place of the one that is live: forward or back.

    Of the version that is live, its newer edits.
    """
    source = get_source(source_id)
    version = get_version(source, number)
    allowed = version.state in PUBLISHABLE or version.has_unpublished_edits
    if not allowed:
        raise _refused("not_ready", version)
    with transaction.atomic():
        if source.versions.filter(state=State.EMBEDDING).exists():
            raise SourcesError("busy")
        _move(version, (State(version.state),), State.EMBEDDING, is_stop_asked=False, ended_at=timezone.now())
        audit.record(
            by,
            "sources.published",
            f"source:{source.pk}",
            before={"version": source.live.number} if source.live else None,
            after={"version": version.number, "edits": version.edit_count},
        )
        tasks.publish.enqueue()
    return version


def unpublish(by: User | None, source_id: str) -> None:
    """Take a source out of what is answered from; its versions are kept."""
    source = get_source(source_id)
    with transaction.atomic():
        if source.live is None and not source.versions.filter(state=State.EMBEDDING).exists():
            raise SourcesError("nothing_live", source=source_id)
        number = source.live.number if source.live else None
        _withdraw(source)
        audit.record(by, "sources.unpublished", f"source:{source.pk}", before={"version": number})
        tasks.publish.using(priority=tasks.FIRST).enqueue()


def delete(by: User | None, source_id: str) -> None:
    """Erase a source with all its versions: from the index first, then its files."""
    source = get_source(source_id)
    with transaction.atomic():
        number = source.live.number if source.live else None
        _withdraw(source)
        Source.objects.filter(pk=source.pk).update(
            deleted_at=timezone.now(), title="", names=[], address="", crawl=None
        )
        audit.record(by, "sources.deleted", f"source:{source.pk}", before={"version": number})
        tasks.publish.using(priority=tasks.FIRST).enqueue()


def stop(by: User | None, source_id: str, number: int | None = None) -> Version:
    """Stop what is being done with a version, now or at its next page."""
    version = get_version(get_source(source_id), number)
    with transaction.atomic():
        waits = Version.objects.filter(pk=version.pk, state=State.WAITING)
        if not waits.update(state=State.STOPPED, ended_at=timezone.now(), seconds_left=None):
            works = Version.objects.filter(pk=version.pk, state__in=WORKING)
            if not works.update(is_stop_asked=True):
                raise _refused("cannot_stop", version)
        audit.record(by, "sources.stopped", f"source:{source_id}", after={"version": version.number})
    version.refresh_from_db()
    return version


def retry(by: User | None, source_id: str, number: int | None = None) -> Version:
    """Begin anew with what failed or was stopped; what was read already is not read again."""
    version = get_version(get_source(source_id), number)
    if version.state not in AGAIN:
        raise _refused("cannot_retry", version)
    with transaction.atomic():
        _move(
            version,
            AGAIN,
            State.WAITING,
            failure_code="",
            failure_fields={},
            failed_in="",
            is_stop_asked=False,
            done=0,
            total=0,
        )
        audit.record(by, "sources.retried", f"source:{source_id}", after={"version": version.number})
        tasks.read.enqueue(version.pk)
    return version


def _add_version(by: User | None, source: Source, stored: Stored, is_published: bool) -> Version:
    last = source.versions.aggregate(last=Max("number"))["last"] or 0
    try:
        with transaction.atomic():
            version = Version.objects.create(
                source=source,
                number=last + 1,
                file_name=stored.name,
                sha256=stored.sha256,
                size_bytes=stored.size_bytes,
                format=files.suffix_of(stored.name),
                is_published_when_ready=is_published,
                by=by,
            )
    except IntegrityError as error:  # a colleague's file came in the same moment
        raise SourcesError("busy") from error
    Source.objects.filter(pk=source.pk).update(changed_at=timezone.now())
    tasks.read.enqueue(version.pk)
    return version


def _refuse_same(stored: Stored) -> None:
    """Say where the same content is already; it lies under its digest, once."""
    found = Version.objects.filter(sha256=stored.sha256, source__deleted_at=None).select_related("source")
    if (same := found.order_by("pk").first()) is not None:
        if (path := files.path_of(stored.sha256, stored.name)) != files.file_of(same):
            path.unlink(missing_ok=True)  # under another suffix
        raise SourcesError(
            "same_file",
            name=stored.name,
            number=same.number,
            title=same.source.title or same.file_name,
            source=same.source_id,
        )


def _withdraw(source: Source) -> None:
    """Have nothing of it live or on its way, and tell the index."""
    source.versions.filter(state__in=(State.LIVE, State.EMBEDDING)).update(
        state=State.UNPUBLISHED, seconds_left=None, is_stop_asked=False
    )
    source.versions.filter(state=State.WAITING).update(state=State.STOPPED)
    source.versions.filter(state__in=WORKING).update(is_stop_asked=True)
    Source.objects.filter(pk=source.pk).update(
        live=None, index_follows=False, unpublished_at=timezone.now(), changed_at=timezone.now()
    )


def _move(version: Version, of: tuple[Version.State, ...], to: Version.State, **more: Any) -> None:
    if not Version.objects.filter(pk=version.pk, state__in=of).update(state=to, **more):
        raise SourcesError("busy")
    version.refresh_from_db()


def _refused(code: str, version: Version) -> SourcesError:
    state = str(STATES.get(version.state, version.state))
    return SourcesError(code, source=version.source_id, number=version.number, state=state)

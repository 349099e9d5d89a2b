"""What is published, brought into line with the database: files for the index, then the index itself.

The database says what should be answered from; `follow` makes it so, and only then says that it is. Killed
anywhere, it does the same again. What is withdrawn goes first, alone, and is never brought back by a failure.
"""

from __future__ import annotations

import logging
import time

from django.db import transaction
from django.utils import timezone

from documents.published import Published
from web.review import audit
from web.sources import files, making, taught
from web.sources.errors import failure_of
from web.sources.index_process import IndexCommandError, run_index
from web.sources.models import Source, Version

logger = logging.getLogger(__name__)

State = Version.State
GATHER_SECONDS = 20.0  # while files are still being read, those that are ready go live together


def follow() -> None:
    """Publish what is on its way and withdraw what was taken back; IndexCommandError where words must go and
    could not."""
    withdraw()
    while due := _due():
        if _may_gather(due):
            return
        _publish(due)


def withdraw() -> None:
    """Bring the index to where what was unpublished or deleted is no longer known, then erase its files."""
    leaving = list(Source.objects.filter(index_follows=False))
    if not leaving:
        return
    _write_all(())
    run_index()
    for source in leaving:
        if source.deleted_at:
            files.erase(source.pk)
            with transaction.atomic():
                Version.objects.filter(source=source).delete()
                Source.objects.filter(pk=source.pk).update(index_follows=True)
        else:
            Source.objects.filter(pk=source.pk, live=None).update(index_follows=True)


def _due() -> list[Version]:
    """The versions that are on their way into the index; of a source's several the newest alone."""
    on_their_way = Version.objects.filter(state=State.EMBEDDING, source__deleted_at=None)
    for version in on_their_way.filter(is_stop_asked=True):
        _leave(version, State.STOPPED)
    newest = {
        version.source_id: version for version in on_their_way.select_related("source").order_by("number")
    }
    for version in on_their_way.exclude(pk__in=[each.pk for each in newest.values()]):
        _leave(version, State.REPLACED)
    return list(newest.values())


def _leave(version: Version, state: Version.State) -> None:
    """End a version's way into the index; one that is live with fewer edits stays so."""
    is_live = Source.objects.filter(live=version).exists()
    Version.objects.filter(pk=version.pk, state=State.EMBEDDING).update(
        state=State.LIVE if is_live else state, is_stop_asked=False, seconds_left=None
    )


def _may_gather(due: list[Version]) -> bool:
    """Whether to wait for more: the end of the next reading asks again."""
    oldest = min(version.ended_at or version.at for version in due)
    is_read = Version.objects.filter(state__in=(State.WAITING, State.READING, State.CHECKING)).exists()
    return is_read and (timezone.now() - oldest).total_seconds() < GATHER_SECONDS


def _publish(due: list[Version]) -> None:
    ids = [version.pk for version in due]
    waiting = Version.objects.filter(pk__in=ids, state=State.EMBEDDING, is_stop_asked=False)

    began = time.monotonic()

    def is_called_off() -> bool:
        return waiting.count() != len(ids) or Source.objects.filter(index_follows=False).exists()

    def note(done: int, total: int) -> None:
        left = (time.monotonic() - began) / done * (total - done) if done else None
        waiting.update(done=done, total=total, seconds_left=left)

    try:
        edit_counts = _write_all(due)
        if not run_index(is_called_off, note):
            _write_all(())  # the index may have been swapped in the moment before
            run_index()
            withdraw()
            return
    except Exception as error:  # the edge: whatever failed, what was live stays live
        logger.exception("publishing %s failed", ", ".join(version.source_id for version in due))
        _write_all(())
        for version in due:
            _fail(version, error)
        return
    for version in due:
        _go_live(version, edit_counts[version.pk])


def _write_all(due: tuple[Version, ...] | list[Version]) -> dict[int, int]:
    """Make the published folder say what is live, and these versions in their sources' place; return the
    edits that each of them has."""
    targets = {
        version.source_id: (version, version.published_edit_count)
        for version in Version.objects.filter(live_for__isnull=False).select_related("source")
        if version.source.deleted_at is None
    }
    targets |= {version.source_id: (version, version.edit_count) for version in due}
    wanted = {source: making.published_form(*target) for source, target in targets.items()}
    for source in Source.objects.filter(is_shipped=True).exclude(pk__in=wanted):
        if withdrawn := _withdrawn(source):
            wanted[source.pk] = withdrawn
    folder = files.folder("published")
    for path in folder.glob("*.json"):
        if path.stem not in wanted:
            path.unlink()
    for source_id, published in wanted.items():
        path = files.published_of(source_id)
        if not path.is_file() or Published.read(path) != published:
            with files.no_space_said():
                published.write(folder)
    return {version.pk: version.edit_count for version in due}


def _withdrawn(source: Source) -> Published | None:
    """The form that takes a shipped source out of the index; None before it was ever published."""
    if source.unpublished_at is None and source.deleted_at is None:
        return None
    return Published(making.bare_document(source), ())


@transaction.atomic
def _go_live(version: Version, edit_count: int) -> None:
    """Put a version in its source's place, which the index has done already."""
    moment = timezone.now()
    published = Version.objects.filter(source=version.source_id).exclude(published_at=None)
    before = published.order_by("-published_at").first()
    came = Version.objects.filter(pk=version.pk, state=State.EMBEDDING).update(
        state=State.LIVE,
        published_at=moment,
        published_edit_count=edit_count,
        is_stop_asked=False,
        seconds_left=0,
        failure_code="",
    )
    if not came:
        return  # it was deleted or stopped at the last moment; whoever did that asks for another pass
    if before is not None and before.pk != version.pk:
        Version.objects.filter(pk=before.pk, state=State.LIVE).update(state=State.REPLACED)
    Source.objects.filter(pk=version.source_id).update(live=version, unpublished_at=None, changed_at=moment)
    taught.follow(version, before, edit_count)
    audit.record(
        None,
        "sources.live",
        f"source:{version.source_id}",
        before={"version": before.number} if before else None,
        after={"version": version.number, "edits": edit_count},
    )
    from web.sources.tasks import ask_again

    ask_again.enqueue(version.pk)


def _fail(version: Version, error: Exception) -> None:
    code, fields = failure_of(error, version.file_name)
    if isinstance(error, IndexCommandError):
        code, fields = "index_failed", {"name": version.file_name, "why": str(error)}
    is_live = Source.objects.filter(live=version).exists()
    Version.objects.filter(pk=version.pk, state=State.EMBEDDING).update(
        state=State.LIVE if is_live else State.FAILED,
        failure_code=code,
        failure_fields=fields,
        failed_in=State.EMBEDDING,
        seconds_left=None,
    )

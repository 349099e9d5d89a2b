"""What `manage.py sources` prints: a function for each subcommand; it returns the
exit code."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from web.sources import comparison, crawling, files, making, naming, numbers, seeds, taught, worker, workflow
from web.sources.errors import SourcesError, said, sentence
from web.sources.labels import STATES
from web.sources.models import WORKING, Crawl, Source, Version

Options = Mapping[str, Any]
FAILED = 1
LOOK_SECONDS = 0.5


class Out(Protocol):
    """Django's wrapper of a stream: it ends each text's line."""

    def write(self, text: str) -> object: ...


def add(out: Out, options: Options) -> int:
    paths: Sequence[Path] = options["files"]
    added, refused = [], 0
    for path in paths:
        try:
            _refuse_unreadable(path)
            version = workflow.add(
                None,
                files.chunks_of(path),
                path.name,
                title=options["title"] if len(paths) == 1 else "",
                names=options["name"],
                is_published=not options["no_publish"],
            )
        except SourcesError as error:
            if len(paths) == 1:
                raise
            out.write(sentence(error))
            refused += 1
        else:
            added.append(version)
            out.write(f"{version.source_id}: added, {version.size_bytes} bytes")
    return _settled(out, options, added) or (FAILED if refused else 0)


def replace(out: Out, options: Options) -> int:
    _refuse_unreadable(options["file"])
    version = workflow.replace(
        None,
        options["id"],
        files.chunks_of(options["file"]),
        options["file"].name,
        is_published=options["publish"],
    )
    out.write(f"{version.source_id}: version {version.number} added")
    code = _settled(out, options, [version])
    if not code and not options["no_wait"]:
        _compare(out, version)
    return code


def publish(out: Out, options: Options) -> int:
    return _settled(out, options, [workflow.publish(None, options["id"], options["number"])])


def unpublish(out: Out, options: Options) -> int:
    workflow.unpublish(None, options["id"])
    return _withdrawn(out, options, "unpublished")


def delete(out: Out, options: Options) -> int:
    workflow.delete(None, options["id"])
    return _withdrawn(out, options, "deleted")


def stop(out: Out, options: Options) -> int:
    return _say_version(out, workflow.stop(None, options["id"], options["number"]))


def retry(out: Out, options: Options) -> int:
    return _settled(out, options, [workflow.retry(None, options["id"], options["number"])])


def seed(out: Out, options: Options) -> int:
    return _settled(out, options, seeds.seed())


def crawl(out: Out, options: Options) -> int:
    begun = crawling.begin(None, options["address"], options["depth"])
    if options["no_wait"]:
        return 0
    _until(lambda: not Crawl.objects.filter(pk=begun.pk, state__in=crawling.WORKING).exists())
    begun.refresh_from_db()
    if begun.failure_code:
        out.write(said(begun.failure_code, begun.failure_fields))
        return FAILED
    out.write(f"{begun.address}: {begun.done} pages, {begun.sources.count()} sources")
    return _settled(out, options, list(Version.objects.filter(source__crawl=begun)))


def list_(out: Out, options: Options) -> int:
    for source in Source.objects.filter(deleted_at=None).select_related("live").order_by("pk"):
        version = source.latest
        live = f"version {source.live.number} live" if source.live else "not published"
        state = str(STATES[version.state]) if version and version != source.live else ""
        passages = source.live.passage_count if source.live else 0
        out.write(f"{source.pk}\t{live}\t{passages} passages\t{state}\t{source.title}")
    return 0


def show(out: Out, options: Options) -> int:
    source = naming.get_source(options["id"])
    counted = numbers.of_sources([source.pk])[source.pk]
    out.write(f"{source.pk}\t{source.title}")
    if source.names:
        out.write(f"  names: {', '.join(source.names)}")
    last = f", last {counted.last_at:%Y-%m-%d %H:%M} UTC" if counted.last_at else ""
    out.write(f"  {counted.answers} answers quoted it, {counted.up} liked, {counted.down} disliked{last}")
    for version in source.versions.select_related("source").order_by("number"):
        _say_version(out, version)
        for page in version.pages.exclude(verdict="kept").order_by("number"):
            out.write(f"    page {page.number}: {page.verdict} {', '.join(page.reasons)}")
    for proposal in taught.left_behind(source.pk):
        out.write(f"  taught about a passage that is gone: proposal {proposal.pk}, {proposal.theme_name}")
    shown = source.live or source.latest
    if options["text"] and shown and shown.passage_count:
        for passage in making.published_form(naming.get_version(source, shown.number)).passages:
            out.write(f"{passage.id}\t{passage.heading or passage.section}\n{passage.text}\n")
    return 0


def _compare(out: Out, version: Version) -> None:
    """What came, went and changed against what was live before."""
    version.refresh_from_db()
    others = Version.objects.filter(source=version.source_id).exclude(pk=version.pk)
    before = others.exclude(published_at=None).select_related("source").order_by("-published_at").first()
    if before is None:
        return
    found = comparison.compare(
        making.published_form(before, before.published_edit_count), making.published_form(version)
    )
    out.write(
        f"against version {before.number}: {len(found.came)} passages came, {len(found.went)} went, "
        f"{len(found.changed)} changed, {found.same} are the same"
    )
    for proposal in taught.would_be_left_behind(version.source_id, found):
        out.write(f"  taught about a passage that goes: proposal {proposal.pk}, {proposal.theme_name}")
    if version.state == Version.State.READY:
        out.write(f"publish it with: manage.py sources publish {version.source_id}")


def _settled(out: Out, options: Options, versions: Sequence[Version]) -> int:
    """Wait for the work on these to end and say how it did; FAILED where one of them failed."""
    if options["no_wait"] or not versions:
        return 0
    ids = [version.pk for version in versions]
    _until(lambda: not Version.objects.filter(pk__in=ids, state__in=WORKING).exists())
    code = 0
    for version in Version.objects.filter(pk__in=ids).select_related("source").order_by("pk"):
        _say_version(out, version)
        code = code or (FAILED if version.failure_code else 0)
    return code


def _withdrawn(out: Out, options: Options, what: str) -> int:
    if options["no_wait"]:
        return 0
    _until(lambda: Source.objects.get(pk=options["id"]).index_follows)
    out.write(f"{options['id']}: {what}; nothing of it is answered any more")
    return 0


def _until(is_done: Callable[[], bool]) -> None:
    """Do the work where no worker does, else wait for the one that does."""
    while not is_done():
        with worker.only_worker(waits=False) as is_ours:
            if is_ours:
                worker.work_off()
        time.sleep(LOOK_SECONDS)


def _say_version(out: Out, version: Version) -> int:
    line = f"{version.source_id}\tversion {version.number}\t{STATES[version.state]}"
    line += f"\t{version.page_count} pages, {version.passage_count} passages\t{version.file_name}"
    out.write(line)
    if version.failure_code:
        out.write(f"  {said(version.failure_code, version.failure_fields)}")
    return 0


def _refuse_unreadable(path: Path) -> None:
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise SourcesError("no_file", path=path, why=error.strerror or type(error).__name__) from error

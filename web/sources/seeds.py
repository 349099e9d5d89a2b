"""The sources that ship with Daleel, put in as an editor's would be, at the worker's start."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from django.db import transaction

from documents.curated import load_document
from web.environment import ROOT
from web.review import audit
from web.sources import files, tasks
from web.sources.models import Source, Version

FOLDER = ROOT / "data" / "sources"


def seed(folder: Path = FOLDER) -> list[Version]:
    """Add what is new in the folder: texts with a reading by hand beside them. Return the versions added.

    What an editor deleted stays away; what an editor replaced or withdrew is not published over it.
    """
    found = (path for path in sorted(folder.glob("*.md")) if path.with_suffix(".txt").is_file())
    return [version for path in found if (version := _seed(path))]


def _seed(path: Path) -> Version | None:
    source = Source.objects.filter(pk=path.stem).first()
    if source is not None and (source.deleted_at or not source.is_shipped):
        return None
    curated_sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    sha256 = hashlib.sha256(path.with_suffix(".txt").read_bytes()).hexdigest()
    if source and source.versions.filter(sha256=sha256, curated_sha256=curated_sha256).exists():
        return None
    document, _ = load_document(path)
    stored = files.store(files.chunks_of(path.with_suffix(".txt")), path.with_suffix(".txt").name)
    with transaction.atomic():
        is_new = source is None
        if source is None:
            source = Source.objects.create(
                id=path.stem,
                title=document.title,
                title_is_ours=document.title_is_ours,
                language=document.language,
                is_shipped=True,
            )
        last = source.versions.order_by("-number").first()
        version = Version.objects.create(
            source=source,
            number=last.number + 1 if last else 1,
            file_name=stored.name,
            sha256=stored.sha256,
            curated_sha256=curated_sha256,
            size_bytes=stored.size_bytes,
            format="txt",
            is_published_when_ready=is_new or _is_as_shipped(source),
        )
        with files.no_space_said():
            shutil.copyfile(path, files.curated_of(version))
        tasks.read.enqueue(version.pk)
        audit.record(None, "sources.added", f"source:{source.pk}", after={"version": version.number})
    return version


def _is_as_shipped(source: Source) -> bool:
    """Whether what is live shipped too, and nobody changed it."""
    live = source.live
    return live is not None and bool(live.curated_sha256) and not live.edit_count

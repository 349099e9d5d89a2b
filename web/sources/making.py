"""From a version's reading to its passages: structure, edits, proof. The same each time from the same."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from documents import Document, Passage, SourceError
from documents.curated import load_document
from documents.extraction import Extraction
from documents.extraction_json import loads
from documents.passages import passages_of
from documents.proof import prove, prove_text
from documents.published import Published
from documents.repaired import Repaired
from documents.structure import structure_of
from web.sources import edits, files
from web.sources.errors import SourcesError
from web.sources.models import Edit, Source, Version


def extraction_of(version: Version) -> Extraction | None:
    """What was read of a version; None before it was."""
    try:
        return loads(files.reading_of(version).read_bytes())
    except OSError:
        return None


def published_form(version: Version, edit_count: int | None = None) -> Published:
    """A version's passages with so many edits, all unless given, under its source's title and names.

    Made anew where they are not kept. SourcesError, or SourceError, where they cannot be made.
    """
    folder = files.made_of(version, edit_count)
    path = folder / f"{version.source_id}.json"
    if path.is_file():
        made = Published.read(path)
    else:
        count = version.edit_count if edit_count is None else edit_count
        made = make(version, version.edits.filter(place__lte=count))
        with files.no_space_said():
            made.write(folder)
    return _named(made, version.source)


def make(version: Version, changes: Iterable[Edit]) -> Published:
    """Make a version's passages from what was read, with these edits, and prove them."""
    changes = list(changes)
    source = extraction_of(version)
    if source is None:
        raise SourcesError("file_lost", name=version.file_name)
    if version.curated_sha256:
        document, passages = _curated(version)
    else:
        source = edits.without_pages(source, edits.pages_left_out(changes))
        document, passages = _document(version, source), passages_of(version.source_id, source)
    try:
        if not version.curated_sha256:  # that reading's proof is its own, letter for letter
            prove(source, passages)
        edited = edits.applied(passages, source, changes)
        for passage in set(edited) - set(passages):
            prove_text(source.text, passage)
    except SourceError as error:
        raise SourcesError("not_proved", name=version.file_name, why=str(error)) from error
    return Published(document, edited, text=source.text)


def title_of(source: Extraction) -> str:
    """The title that stands in the text, or its one heading of the first level at its beginning; else ""."""
    blocks = structure_of(source).blocks
    tops = [block for block in blocks if block.kind == "heading" and block.level == 1]
    titles = [block for block in blocks if block.kind == "title"] or (
        tops if tops == list(blocks[:1]) else []
    )
    if not titles:
        return ""
    return (
        Repaired(source.text, source.repairs).stretch(titles[0].start, titles[0].end, titles[0].skipped).text
    )


def _document(version: Version, source: Extraction) -> Document:
    return Document(
        id=version.source_id,
        title=version.source.title,
        language=version.source.language,
        origin=version.source.address or version.file_name,
        sha256=version.sha256,
        curated_sha256="",
        title_is_ours=version.source.title_is_ours,
        version=version.number,
        pages=len(source.pages),
    )


def bare_document(source: Source) -> Document:
    """A document of which nothing is said but that it is withdrawn."""
    return Document(source.pk, "", source.language, "", "", "")


def _curated(version: Version) -> tuple[Document, tuple[Passage, ...]]:
    """A text that was read by hand: its reading says what is a passage, and is proved letter for letter."""
    with tempfile.TemporaryDirectory(prefix="daleel-curated-") as name:
        curated = Path(name) / f"{version.source_id}.md"
        try:
            shutil.copyfile(files.curated_of(version), curated)
            shutil.copyfile(files.file_of(version), curated.with_suffix(".txt"))
        except OSError as error:
            raise SourcesError("file_lost", name=version.file_name) from error
        try:
            document, passages = load_document(curated)
        except SourceError as error:
            raise SourcesError("not_proved", name=version.file_name, why=str(error)) from error
    return replace(document, version=version.number), passages


def _named(made: Published, source: Source) -> Published:
    """Under the title and the names that the source has now."""
    document = replace(
        made.document,
        title=source.title or made.document.title,
        title_is_ours=source.title_is_ours,
        language=source.language,
        is_open=source.may_be_downloaded,
    )
    return replace(made, document=document, names=tuple(source.names))

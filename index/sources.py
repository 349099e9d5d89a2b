"""What an index is built of: the curated sources that ship, and the documents that were published since."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import get_args

from documents.curated import SourceError, load_document
from documents.passage import Document, Kind, Passage
from documents.published import Published, read_published

DEFAULT_SOURCES = "var/sources"  # the setting DALEEL_SOURCES
PUBLISHED_FOLDER = "published"


@dataclass(frozen=True)
class Sources:
    """Documents and their passages in one order.

    `names` are the other names of what each document speaks about, `replaced` the shipped documents that a
    published file overrides or withdraws.
    """

    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    names: dict[str, tuple[str, ...]]
    replaced: frozenset[str]

    @property
    def counts(self) -> dict[str, int]:
        """How many passages each document has."""
        counts = dict.fromkeys((document.id for document in self.documents), 0)
        for passage in self.passages:
            counts[passage.document] += 1
        return counts


def published_folder() -> Path:
    """Return the folder that published documents are read from, as DALEEL_SOURCES says."""
    return Path(os.environ.get("DALEEL_SOURCES") or DEFAULT_SOURCES) / PUBLISHED_FOLDER


def read_sources(curated: Path, published: Path | None = None) -> Sources:
    """Read the curated sources and the published documents; SourceError names the first bad file.

    A published file takes the place of a curated source of its id, or withdraws it where it has no passages.
    What is published alone comes after, in order of id.
    """
    found = {one.document.id: one for one in read_curated(curated)}
    shipped = frozenset(found)
    folder = published if published is not None and published.is_dir() else None
    added = () if folder is None else read_published(folder)
    for one in added:
        check_published(one)
        found[one.document.id] = one
    kept = [one for one in found.values() if one.passages]
    return Sources(
        documents=tuple(one.document for one in kept),
        passages=tuple(chain.from_iterable(one.passages for one in kept)),
        names={one.document.id: one.names for one in kept if one.names},
        replaced=shipped & {one.document.id for one in added},
    )


def read_curated(folder: Path) -> tuple[Published, ...]:
    """Read and check every curated source of a folder, in order of name."""
    paths = sorted(
        path for path in folder.glob("*.md") if path.with_suffix(".txt").exists() or path.stem != "README"
    )
    if not paths:
        raise SourceError(f"no curated source (NAME.md beside NAME.txt) in {folder}")
    for text in sorted(folder.glob("*.txt")):
        if not text.with_suffix(".md").exists():
            raise SourceError(
                f"{text.name} has no curated reading {text.stem}.md beside it; "
                f"'python -m documents draft {text}' proposes one"
            )
    return tuple(Published(*load_document(path)) for path in paths)


def check_published(one: Published) -> None:
    """Raise SourceError where a published document cannot be a part of an index."""
    name = f"{one.document.id}.json"
    for text in (one.document.id, one.document.title, *one.names):
        if not isinstance(text, str) or not text.strip():
            raise SourceError(f"{name}: id, title and names must be texts with something in them")
    seen: set[str] = set()
    for passage in one.passages:
        for reason in _faults(passage, one.document.id, seen):
            raise SourceError(f"{name}: passage {passage.id!r} {reason}; publish it again")
        seen.add(passage.id)


def _faults(passage: Passage, document: str, seen: set[str]) -> Iterable[str]:
    texts = (passage.id, passage.section, passage.heading, passage.text)
    if not all(isinstance(text, str) for text in texts):
        yield "has a section, heading or text that is no text"
    elif passage.document != document or not passage.id.startswith(f"{document}/"):
        yield f"is not of the document {document!r}"
    elif passage.id in seen:
        yield "stands there twice"
    elif not passage.text.strip():
        yield "has no text"
    elif passage.kind not in get_args(Kind):
        yield f"is of an unknown kind {passage.kind!r}"

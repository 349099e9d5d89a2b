"""What the index holds: documents, their passages, and the repairs made in them."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Repair:
    """A listed change to the source: `wrong` stands at `start`, `right` is published.

    `start` is a character offset in the source; `wrong` is "" for an insertion, `right` is "" for
    a deletion.
    """

    wrong: str
    right: str
    start: int


@dataclass(frozen=True, slots=True)
class Document:
    """A source document.

    `id` is its file's stem; `sha256` the digest of the source's bytes, `curated_sha256` that of
    the curated reading; `title_is_ours` tells that the source has no such title.
    """

    id: str
    title: str
    language: str
    origin: str
    sha256: str
    curated_sha256: str
    title_is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that can answer a question.

    `id` is document/section for an overview and document/section/point for a point. `section` is
    its section's heading and `heading` its own, both as published, without a closing colon; one
    that is ours (`heading_is_ours`) must not be quoted. `text` is the display form of
    source[start:end] after the repairs; white space may differ. `repairs` holds those of the
    heading too, which lie before `start`. `order` counts a document's passages from 0.
    """

    id: str
    document: str
    section: str
    heading: str
    heading_is_ours: bool
    text: str
    order: int
    kind: Literal["overview", "point"]
    start: int
    end: int
    repairs: tuple[Repair, ...] = ()

    @property
    def section_id(self) -> str:
        """The id of the overview of this passage's section."""
        return "/".join(self.id.split("/")[:2])

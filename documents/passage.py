"""What documents are made into: passages, with the place of each in its document."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["overview", "point", "paragraph", "row"]
"""What a passage is of its section.

overview   its first passage; each section has one, and its id is the section's. Where points follow, it
           introduces them; where none does, it is text like any other: a paragraph, and no list.
point      an item of the section's one list, which the overview introduces: counted, listed, compared
paragraph  further text, or a list that is read as it stands
row        a table's row; its columns' heads stand in its text as insertions
"""


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
class Rectangle:
    """A place on a page, counted from 1; edges as shares (0 to 1) of the page's width and height.

    The origin is the page's upper left corner.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class SectionNames:
    """What a section is called besides its heading; nothing of it need be there.

    `id` is document/section; `ar`, `en` and `fr` are what its button says in that language; `names` are other
    words for it, a star for any ending.
    """

    id: str
    ar: str = ""
    en: str = ""
    fr: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source document.

    `id` is its file's stem; `sha256` the digest of the source's bytes, `curated_sha256` that of
    the curated reading, "" where it has none; `title_is_ours` tells that the source has no such title.
    `version` counts the files that stood under this name, from 1. `pages` is 0 for a text without pages.
    `is_open` tells that visitors may have the file itself.
    `sections` names those of its sections that are called otherwise than by their headings.
    """

    id: str
    title: str
    language: str
    origin: str
    sha256: str
    curated_sha256: str
    title_is_ours: bool = False
    version: int = 1
    pages: int = 0
    is_open: bool = False
    sections: tuple[SectionNames, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that can answer a question.

    `id` is document/section for an overview and document/section/item for what stands under it. `section` is
    its section's heading and `heading` its own, both as published, without a closing colon; one
    that is ours (`heading_is_ours`) must not be quoted. `text` is the display form of
    source[start:end] after the repairs; white space may differ. `repairs` holds those of the
    heading too, which lie before `start`. `order` counts a document's passages from 0. `places` are its lines
    on the file's pages, in order; empty where the file has no pages. `is_scanned` tells that it was read from
    a picture, so that its figures may be misread.
    """

    id: str
    document: str
    section: str
    heading: str
    heading_is_ours: bool
    text: str
    order: int
    kind: Kind
    start: int
    end: int
    repairs: tuple[Repair, ...] = ()
    places: tuple[Rectangle, ...] = ()
    is_scanned: bool = False

    @property
    def section_id(self) -> str:
        """The id of the overview of this passage's section."""
        return "/".join(self.id.split("/")[:2])

    @property
    def page(self) -> int:
        """The page on which it begins, from 1; 0 where its file has no pages."""
        return self.places[0].page if self.places else 0

"""A source and its curated reading, read and made into passages."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from arabic import display_form
from documents.curated.alignment import Alignment, Place
from documents.curated.inline import Piece, published
from documents.curated.markup import SLUG, Curated, Point, Section, parse_curated
from documents.errors import SourceError
from documents.passage import Document, Passage, Repair

_SOFT_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, line breaks as they are; SourceError if it holds none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be read ({error.strerror}); is the path right?") from error
    return text_of(content, path.name)


def text_of(content: bytes, name: str) -> str:
    """Return content as text; SourceError, under name, if it is not UTF-8, binary or blank."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{name}: no text: byte {content[error.start]:#04x} at {error.start} is not UTF-8; "
            "expected plain text in UTF-8"
        ) from error
    if "\x00" in text:
        raise SourceError(
            f"{name}: no text: NUL at character {text.index(chr(0))}; expected plain text in UTF-8"
        )
    if not text.strip("\ufeff \t\r\n"):
        raise SourceError(f"{name}: empty; expected the text of a document")
    return text


def load_document(md_path: Path) -> tuple[Document, tuple[Passage, ...]]:
    """Return the document curated in md_path, its source beside it as .txt, and its passages in order.

    Raises SourceError if either cannot be used or if the curated text departs from the source.
    """
    name = md_path.stem
    if not SLUG.fullmatch(name):
        raise SourceError(
            f"{md_path.name}: expected a name of small Latin letters, digits and hyphens, as sme-roles.md"
        )
    source = read_text(md_path.with_suffix(".txt"))
    curated = parse_curated(read_text(md_path), md_path.name)
    document = Document(
        id=name,
        title=curated.front_matter.title,
        language=curated.front_matter.language,
        origin=curated.front_matter.origin,
        sha256=hashlib.sha256(md_path.with_suffix(".txt").read_bytes()).hexdigest(),
        curated_sha256=hashlib.sha256(md_path.read_bytes()).hexdigest(),
        title_is_ours=curated.front_matter.title_is_ours,
        sections=tuple(
            replace(curated.front_matter.sections[section.slug], id=f"{name}/{section.slug}")
            for section in curated.sections
            if section.slug in curated.front_matter.sections
        ),
    )
    return document, passages_of(curated, source, name)


def check_document(md_path: Path) -> None:
    """Prove that the curated text with its repairs undone is the source, apart from white space and bullets.

    Raises SourceError naming the first place where it is not.
    """
    load_document(md_path)


def passages_of(curated: Curated, source: str, name: str) -> tuple[Passage, ...]:
    """Return the passages of a curated document called `name` in order; SourceError where it departs."""
    alignment = Alignment(source, f"{name}.txt", f"{name}.md")
    passages: list[Passage] = []
    for section in curated.sections:
        passages.extend(_section(section, alignment, name, len(passages)))
    alignment.finish(max(_last_line(section) for section in curated.sections))
    return tuple(passages)


def _section(section: Section, alignment: Alignment, document: str, order: int) -> Iterator[Passage]:
    """Yield the overview of a section, then its points, as alignment walks along them.

    The overview's text is the opening or, where there is none, the heading.
    """
    heading = _heading(section, document)
    headed = None if section.is_ours else alignment.take(section.heading, opens="section")
    if headed is not None and not section.opening:
        place = headed
    else:
        place = alignment.take(section.opening, opens=None if headed else "section")
    yield Passage(
        id=f"{document}/{section.slug}",
        document=document,
        section=heading,
        heading=heading,
        heading_is_ours=section.is_ours,
        text=_text(section.opening or section.heading),
        order=order,
        kind="overview",
        start=place.start,
        end=place.end,
        repairs=_repairs(headed, place),
    )
    for number, point in enumerate(section.points, start=1):
        yield _point(point, section, alignment, document, order + number)


def _point(point: Point, section: Section, alignment: Alignment, document: str, order: int) -> Passage:
    headed = None if point.is_ours else alignment.take(point.heading, opens="point")
    place = alignment.take(point.text, opens=None if headed else "point")
    return Passage(
        id=f"{document}/{section.slug}/{point.slug}",
        document=document,
        section=_heading(section, document),
        heading=_heading(point, document),
        heading_is_ours=point.is_ours,
        text=_text(point.text),
        order=order,
        kind="point",
        start=place.start,
        end=place.end,
        repairs=_repairs(headed, place),
    )


def _repairs(headed: Place | None, place: Place) -> tuple[Repair, ...]:
    return place.repairs if headed is None or headed is place else headed.repairs + place.repairs


def _heading(item: Section | Point, document: str) -> str:
    heading = _text(item.heading).rstrip(" :")
    if not heading:
        raise SourceError(
            f"{document}.md:{item.line}: no heading; write one, marked .ours if the source has none"
        )
    return heading


def _text(pieces: tuple[Piece, ...]) -> str:
    return display_form(_SOFT_BREAK.sub(" ", published(pieces)))


def _last_line(section: Section) -> int:
    last = section.points[-1] if section.points else section
    pieces = last.text if isinstance(last, Point) else last.opening or last.heading
    return pieces[-1].line + pieces[-1].wrong.count("\n")

"""The markup of a curated document: front matter, then sections and their points.

A section is `## heading {#slug}`, a point `- **heading** {#slug} text`; `{#slug .ours}` marks a heading
that the source lacks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.curated.front_matter import FrontMatter, parse_front_matter
from documents.curated.inline import Piece, parse_inline
from documents.errors import SourceError

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ATTRIBUTES = r"(?:\{(?P<attributes>[^{}]*)\})?"
_SECTION = re.compile(rf"##[ \t]+(?P<heading>.*?)[ \t]*{_ATTRIBUTES}(?P<text>)[ \t]*$")
_POINT = re.compile(rf"-[ \t]+\*\*(?P<heading>(?:\\.|[^\\])+?)\*\*[ \t]*{_ATTRIBUTES}[ \t]*(?P<text>.*)$")
_UNKNOWN = re.compile(r"#|-(?:[ \t]|$|--)|[*+>|](?:[ \t]|$)|```|~~~|<!--")


@dataclass(frozen=True, slots=True)
class Point:
    """A list item: its heading, which the source lacks if `is_ours`, and its text."""

    slug: str
    line: int
    heading: tuple[Piece, ...]
    is_ours: bool
    text: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section; `opening` is its text before the first point, empty if there is none."""

    slug: str
    line: int
    heading: tuple[Piece, ...]
    is_ours: bool
    opening: tuple[Piece, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Curated:
    """A curated document, parsed but not yet held against its source."""

    front_matter: FrontMatter
    sections: tuple[Section, ...]


@dataclass(slots=True)
class _Block:
    """A heading or an item with the lines that belong to it, before inline parsing."""

    line: int
    heading: str
    slug: str
    is_ours: bool
    lines: list[str]
    points: list["_Block"]


def parse_curated(text: str, name: str) -> Curated:
    """Return the curated document that text holds; SourceError, with `name` and line, if malformed."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    front_matter = parse_front_matter(lines, name)
    blocks = _blocks(lines, front_matter.body_line, name)
    if not blocks:
        raise SourceError(f"{name}:{len(lines)}: no section; expected '## heading {{#slug}}'")
    _refuse_twins(blocks, name)
    unknown = front_matter.sections.keys() - {block.slug for block in blocks}
    if unknown:
        raise SourceError(
            f"{name}:1: the front matter names '{min(unknown)}', and no section has that slug; the "
            f"sections are {', '.join(block.slug for block in blocks)}"
        )
    return Curated(front_matter, tuple(_section(block, name) for block in blocks))


def _blocks(lines: Sequence[str], first: int, name: str) -> list[_Block]:
    """Return the sections, each with its points, their lines collected."""
    sections: list[_Block] = []
    after_blank = False
    for number, line in enumerate(lines[first:], start=first + 1):
        section, point = _SECTION.match(line), _POINT.match(line)
        if section is not None:
            sections.append(_block(section, number, name))
        elif point is not None and sections:
            sections[-1].points.append(_block(point, number, name))
        elif line.strip():
            _add_text(sections, line, number, after_blank, name)
        elif sections:
            _last(sections).lines.append("")
        after_blank = not line.strip()
    return sections


def _add_text(sections: list[_Block], line: str, number: int, after_blank: bool, name: str) -> None:
    if _UNKNOWN.match(line.lstrip()):
        raise SourceError(
            f"{name}:{number}: unknown markup '{line[:30].strip()}'; expected '## heading {{#slug}}', "
            "'- **heading** {#slug} text' or plain text (\\ before a sign that the source has)"
        )
    if not sections:
        raise SourceError(f"{name}:{number}: text before the first section; expected '## heading {{#slug}}'")
    if sections[-1].points and after_blank and not line.startswith((" ", "\t")):
        raise SourceError(
            f"{name}:{number}: text after a point and a blank line; indent it if it belongs to the point, "
            "or start a section"
        )
    _last(sections).lines.append(line.strip())


def _last(sections: list[_Block]) -> _Block:
    return sections[-1].points[-1] if sections[-1].points else sections[-1]


def _block(match: re.Match[str], line: int, name: str) -> _Block:
    words = (match["attributes"] or "").split()
    slugs = [word[1:] for word in words if word.startswith("#")]
    unknown = [word for word in words if not word.startswith("#") and word != ".ours"]
    if unknown:
        raise SourceError(
            f"{name}:{line}: unknown markup '{unknown[0]}'; expected {{#slug}} or {{#slug .ours}}"
        )
    if len(slugs) != 1 or not SLUG.fullmatch(slugs[0]):
        found = f"slug '{slugs[0]}'" if slugs else "no slug"
        raise SourceError(
            f"{name}:{line}: '{match['heading']}' has {found}; write one slug of small Latin letters, "
            "digits and hyphens after the heading, as {#local-skills}"
        )
    return _Block(line, match["heading"], slugs[0], ".ours" in words, [match["text"]], [])


def _refuse_twins(blocks: Sequence[_Block], name: str) -> None:
    lines: dict[str, int] = {}
    for block in blocks:
        if block.slug in lines:
            raise SourceError(
                f"{name}:{block.line}: slug '{block.slug}' is taken by line {lines[block.slug]}; "
                "choose another"
            )
        lines[block.slug] = block.line
        _refuse_twins(block.points, name)


def _section(block: _Block, name: str) -> Section:
    heading = parse_inline(block.heading, block.line, name)
    opening = _text(block, name)
    if block.is_ours and not opening:
        raise SourceError(
            f"{name}:{block.line}: section '{block.slug}' has neither an opening nor a heading of the source"
        )
    points = tuple(_point(point, name) for point in block.points)
    return Section(block.slug, block.line, heading, block.is_ours, opening, points)


def _point(block: _Block, name: str) -> Point:
    text = _text(block, name)
    if not text:
        raise SourceError(
            f"{name}:{block.line}: point '{block.slug}' has no text; give the source's words as text and "
            "mark the heading .ours"
        )
    heading = parse_inline(block.heading, block.line, name)
    return Point(block.slug, block.line, heading, block.is_ours, text)


def _text(block: _Block, name: str) -> tuple[Piece, ...]:
    text = "\n".join(block.lines).rstrip()
    return parse_inline(text, block.line, name) if text.strip() else ()

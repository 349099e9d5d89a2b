"""Proof that passages are the text as extracted: letter for letter, with the listed repairs undone.

It does not make a passage's text again. It walks along the published text and the extracted one side by
side, and knows of the making nothing but the passage's offsets and repairs. White space, characters that
leave no ink and the order of a letter's marks do not count.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from arabic.letters import DIACRITIC_CLASS
from documents.errors import SourceError
from documents.extraction import Extraction
from documents.passage import Passage, Repair
from documents.published import Published

_JOINER = "\u034f"  # combining grapheme joiner, a mark that leaves no ink
_ARABIC_MARK = re.compile(f"[{DIACRITIC_CLASS}]")
_GLIMPSE_CHARACTERS = 30
_OVERLAPPING = 20  # spans before one that may still reach into it
_HEAD = re.compile("(?:[,\u060c] )?(?:(?P<head>.+): )?")  # of a row's cell, after a comma or Arabic comma
_HYPHENS = "-\u2010\u00ad"  # hyphen-minus, hyphen, soft hyphen


def prove(extraction: Extraction, passages: Iterable[Passage]) -> None:
    """Raise SourceError naming the first passage that is not its text, or that repairs what nobody listed.

    What a passage leaves out between its start and end must be whole lines, what its format skips, or a
    hyphen at a line's end; what it puts in, a head of its table's columns.
    """
    listed = _Listed(extraction)
    for passage in passages:
        prove_text(extraction.text, passage)
        for repair in passage.repairs:
            if not listed.holds(repair):
                raise SourceError(
                    f"{passage.id}: changes '{_glimpse(repair.wrong)}' at {repair.start} to "
                    f"'{_glimpse(repair.right)}', which is no listed repair"
                )


def prove_published(published: Published) -> None:
    """Raise SourceError naming the first passage of a published document that is not its extracted text."""
    if published.passages and not published.text:
        raise SourceError(
            f"{published.document.id}: published without its extracted text; publish it again to prove it"
        )
    for passage in published.passages:
        prove_text(published.text, passage)


def prove_text(text: str, passage: Passage) -> None:
    """Raise SourceError where a passage, its repairs undone, is not text[start:end] letter for letter."""
    if not 0 <= passage.start < passage.end <= len(text):
        raise SourceError(
            f"{passage.id}: stands at {passage.start}..{passage.end} of a text of {len(text)} characters"
        )
    for repair in passage.repairs:
        found = text[repair.start : repair.start + len(repair.wrong)]
        if found != repair.wrong:
            raise SourceError(
                f"{passage.id}: repairs '{_glimpse(repair.wrong)}' at {repair.start}, "
                f"but the text has '{_glimpse(found)}' there"
            )
    undone = _Walk(passage.text)
    position = passage.start
    inside = [
        r for r in passage.repairs if passage.start <= r.start and r.start + len(r.wrong) <= passage.end
    ]
    for repair in inside:
        if repair.start < position:
            raise SourceError(f"{passage.id}: two repairs at {repair.start}, one over the other")
        undone.expect(text[position : repair.start])
        undone.expect(repair.right)
        position = repair.start + len(repair.wrong)
    undone.expect(text[position : passage.end])
    departure = undone.departure()
    if departure is not None:
        found, expected = departure
        raise SourceError(f"{passage.id}: found '{found}', expected '{expected}' as in the extracted text")


class _Walk:
    """A published text, and what it is expected to be, told piece by piece."""

    def __init__(self, published: str) -> None:
        self._published = published
        self._expected: list[str] = []

    def expect(self, text: str) -> None:
        self._expected.append(text)

    def departure(self) -> tuple[str, str] | None:
        """Return the words found and those expected from the first letter that differs; None if none does."""
        found, expected = _inked(self._published), _inked("".join(self._expected))
        if found == expected:
            return None
        at = next(
            (at for at, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other),
            min(len(found), len(expected)),
        )
        return _letters(found[at:]), _letters(expected[at:])


@dataclass(frozen=True, slots=True)
class _Letter:
    base: str
    marks: tuple[str, ...]


def _inked(text: str) -> list[_Letter]:
    """Return the letters of a text, each with its marks in an order of their own."""
    letters: list[tuple[str, list[str]]] = []
    is_after_space = True
    for character in unicodedata.normalize("NFD", text):
        category = unicodedata.category(character)
        if character.isspace() or category[0] == "Z":
            is_after_space = True
        elif (category[0] == "C" and category != "Co" and category != "Cn") or character == _JOINER:
            continue
        elif category[0] == "M" and letters and not is_after_space:
            letters[-1][1].append(character)
        elif is_after_space and _ARABIC_MARK.match(character):
            continue  # a mark without a letter is shown nowhere
        else:
            letters.append((character, []))
            is_after_space = False
    return [_Letter(base, tuple(sorted(marks))) for base, marks in letters]


class _Listed:
    """The changes that an extraction allows to a passage."""

    def __init__(self, extraction: Extraction) -> None:
        self._extraction = extraction
        self._repairs = frozenset(extraction.repairs)
        self._skipped = {span for block in extraction.blocks for span in block.skipped}
        self._lines = sorted((line.start, line.end) for page in extraction.pages for line in page.lines)
        self._blocks = sorted((block.start, block.end) for block in extraction.blocks)
        self._found: dict[str, bool] = {}

    def holds(self, repair: Repair) -> bool:
        if repair in self._repairs:
            return True
        end = repair.start + len(repair.wrong)
        if not repair.right:
            return self._is_skipped(repair.start, end) or self._is_hyphen(repair.start, end)
        head = _HEAD.fullmatch(repair.right)
        return not repair.wrong and head is not None and self._stands_elsewhere(head["head"] or "")

    def _is_skipped(self, start: int, end: int) -> bool:
        """Whether a stretch is made of whole lines, or of what the format itself skips or leaves apart."""
        if (start, end) in self._skipped:
            return True
        if self._blocks and not _among(self._blocks, start, end):
            return True
        for spans in (self._lines, self._blocks):
            inside = _among(spans, start, end)
            if inside and all(start <= a and b <= end for a, b in inside):
                return _is_covered(self._extraction.text, start, end, inside)
        return False

    def _is_hyphen(self, start: int, end: int) -> bool:
        text = self._extraction.text[start:end]
        return text[:1] in tuple(_HYPHENS) and not text[1:].strip() and text[1:] != ""

    def _stands_elsewhere(self, head: str) -> bool:
        """Whether the head of a column stands in the extracted text or in its blocks."""
        bare = _bare(head)
        if bare not in self._found:
            self._found[bare] = bare in self._words
        return self._found[bare]

    @cached_property
    def _words(self) -> str:
        """The letters of the text after its repairs, and of the column heads that its format tells."""
        published = []
        position = 0
        for repair in sorted(self._extraction.repairs, key=lambda each: each.start):
            published += [self._extraction.text[position : repair.start], repair.right]
            position = max(position, repair.start + len(repair.wrong))
        published.append(self._extraction.text[position:])
        heads = {head for block in self._extraction.blocks for head in block.head}
        return _bare("".join(published)) + "\n" + "\n".join(map(_bare, heads))


def _among(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans, which are in order, that share a character with text[start:end]."""
    first = max(0, bisect_right(spans, (start, start)) - _OVERLAPPING)
    last = bisect_right(spans, (end, end))
    return [span for span in spans[first:last] if span[0] < end and start < span[1]]


def _is_covered(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing but white space lies in text[start:end] outside these spans."""
    position = start
    for a, b in spans:
        if text[position:a].strip():
            return False
        position = max(position, b)
    return not text[position:end].strip()


def _bare(text: str) -> str:
    """Return the letters and digits of a text alone."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if each.isalnum())


def _letters(letters: Sequence[_Letter]) -> str:
    return "".join(letter.base + "".join(letter.marks) for letter in letters[:_GLIMPSE_CHARACTERS])


def _glimpse(text: str) -> str:
    return " ".join(text[:_GLIMPSE_CHARACTERS].split())

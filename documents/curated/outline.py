"""What a raw source suggests by itself: its sections and points, glued words and misread letters.

Sections and points are found by bullets, numbers, colons and glued joins.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from arabic.letters import DIACRITIC_CLASS, LETTER_CLASS, TATWEEL
from arabic.lexicon import load
from documents.curated.alignment import MARKS, QUESTION_MARK, SEMICOLON, after_bullet, skip_layout

WORD = re.compile(f"[{LETTER_CLASS}{DIACRITIC_CLASS}{TATWEEL}]+")

_FINAL_LETTERS = "\u0629\u0649"  # ta marbuta, alef maksura: nothing follows them inside a word
_GLUED_AFTER_FINAL = re.compile(f"(?<=[{_FINAL_LETTERS}])(?=[{LETTER_CLASS}])")
_ALEF_MAKSURA, _YA = "\u0649", "\u064a"
_LOOKALIKES = (
    "\u0628\u062a\u062b\u0646\u064a",  # beh, teh, theh, noon, yeh
    "\u062c\u062d\u062e",  # jeem, hah, khah
    "\u062f\u0630",  # dal, thal
    "\u0631\u0632",  # reh, zain
    "\u0633\u0634",  # seen, sheen
    "\u0635\u0636",  # sad, dad
    "\u0637\u0638",  # tah, zah
    "\u0639\u063a\u0641\u0642",  # ain, ghain, feh, qaf
)
_TIMES_TO_TRUST = 3  # a word read so often is taken to be read right
_LETTERS_TO_COMPARE = 5
_LETTERS_OF_A_HALF = 4

_DIGITS = "[0-9\u0660-\u0669]"
_ORDINALS = "|".join(load("outline")["ordinals"])
_SECTION = re.compile(
    rf"(?:^|[.!\n{SEMICOLON}{QUESTION_MARK}])\s*"
    rf"(?P<numbering>(?:{_ORDINALS})\u064b?\s*[:\-{TATWEEL}]|{_DIGITS}{{1,2}}(?=\s+[{LETTER_CLASS}]))"
)
_POINTS = (
    re.compile(rf"(?<![^\s:.{SEMICOLON}])(?P<at>[{re.escape(MARKS)}])(?=\s*[{LETTER_CLASS}])"),
    re.compile(rf"(?<![^\s:.{SEMICOLON}])(?P<at>{TATWEEL})(?={_DIGITS}{{1,3}}\s)"),
    re.compile(rf"[:.\n{SEMICOLON}]\s*(?P<at>{QUESTION_MARK})(?=\s)"),
    re.compile(
        rf"(?:^|[:.\n{SEMICOLON}])\s*(?P<at>\(?{_DIGITS}{{1,3}}[.)\-{TATWEEL}])(?=\s*[{LETTER_CLASS}])"
    ),
)
_HEADING_STOP = re.compile(f"[:.!\n{SEMICOLON}{QUESTION_MARK}]")
_SPACES_BEFORE_A_BULLET = 10
_CLOSING_SEMICOLON = re.compile(rf"{SEMICOLON}\s*\Z")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS_OF_A_SECTION_HEADING = 15
_WORDS_OF_A_POINT_HEADING = 8


class Vocabulary:
    """The words of a source, and what they suggest for a word that looks damaged."""

    def __init__(self, source: str) -> None:
        self._counts = Counter(WORD.findall(source))

    def join_after_final(self, word: str) -> int | None:
        """Return the offset after a letter of word that only ends words, or None."""
        final = _GLUED_AFTER_FINAL.search(word)
        return None if final is None else final.start()

    def join_between_known(self, word: str) -> int | None:
        """Return the offset that parts word into two words that the source has elsewhere, or None."""
        if self._counts[word] > 1:
            return None
        for offset in range(len(word) - _LETTERS_OF_A_HALF, _LETTERS_OF_A_HALF - 1, -1):
            if self._counts[word[:offset]] and self._counts[word[offset:]]:
                return offset
        return None

    def suggestion(self, word: str) -> str | None:
        """Return what to put for word, or None if nothing in the source speaks against it."""
        join = self.join_after_final(word) or self.join_between_known(word)
        if join is not None:
            return f"{word[:join]} {word[join:]}"
        with_ya = word[:-1] + _YA
        if word.endswith(_ALEF_MAKSURA) and self._counts[with_ya]:
            return with_ya
        if self._counts[word] == 1 and len(word) >= _LETTERS_TO_COMPARE:
            return self._lookalike(word)
        return None

    def _lookalike(self, word: str) -> str | None:
        for index, letter in enumerate(word):
            for row in _LOOKALIKES:
                for other in row if letter in row else "":
                    candidate = word[:index] + other + word[index + 1 :]
                    if self._counts[candidate] >= _TIMES_TO_TRUST:
                        return candidate
        return None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the source, from start to end."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """A section or a point found; `numbering` opens a section and is no part of its heading."""

    kind: Literal["section", "point"]
    numbering: Stretch | None
    heading: Stretch | None
    text: Stretch


@dataclass(frozen=True, slots=True)
class _Start:
    kind: Literal["section", "point"]
    at: int
    content: int
    numbering: Stretch | None = None


def outline(source: str, vocabulary: Vocabulary) -> list[Item]:
    """Return the items of source in order; they leave out nothing but white space and bullets."""
    starts = _worded(source, _starts(source, vocabulary))
    ends = [start.at for start in starts[1:]] + [len(source)]
    return [_item(source, start, end, vocabulary) for start, end in zip(starts, ends, strict=True)]


def _starts(source: str, vocabulary: Vocabulary) -> list[_Start]:
    """Return where items start; the first is a section, at the first character that can be seen."""
    first = skip_layout(source, 0)
    found = {first: _Start("section", first, after_bullet(source, first, "", "section"))}
    for match in _SECTION.finditer(source):
        numbering = Stretch(match.start("numbering"), match.end("numbering"))
        is_word = WORD.match(match["numbering"]) is not None
        if is_word or _heading_end(source, numbering.end, len(source), "section", vocabulary):
            found[numbering.start] = _Start("section", numbering.start, numbering.end, numbering)
    for pattern in _POINTS:
        for match in pattern.finditer(source):
            at = _with_closing_semicolon(source, match.start("at"))
            if at > first:
                found[at] = _Start("point", at, after_bullet(source, at, "", "point"))
    return list(_with_semicolons(source, [found[at] for at in sorted(found)]))


def _worded(source: str, starts: list[_Start]) -> list[_Start]:
    """Return the first start and those that a letter follows before the next."""
    ends = [start.at for start in starts[1:]] + [len(source)]
    worded = [
        start for start, end in zip(starts, ends, strict=True) if _LETTER.search(source, start.content, end)
    ]
    return worded if worded[:1] == starts[:1] else starts[:1] + worded


def _with_semicolons(source: str, starts: list[_Start]) -> Iterator[_Start]:
    """Yield starts, and a point after each Arabic semicolon that follows a point of the same section."""
    for number, start in enumerate(starts):
        yield start
        end = starts[number + 1].at if number + 1 < len(starts) else len(source)
        if start.kind == "section":
            continue
        for match in re.finditer(SEMICOLON, source[start.content : end]):
            at = start.content + match.start()
            content = after_bullet(source, at, "", "point")
            if _LETTER.search(source, content, end):
                yield _Start("point", at, content)


def _with_closing_semicolon(source: str, at: int) -> int:
    """Return the offset of the Arabic semicolon before a bullet at `at`, or `at` if there is none."""
    closing = _CLOSING_SEMICOLON.search(source, max(0, at - _SPACES_BEFORE_A_BULLET), at)
    return at if closing is None else closing.start()


def _item(source: str, start: _Start, end: int, vocabulary: Vocabulary) -> Item:
    content = skip_layout(source, start.content)
    heading_end = _heading_end(source, content, end, start.kind, vocabulary)
    needs_text = start.kind == "point"
    if heading_end is None or (needs_text and not _LETTER.search(source, heading_end, end)):
        return Item(start.kind, start.numbering, None, Stretch(content, end))
    return Item(start.kind, start.numbering, Stretch(content, heading_end), Stretch(heading_end, end))


def _heading_end(
    source: str, start: int, end: int, kind: Literal["section", "point"], vocabulary: Vocabulary
) -> int | None:
    """Return where the heading that starts an item ends, or None if it has none.

    It ends with a colon, at a line's end, or inside a word that glues it to what follows.
    """
    most = _WORDS_OF_A_SECTION_HEADING if kind == "section" else _WORDS_OF_A_POINT_HEADING
    start = skip_layout(source, start)
    stop = _HEADING_STOP.search(source, start, end)
    words = WORD.finditer(source, start, end if stop is None else stop.start())
    for count, word in enumerate(words, start=1):
        join = vocabulary.join_after_final(word[0])
        if count > most:
            return None
        if join is not None:
            return word.start() + join
    if stop is None or stop[0] not in ":\n" or not _LETTER.search(source, start, stop.start()):
        return None
    return stop.end()

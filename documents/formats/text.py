"""Plain text: paragraphs by empty lines, or a line each; short lines that stand alone are headings.

The extraction's text is the file's own, decoded; only line ends are made alike.
"""

import re
from collections.abc import Iterator

from arabic.letters import TATWEEL
from documents.extraction import Block, BlockKind, Extraction
from documents.formats.builder import MAX_CHARACTERS
from documents.refusals import refusal

_LINE = re.compile(r"[^\n\f]*[^\s][^\n\f]*")
_DIGITS = "[0-9\u0660-\u0669\u06f0-\u06f9]"
_ITEM = re.compile(
    # bullets, dashes, tatweel; numbers with a delimiter
    rf"\s*(?:[-*+\u2022\u25aa\u25cf\u25cb\u25e6\u2013\u2014\u00b7\u2043\uf0b7{TATWEEL}]\s"
    rf"|\(?{_DIGITS}{{1,3}}[.)\-]\)?\s|{_DIGITS}{{1,3}}\s*[-\u2013]\s)"
)
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|_{3,}|\*{3,}|~{3,})\s*")
_ENDS_A_SENTENCE = re.compile(r"[.!\u061f?\u06d4\u061b;\u060c,]\s*$")  # and Arabic marks
_WORDS_OF_HEADING = 12
_WRAPPED_CHARACTERS = range(40, 140)  # lines that an editor broke are of such a length


def read_text(text: str, name: str) -> Extraction:
    """Find a text's blocks; refuses what holds no letters or too many."""
    if len(text) > MAX_CHARACTERS:
        raise refusal("too_much_text", name=name, limit_characters=MAX_CHARACTERS)
    if not any(character.isalnum() for character in text):
        raise refusal("no_text", name=name)
    blocks = list(_blocks(text))
    while blocks and blocks[-1].kind == "heading":  # a heading of nothing is text
        blocks[-1] = Block("paragraph", blocks[-1].start, blocks[-1].end)
        break
    return Extraction(text, blocks=tuple(blocks))


Span = tuple[int, int]


def _blocks(text: str) -> Iterator[Block]:
    for group in _groups(text):
        if len(group) == 1 and _is_heading(text, group[0]):
            yield Block("heading", *_trimmed(text, *group[0]), level=1)
            continue
        for kind, start, end in _parts(text, group):
            yield Block(kind, *_trimmed(text, start, end))


def _groups(text: str) -> Iterator[list[Span]]:
    """Yield the lines that stand together, between empty or ruled ones; an underlined line stands alone."""
    group: list[Span] = []
    last_end = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        if "\n" in text[last_end:start].removeprefix("\n") or "\f" in text[last_end:start]:
            yield from [group] if group else []
            group = []
        last_end = end
        if _UNDERLINE.fullmatch(match[0]):
            if len(group) > 1:
                yield group[:-1]
            yield from [group[-1:]] if group else []
            group = []
        else:
            group.append((start, end))
    if group:
        yield group


def _parts(text: str, group: list[Span]) -> Iterator[tuple[BlockKind, int, int]]:
    """Yield the paragraphs and items of lines that stand together."""
    is_wrapped = _is_wrapped(group)
    kind: BlockKind = "paragraph"
    first, last = -1, -1
    for start, end in group:
        is_item = _ITEM.match(text, start, end) is not None
        if first >= 0 and (is_item or not is_wrapped):
            yield kind, first, last
            first = -1
        if first < 0:
            kind, first = ("item" if is_item else "paragraph"), start
        last = end
    yield kind, first, last


def _is_wrapped(group: list[Span]) -> bool:
    """Tell whether line ends are an editor's: all lines but the last are of nearly one length."""
    lengths = [end - start for start, end in group[:-1]]
    longest = max(lengths, default=0)
    full = sum(length >= 0.7 * longest for length in lengths)
    return longest in _WRAPPED_CHARACTERS and full >= 0.8 * len(lengths)


def _is_heading(text: str, line: Span) -> bool:
    content = text[slice(*line)]
    is_short = len(content.split()) <= _WORDS_OF_HEADING
    has_letters = any(character.isalpha() for character in content)
    return is_short and has_letters and not _ENDS_A_SENTENCE.search(content)


def _trimmed(text: str, start: int, end: int) -> Span:
    content = text[start:end]
    return start + len(content) - len(content.lstrip()), start + len(content.rstrip())

"""Sentences of Arabic text, as offsets."""

import re
from dataclasses import dataclass

_END = re.compile(
    r"\n+|(?:"
    "[!?\u061f\u061b\u2026]"  # exclamation and question marks, Arabic question mark and semicolon
    r"|(?<!\b[^\W\d_])\.(?![0-9A-Za-z\u0660-\u0669\u06f0-\u06f9])"  # a full stop after more than one letter
    r"|(?<=[^\W\d_A-Za-z]{2})\."  # a full stop glued to what follows, after an Arabic word
    r")[.!?\u061f\u061b\u2026]*[)\]\u00bb\"\u201d]*"
)
_WORD = re.compile(r"[^\W_\u0640]")


@dataclass(frozen=True)
class Span:
    """Where a sentence lies: text[start:end]."""

    start: int
    end: int


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences of text in order, their closing marks with them.

    A sentence ends at a full stop, a question mark, an exclamation mark, an Arabic semicolon or a
    newline. A full stop inside a number or a Latin name, or after a single letter, ends none.
    Spans hold a letter or a digit each, do not overlap, and neither start nor end with white space.
    """
    spans: list[Span] = []
    start = 0
    for end in [match.end() for match in _END.finditer(text)] + [len(text)]:
        sentence = text[start:end]
        if _WORD.search(sentence):
            left = len(sentence) - len(sentence.lstrip())
            spans.append(Span(start + left, start + len(sentence.rstrip())))
        start = end
    return spans

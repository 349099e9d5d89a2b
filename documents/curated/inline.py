"""Inline text of a curated document: plain words, repairs `[wrong → right]` and escapes `\\[`."""

import re
from dataclasses import dataclass

from documents.errors import SourceError

ARROW = "\u2192"  # rightwards arrow, between wrong and right
_PART = re.compile(
    r"\[(?P<repair>(?:\\.|[^\[\]\\])*)\]|(?P<plain>(?:\\.|[^\[\]\\])+)|(?P<lone>[\[\]\\])", re.DOTALL
)
_ARROW = re.compile(rf"(?<!\\){ARROW}")
_ESCAPED = re.compile(rf"\\([!-/:-@\[-`{{-~{ARROW}])")
_SPECIAL = re.compile(rf"([\\\[\]{ARROW}*{{}}])")
_MARKUP = re.compile(r"(?<!\\)(?:\*\*|\{[#.])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of inline text: `wrong` as in the source, `right` as published, from `line` on.

    The two are equal in a plain piece.
    """

    wrong: str
    right: str
    line: int
    is_repair: bool


def parse_inline(text: str, line: int, name: str) -> tuple[Piece, ...]:
    """Return the pieces of text, which begins on `line` of the file `name`; SourceError if malformed."""
    pieces = []
    for part in _PART.finditer(text):
        here = line + text.count("\n", 0, part.start())
        if part["plain"] is not None:
            pieces.append(_plain(part["plain"], here, name))
        elif part["repair"] is not None:
            pieces.append(_repair(part["repair"], here, name))
        elif part["lone"] == "\\":
            pieces.append(Piece("\\", "\\", here, is_repair=False))
        elif part["lone"] == "[":
            raise SourceError(
                f"{name}:{here}: repair not closed at '{_glimpse(text[part.start() :])}'; "
                f"expected [wrong {ARROW} right], or \\[ for a bracket of the source"
            )
        else:
            raise SourceError(f"{name}:{here}: ']' closes no repair; write \\] for a bracket of the source")
    return tuple(pieces)


def _plain(text: str, line: int, name: str) -> Piece:
    markup = _MARKUP.search(text)
    if markup is not None:
        here = line + text.count("\n", 0, markup.start())
        raise SourceError(
            f"{name}:{here}: unknown markup at '{_glimpse(text[markup.start() :])}'; "
            f"put \\ before it if the source has it"
        )
    text = _ESCAPED.sub(r"\1", text)
    return Piece(text, text, line, is_repair=False)


def _repair(body: str, line: int, name: str) -> Piece:
    sides = [_ESCAPED.sub(r"\1", side).strip() for side in _ARROW.split(body)]
    if len(sides) != 2 or sides[0] == sides[1]:
        raise SourceError(
            f"{name}:{line}: '[{_glimpse(body)}]' is no repair; expected [wrong {ARROW} right] with two "
            "different sides, or \\[ for a bracket of the source"
        )
    return Piece(sides[0], sides[1], line, is_repair=True)


def published(pieces: tuple[Piece, ...]) -> str:
    """Return the text of pieces after their repairs."""
    return "".join(piece.right for piece in pieces)


def escape(text: str) -> str:
    """Return plain text so written that parse_inline gives it back as it is."""
    return _SPECIAL.sub(r"\\\1", text)


def _glimpse(text: str) -> str:
    return " ".join(text[:30].split())

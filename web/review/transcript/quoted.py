"""A quotation within the passage it is from, so that it can be marked there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from web.chat.evidence import text_of


@dataclass(frozen=True, slots=True)
class Quoted:
    """`before` + `quote` + `after` is the passage; for one that is not known, the quote alone."""

    document: str
    section: str
    passage_id: str
    heading: str
    before: str
    quote: str
    after: str


def quoted(citation: Mapping[str, Any], points: Mapping[str, Mapping[str, Any]]) -> Quoted:
    """Return a citation of the evidence with its place in the passage that was shown."""
    passage_id, quote = text_of(citation.get("passage_id")), text_of(citation.get("quote"))
    point = points.get(passage_id, {})
    before, middle, after = parted(text_of(point.get("text")), quote)
    return Quoted(
        document=text_of(citation.get("document")),
        section=text_of(citation.get("section")),
        passage_id=passage_id,
        heading=text_of(point.get("heading")),
        before=before,
        quote=middle,
        after=after,
    )


def parted(text: str, quote: str) -> tuple[str, str, str]:
    """Part a text where the quote stands, blanks counted alike; ("", quote, "") where it stands nowhere."""
    if quote and quote in text:
        return text.partition(quote)
    wanted = quote.split()
    words = _places(text)
    for first in range(len(words) - len(wanted) + 1) if wanted else ():
        run = words[first : first + len(wanted)]
        if [text[start:end] for start, end in run] == wanted:
            start, end = run[0][0], run[-1][1]
            return text[:start], text[start:end], text[end:]
    return "", quote, ""


def _places(text: str) -> list[tuple[int, int]]:
    """Where each word of a text begins and ends."""
    places, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        places.append((start, at))
    return places

"""How an answer was found: the part of its evidence that the public never sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from contract.evidence import Citation, Evidence, Point, cited
from contract.segments import Segment
from web.chat.page_pictures import picture_address

MAX_HITS = 20
Show = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Part:
    """One scorer of the search, and what it gave."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; `is_shown`: the answer quotes it, and `text` is its words."""

    rank: int
    passage_id: str
    score: float
    parts: tuple[Part, ...]
    heading: str
    text: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Quoted:
    """`segments` are the passage, marked where it is quoted; for one that is not known, the quote alone.

    `picture` is the address of its page as visitors see it, empty where its file has no pages.
    """

    document: str
    section: str
    passage_id: str
    heading: str
    quote: str
    segments: tuple[Segment, ...]
    page: int = 0
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """`asked` was typed, `query` searched; `rule` names the row of the decision table that decided.

    `missing` is what was asked for and the passages do not tell.
    `confidence` is None where nothing was searched; `milliseconds` are the search's and composition's own.
    """

    kind: str
    rule: str
    asked: str
    query: str
    confidence: float | None
    hits: tuple[Hit, ...]
    quotes: tuple[Quoted, ...]
    index_version: str
    milliseconds: float | None
    missing: str = ""

    @property
    def was_resolved(self) -> bool:
        """Whether other words were searched than those asked, as for a follow-up."""
        return bool(self.query) and self.query.strip() != self.asked.strip()


def found_in(evidence: Evidence | None, show: Show) -> Found | None:
    """Return what the evidence of an answer says of the search; None for small talk.

    `show` masks what the user's own words may be in.
    """
    if evidence is None:
        return None
    points = {each.id: each for each in evidence.points}
    hits = (
        Hit(
            rank=hit.rank,
            passage_id=hit.id,
            score=hit.score,
            parts=tuple(Part(name, score) for name, score in hit.parts.items()),
            heading=points[hit.id].heading if hit.id in points else "",
            text=points[hit.id].text if hit.id in points else "",
            is_shown=hit.id in points,
        )
        for hit in evidence.hits[:MAX_HITS]
    )
    return Found(
        kind=evidence.kind,
        rule=evidence.rule,
        asked=show(evidence.asked),
        query=show(evidence.query),
        confidence=evidence.confidence if evidence.hits else None,
        hits=tuple(hits),
        quotes=tuple(_quoted(each, points.get(each.passage_id)) for each in evidence.citations),
        index_version=evidence.index_version,
        milliseconds=evidence.milliseconds or None,
        missing=evidence.missing,
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


def quoted_in(text: str, quote: str) -> tuple[Segment, ...]:
    """A text with the quote marked in it; where it stands nowhere, the quote alone."""
    before, middle, after = parted(text, quote)
    segments = (Segment(before), Segment(middle, is_marked=True), Segment(after))
    return tuple(segment for segment in segments if segment.text)


def _quoted(citation: Citation, point: Point | None) -> Quoted:
    return Quoted(
        document=citation.document,
        section=citation.section,
        passage_id=citation.passage_id,
        heading=point.heading if point else "",
        quote=citation.quote,
        segments=cited(citation, point)
        if point and point.marks
        else quoted_in(point.text if point else "", citation.quote),
        page=citation.page,
        picture=picture_address(citation.passage_id) if citation.page else "",
    )


def _places(text: str) -> list[tuple[int, int]]:
    """Where each word of a text begins and ends."""
    places, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        places.append((start, at))
    return places

"""How an answer was found: the part of its evidence that the public never sees.

Nothing in it is taken on trust: what is missing or of another type reads as empty, and nothing raises.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from web.chat.evidence import objects_of, text_of
from web.review.transcript.quoted import Quoted, quoted

MAX_HITS = 20
Show = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Part:
    """One voice of the search, and what it gave."""

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
class Found:
    """`asked` was typed, `query` searched; `milliseconds` are the search's and composition's own."""

    kind: str
    asked: str
    query: str
    confidence: float | None
    hits: tuple[Hit, ...]
    quotes: tuple[Quoted, ...]
    index_version: str
    milliseconds: float | None

    @property
    def was_resolved(self) -> bool:
        """Whether other words were searched than those asked, as for a follow-up."""
        return bool(self.query) and self.query.strip() != self.asked.strip()


def found_in(metadata: object, show: Show) -> Found | None:
    """Return what a bot event's metadata say of the search; None for small talk.

    `show` masks what the user's own words may be in.
    """
    evidence = metadata.get("evidence") if isinstance(metadata, Mapping) else None
    if not isinstance(evidence, Mapping):
        return None
    points = {text_of(each.get("id")): each for each in objects_of(evidence.get("points"))}
    return Found(
        kind=text_of(evidence.get("kind")),
        asked=show(text_of(evidence.get("asked"))),
        query=show(text_of(evidence.get("query"))),
        confidence=number_of(evidence.get("confidence")),
        hits=tuple(_hits(evidence, points))[:MAX_HITS],
        quotes=tuple(quoted(each, points) for each in objects_of(evidence.get("citations"))),
        index_version=text_of(evidence.get("index_version")),
        milliseconds=number_of(evidence.get("milliseconds")),
    )


def number_of(value: object) -> float | None:
    """A finite number; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def _hits(evidence: Mapping[str, Any], points: Mapping[str, Mapping[str, Any]]) -> Iterator[Hit]:
    for place, hit in enumerate(objects_of(evidence.get("hits")), start=1):
        passage_id, parts = text_of(hit.get("id")), hit.get("parts")
        point = points.get(passage_id, {})
        yield Hit(
            rank=int(number_of(hit.get("rank")) or place),
            passage_id=passage_id,
            score=number_of(hit.get("score")) or 0.0,
            parts=tuple(_parts(parts if isinstance(parts, Mapping) else {})),
            heading=text_of(point.get("heading")),
            text=text_of(point.get("text")),
            is_shown=passage_id in points,
        )


def _parts(parts: Mapping[str, Any]) -> Iterator[Part]:
    for name, value in parts.items():
        if (score := number_of(value)) is not None:
            yield Part(text_of(name), score)

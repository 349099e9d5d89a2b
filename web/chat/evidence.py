"""What an answer rests on, read from a bot event's `metadata.evidence` (written by actions/evidence.py).

Nothing in it is taken on trust: what is missing or of another type reads as empty, and nothing raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = ("point", "list", "comparison", "related", "none", "clarify")
MAX_ANSWER_ID_CHARACTERS = 64


@dataclass(frozen=True, slots=True)
class Point:
    """A passage as it was shown; a heading of ours stands in no source."""

    passage_id: str
    heading: str
    heading_is_ours: bool
    text: str

    @property
    def label(self) -> str:
        """The heading without the colon that its source puts after it."""
        return self.heading.strip(" :\u061b\n")  # arabic semicolon


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote is from."""

    document: str
    section: str
    passage_id: str
    quote: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Only what may be shown: scores, hits and confidence stay in the log."""

    answer_id: str | None
    kind: str | None
    points: tuple[Point, ...]
    citations: tuple[Citation, ...]


NO_EVIDENCE = Evidence(None, None, (), ())


def read_evidence(metadata: object) -> Evidence:
    """Return the evidence in a bot event's metadata; NO_EVIDENCE for small talk."""
    found = metadata.get("evidence") if isinstance(metadata, Mapping) else None
    if not isinstance(found, Mapping):
        return NO_EVIDENCE
    kind, answer_id = text_of(found.get("kind")), text_of(found.get("answer_id"))
    return Evidence(
        answer_id=answer_id if 0 < len(answer_id) <= MAX_ANSWER_ID_CHARACTERS else None,
        kind=kind if kind in KINDS else None,
        points=tuple(
            Point(
                text_of(point.get("id")),
                text_of(point.get("heading")),
                point.get("heading_is_ours") is True,
                text_of(point.get("text")),
            )
            for point in objects_of(found.get("points"))
        ),
        citations=tuple(
            Citation(*(text_of(citation.get(name)) for name in Citation.__slots__))
            for citation in objects_of(found.get("citations"))
        ),
    )


def text_of(value: object) -> str:
    """A text that can be sent, halves of surrogate pairs replaced; empty for what is none."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode("utf-8")


def objects_of(value: object) -> Iterator[Mapping[str, Any]]:
    """The JSON objects in a list; none in anything else."""
    if isinstance(value, list | tuple):
        yield from (each for each in value if isinstance(each, Mapping))

"""A bot message as the public sees it: its words, buttons and sources, and nothing of how it was found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from contract.answer import Answer, read_answer
from web.chat.evidence import Citation, Evidence, Point, objects_of, read_evidence, text_of
from web.chat.moments import iso, moment_of

# The closing lines of data/responses; a French colon has a space before it.
_CLOSING = re.compile("(?:المصدر|Source[ \u00a0\u202f]?): (?P<places>.+)", re.DOTALL)
_PLACE_JOIN = " \u2014 "  # em dash, between a document's title and its section
# The actions put a space between "0" and "[" in what they say (actions/utter.py).
_PARTED_BRACKET = re.compile(r"0 (?=\[)")
_NUMBERED = re.compile(r"^(?P<number>[1-9][0-9]{0,2})\. (?P<words>.+)$", re.MULTILINE)
_SHOWN_SHORT = " \u2026"  # ellipsis
_LISTING = ("list", "comparison")


@dataclass(frozen=True, slots=True)
class Button:
    """`payload` is what pressing it asks, sent as it is."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class ListedPoint:
    """A numbered line of the text that can be asked for; `number` is the one that stands there."""

    number: int
    passage_id: str
    heading: str
    payload: str


@dataclass(frozen=True, slots=True)
class Source:
    """`quote` is a part of `paragraph`; `heading` is the source's own, else empty."""

    document: str
    section: str
    passage_id: str
    heading: str
    quote: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the visitor thought of the answer; verdict "none" where a judgement was taken back."""

    verdict: str
    reason: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """`body`: `text` without its closing source line, if `sources` say the same; `kind` None: small talk.

    `answer` is what surfaces draw; None for small talk, which is its text.
    """

    text: str
    body: str
    at: str
    buttons: tuple[Button, ...] = ()
    answer_id: str | None = None
    kind: str | None = None
    points: tuple[ListedPoint, ...] = ()
    sources: tuple[Source, ...] = ()
    feedback: Judgement | None = None
    answer: Answer | None = None

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "answer": self.answer.as_json() if self.answer is not None else None}


def public_reply(message: Mapping[str, Any], at: datetime | None = None) -> Reply:
    """Return the reply in a bot event of Rasa's log, or in the channel's message, which has no time (`at`).

    What is missing or malformed is left out; nothing raises.
    """
    data = message.get("data")
    buttons = message.get("buttons") or (data.get("buttons") if isinstance(data, Mapping) else None)
    text, evidence = text_of(message.get("text")), read_evidence(message.get("metadata"))
    metadata = message.get("metadata")
    return Reply(
        text=text,
        body=_without_closing(text, evidence.citations),
        at=iso(moment_of(message.get("timestamp")) or at or datetime.now(UTC)),
        buttons=tuple(
            Button(text_of(each.get("title")), text_of(each.get("payload"))) for each in objects_of(buttons)
        ),
        answer_id=evidence.answer_id,
        kind=evidence.kind,
        points=tuple(_listed_points(text, evidence)),
        sources=tuple(_source(citation, evidence.points) for citation in evidence.citations),
        answer=read_answer(metadata.get("answer")) if isinstance(metadata, Mapping) else None,
    )


def payload_of(passage_id: str) -> str:
    """What a button sends that asks for a passage."""
    return f"/show_passage{json.dumps({'passage_id': passage_id}, ensure_ascii=False)}"


def _without_closing(text: str, citations: tuple[Citation, ...]) -> str:
    """The text without its last paragraph, if that names the places of these citations and nothing else."""
    before, blank_line, last = text.rpartition("\n\n")
    match = _CLOSING.fullmatch(last.rstrip())
    if not (before.strip() and blank_line and match and citations):
        return text
    said = {_as_said(line) for line in match["places"].split("\n")}
    # A section whose heading is ours is not named.
    places = [
        {_as_said(each.document), _as_said(f"{each.document}{_PLACE_JOIN}{each.section}")}
        for each in citations
    ]
    same = all(said & place for place in places) and said <= set().union(*places)
    return before.rstrip() if same else text


def _as_said(place: str) -> str:
    return _PARTED_BRACKET.sub("0", place.strip())


def _listed_points(text: str, evidence: Evidence) -> Iterator[ListedPoint]:
    """The points that have a numbered line in the text, in order."""
    if evidence.kind not in _LISTING:
        return
    lines = list(_NUMBERED.finditer(text))
    for point in evidence.points:
        place = next((i for i, line in enumerate(lines) if _shows(line["words"], point)), None)
        if place is not None and point.passage_id:
            number = int(lines[place]["number"])
            yield ListedPoint(number, point.passage_id, point.label, payload_of(point.passage_id))
            del lines[: place + 1]


def _shows(words: str, point: Point) -> bool:
    """Whether a line is this point's: it begins with its heading or its text, or is the text's beginning."""
    line = _as_said(words.removesuffix(_SHOWN_SHORT).strip())
    text = _as_said(" ".join(point.text.split()))
    label = "" if point.heading_is_ours else _as_said(" ".join(point.label.split()))
    return bool(line) and (text.startswith(line) or bool(label and line.startswith(label)))


def _source(citation: Citation, points: tuple[Point, ...]) -> Source:
    point = next((each for each in points if each.passage_id == citation.passage_id), None)
    holds = point is not None and citation.quote in point.text
    return Source(
        document=citation.document,
        section=citation.section,
        passage_id=citation.passage_id,
        heading=point.label if point is not None and not point.heading_is_ours else "",
        quote=citation.quote,
        paragraph=point.text if point is not None and holds else citation.quote,
    )

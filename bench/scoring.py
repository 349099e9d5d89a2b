"""Replies of the daleel channel and whether they are what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from arabic import search_key

UNANSWERED = frozenset({"related", "none", "clarify"})  # kinds of evidence that answer nothing
QUESTIONS = frozenset(  # intents that the retrieval action alone replies to
    {
        "ask_economic_roles",
        "ask_social_roles",
        "ask_roles",
        "ask_challenges",
        "ask_point",
        "ask_other",
        "nlu_fallback",
    }
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What the system said to one message, as far as a benchmark looks at it."""

    texts: tuple[str, ...]
    points: tuple[str, ...]  # headings and texts of the evidence's points
    kinds: tuple[str, ...]  # one for each evidence, none for small talk
    confidence: float | None  # of the first evidence, 0 to 1
    top_hit: str | None  # passage id
    intent: str

    @property
    def answered(self) -> bool:
        """Whether any evidence is of a kind that answers; small talk answers nothing."""
        return any(kind not in UNANSWERED for kind in self.kinds)

    @property
    def failed(self) -> bool:
        """Whether a question brought no evidence at all, as when the action server is gone."""
        return self.intent in QUESTIONS and not self.kinds

    @property
    def key(self) -> str:
        """The search key of everything said and quoted."""
        return search_key("\n".join((*self.texts, *self.points)))

    def said(self, max_characters: int = 90) -> str:
        """Return the reply's texts on one short line."""
        line = " ".join(" / ".join(self.texts).split())
        return line if len(line) <= max_characters else line[: max_characters - 1] + "…"


def parse_reply(body: Mapping[str, Any]) -> Reply:
    """Read the channel's reply JSON; a message without evidence counts as text alone."""
    messages = list(body.get("messages") or ())
    evidences = [found for message in messages if (found := (message.get("metadata") or {}).get("evidence"))]
    first = evidences[0] if evidences else {}
    hits = first.get("hits") or ()
    return Reply(
        texts=tuple(text for message in messages if (text := message.get("text"))),
        points=tuple(_point_texts(evidences)),
        kinds=tuple(str(evidence.get("kind")) for evidence in evidences),
        confidence=first.get("confidence"),
        top_hit=hits[0].get("id") if hits else None,
        intent=str((body.get("intent") or {}).get("name") or ""),
    )


def _point_texts(evidences: list[Mapping[str, Any]]) -> Iterator[str]:
    for evidence in evidences:
        for point in evidence.get("points") or ():
            yield from (part for name in ("heading", "text") if (part := point.get(name)))


@dataclass(frozen=True, slots=True)
class Anything:
    """The turn must merely be answered with something."""

    def met_by(self, reply: Reply) -> bool:
        return bool(reply.texts)


@dataclass(frozen=True, slots=True)
class Abstain:
    """The question must be met, and not answered."""

    def met_by(self, reply: Reply) -> bool:
        return bool(reply.texts) and not reply.answered


@dataclass(frozen=True, slots=True)
class AllOf:
    """The reply must hold, for every group, at least one of its strings (as search keys)."""

    groups: tuple[tuple[str, ...], ...]

    def met_by(self, reply: Reply) -> bool:
        return not self.missing(reply)

    def missing(self, reply: Reply) -> tuple[str, ...]:
        """Return the first string of every group that the reply holds nothing of."""
        key = reply.key
        return tuple(group[0] for group in self.groups if not any(search_key(text) in key for text in group))

    def first_blank(self) -> tuple[str] | None:
        """Return the first string whose search key is empty, in a tuple; None if there is none."""
        blanks = ((text,) for group in self.groups for text in group if not search_key(text))
        return next(blanks, None)


Expectation = Anything | Abstain | AllOf

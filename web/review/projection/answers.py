"""What a bot event of the log says to the projection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from arabic import arabizi_to_arabic, is_arabizi, search_key
from web.chat.conversation import APOLOGY
from web.chat.evidence import Evidence, objects_of, read_evidence, text_of
from web.review.models import Message
from web.review.projection.damaged import share_of, storable
from web.review.projection.log_rows import LogRow

MAX_PASSAGES = 50


@dataclass(frozen=True, slots=True)
class Answered:
    """One bot event. `confidence`: None where nothing was searched; `leans`: on what was said before."""

    text: str
    evidence: Evidence
    is_apology: bool
    query: str
    confidence: float | None
    leans: bool
    handoff: str

    @property
    def section(self) -> str:
        return next((each.section for each in self.evidence.citations), "")

    @property
    def passage_ids(self) -> list[str]:
        ids = dict.fromkeys(storable(each.passage_id) for each in self.evidence.citations)
        return [id_ for id_ in ids if id_][:MAX_PASSAGES]


def read_answer(row: LogRow) -> Answered:
    """Return what a bot event holds; nothing in it is taken on trust."""
    metadata = _object(row.data.get("metadata"))
    found, evidence = _object(metadata.get("evidence")), read_evidence(metadata)
    query, asked = text_of(found.get("query")), text_of(found.get("asked"))
    searched = any(objects_of(found.get("hits")))
    return Answered(
        text=text_of(row.data.get("text")),
        evidence=evidence,
        is_apology=text_of(metadata.get("utter_action")).startswith(APOLOGY),
        query=query,
        confidence=share_of(found.get("confidence")) if searched else None,
        leans=_leans(query, asked) if query else bool(asked and evidence.citations),
        handoff=_handoff(metadata),
    )


def _leans(query: str, asked: str) -> bool:
    """Whether the words searched for are others than those asked, a part of them or their Arabic spelling."""
    searched, said = search_key(query), search_key(asked)
    if not said or searched in said:
        return False
    return not (is_arabizi(asked) and search_key(arabizi_to_arabic(asked)) == searched)


def _handoff(metadata: Mapping[str, Any]) -> str:
    wish = _object(metadata.get("handoff")).get("wish")
    return wish if wish in (Message.Handoff.QUESTION, Message.Handoff.PERSON) else Message.Handoff.NO


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}

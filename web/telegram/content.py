"""What one message of ours says and offers, in whatever view it stands at the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

KEY_CHARACTERS = 12  # of the key by which a message's buttons are known
ANSWER = -1  # the view of the answer itself; other views are a source's number, from 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that asks: `payload` goes to the assistant as it is."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source's paragraph around the words that were quoted; `place` names document and section."""

    place: str
    heading: str
    quote: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Content:
    """`html` is the answer's view, escaped. `control` names buttons that are ours: "erase" or "language"."""

    html: str
    language: str = "ar"
    choices: tuple[Choice, ...] = ()
    sources: tuple[Quoted, ...] = ()
    answer_id: str = ""
    control: str = ""
    view: int = ANSWER
    verdict: str = ""
    reason: str = ""  # of a thumb down, by its name in the feedback

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Content:
        choices = tuple(Choice(**each) for each in stored["choices"])
        sources = tuple(Quoted(**each) for each in stored["sources"])
        return cls(**{**stored, "choices": choices, "sources": sources})

"""An answer before Rasa says it."""

from __future__ import annotations

from dataclasses import dataclass, field

from actions.buttons import Button
from actions.evidence import Citation, Point
from actions.judge import Kind


@dataclass(frozen=True, slots=True)
class Answer:
    """What Rasa needs to say it (`response`, `variables`, `buttons`), and what it rests on.

    `counted` are the ids that positions count after it, where they are not those of `points`.
    """

    kind: Kind
    response: str
    variables: dict[str, str] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)
    points: tuple[Point, ...] = ()
    citations: tuple[Citation, ...] = ()
    counted: tuple[str, ...] = ()

"""What a follow-up comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from actions.shape import WHOLE, Shape

Does = Literal["show", "search", "ask"]
Because = Literal[
    "position", "out_of_range", "next", "previous", "more", "end", "start", "explain", "why", "example",
    "repeat", "ellipsis", "lean", "return", "which", "nothing", "chosen",
    "section", "invite", "rest", "about",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Resolution:
    """`does` says what to do: "show" `passage_ids`, "search" `query` instead of the text, or "ask" back.

    `query` is also what "show" stands for in words, for the evidence; `passage_ids` of "ask" are its buttons,
    `count` how many positions there are. `shape` is the form in which sections are shown.
    """

    does: Does
    because: Because
    passage_ids: tuple[str, ...] = ()
    query: str = ""
    count: int = 0
    shape: Shape = WHOLE

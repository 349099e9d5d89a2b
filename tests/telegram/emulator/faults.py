"""What the emulator does wrong on order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Fault:
    """Meets the next `times` calls of a method (and to a chat, if one is named).

    status: with `retry_after` for 429; `html`: the body is a proxy's. `cut`: the line breaks without an
    answer.
    `hold_seconds`: the answer comes so much later. `done`: the call is carried out all the same.
    """

    method: str
    times: int = 1
    chat_id: int | None = None
    status: int = 0
    retry_after: int = 0
    html: bool = False
    cut: bool = False
    hold_seconds: float = 0.0
    done: bool = False

    def meets(self, method: str, chat_id: int | None) -> bool:
        """Whether it strikes now; it counts itself down."""
        if self.times < 1 or method.lower() != self.method.lower() or self.chat_id not in (None, chat_id):
            return False
        self.times -= 1
        return True

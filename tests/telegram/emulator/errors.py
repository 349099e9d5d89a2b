"""A refusal in Telegram's form."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """`description` is Telegram's own; `parameters` are ResponseParameters."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status, self.description, self.parameters = status, description, parameters

    def as_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad(description: str) -> Refused:
    """A 400."""
    return Refused(400, f"Bad Request: {description}")

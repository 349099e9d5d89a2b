"""Whom an attack is made on, and where."""

from __future__ import annotations

from dataclasses import dataclass

API = "/api/chat/"
POSTS = ("session", "messages", "feedback")
GETS = ("history", "transcript", "openapi.yaml")
JSON = ("Content-Type", "application/json")


@dataclass(frozen=True, slots=True)
class Target:
    """The attacker's own token, and what it has come to know of another visitor: all but their token."""

    token: str
    session_id: str
    answer_ids: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def bearer(self) -> tuple[str, str]:
        return "Authorization", f"Bearer {self.token}"

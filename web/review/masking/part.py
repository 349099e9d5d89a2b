"""A stretch of a text that tells who somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

What = Literal["email", "card", "account", "phone", "identity"]


@dataclass(frozen=True, slots=True)
class Part:
    """Characters `start` to `end` (without it) of the text."""

    what: What
    start: int
    end: int

"""What cannot be done, by a code that the strings of each language have a sentence for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class TeachingError(Exception):
    """`code` names a sentence of web.teaching.strings, `values` what stands in it."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code, self.values = code, values


class SpoiltError(TeachingError):
    """A curated question would take other questions away from their answers; they are in `spoilt`."""

    def __init__(self, spoilt: Sequence[Any]) -> None:
        super().__init__("spoilt", count=len(spoilt))
        self.spoilt = tuple(spoilt)


class UnreachableError(TeachingError):
    """The action server or Rasa did not answer as it should; str() says how, for the log."""

    def __init__(self, why: str) -> None:
        super().__init__("unreachable")
        self.why = why

    def __str__(self) -> str:
        return self.why

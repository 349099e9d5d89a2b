"""What cannot be done, by a code that web/teaching/labels.py has a sentence for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class TeachingError(Exception):
    """`code` names a sentence of web.teaching.labels.ERRORS, `values` what stands in it."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code, self.values = code, values


class SpoiltError(TeachingError):
    """A curated question would take other questions away from their answers; they are in `spoilt`.

    `may_be_answered`: none of them has an answer so far, so that a lead may let them have this one.
    """

    def __init__(self, spoilt: Sequence[Any]) -> None:
        self.spoilt = tuple(spoilt)
        self.may_be_answered = all(each.expected is None for each in self.spoilt)
        code = "would_be_answered" if self.may_be_answered else "spoilt"
        super().__init__(code, count=len(spoilt))


class UnreachableError(TeachingError):
    """The action server or Rasa did not answer as it should; str() says how, for the log."""

    def __init__(self, why: str) -> None:
        super().__init__("unreachable")
        self.why = why

    def __str__(self) -> str:
        return self.why

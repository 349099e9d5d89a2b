"""What the action server says of itself (GET contract.headers.INDEX_HEALTH_PATH)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from contract.fields import Fields


@dataclass(frozen=True, slots=True)
class IndexHealth:
    """`index` is the version that is answered from, "" where there is none to open.

    `warning` is one line for an operator, where it answers less well than it could; else "".
    """

    index: str = ""
    warning: str = ""

    def as_json(self) -> dict[str, Any]:
        """The form in which it travels; read_index_health reads it back."""
        status = "ok" if self.index else "no index"
        return {"status": status, "index": self.index or None, "warning": self.warning}


def read_index_health(value: object) -> IndexHealth:
    """What the action server said; what cannot be read of it is empty."""
    fields = Fields(value, "health")
    return IndexHealth(fields.text("index", ""), fields.text("warning", ""))

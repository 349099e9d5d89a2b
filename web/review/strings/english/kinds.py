"""What each kind of answer is called."""

from __future__ import annotations

TEXTS = {
    "point": "Passage",
    "list": "List",
    "comparison": "Comparison",
    "related": "Near, no answer",
    "none": "Not in the sources",
    "clarify": "Asked back",
    "talk": "Small talk",
    "failed": "Failed",
}

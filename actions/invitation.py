"""Whether a message announces a question and does not ask it yet."""

from __future__ import annotations

from actions.cues import cues
from arabic import search_key


def announces_a_question(asked: str) -> bool:
    """Whether "I have another question" is all that is said; "the second question" points at one."""
    key, own = search_key(asked), cues("invite")
    if not own["question"].search(key):
        return False
    for pattern in own.values():
        key = pattern.sub(" ", key)
    return not key.strip()

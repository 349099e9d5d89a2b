"""The voices of the search that a score is made of."""

from __future__ import annotations

TEXTS = {"dense": "Meaning", "words": "Words", "tokens": "Tokens", "questions": "Questions"}

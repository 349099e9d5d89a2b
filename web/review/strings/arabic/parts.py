"""The voices of the search that a score is made of."""

from __future__ import annotations

TEXTS = {"dense": "المعنى", "words": "الكلمات", "tokens": "المقاطع", "questions": "أسئلة أُجيبت"}

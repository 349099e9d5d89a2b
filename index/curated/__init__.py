"""Curated questions: each with the passage that staff say answers it, matched in any similar wording.

    questions   the published file, and the set made of it: vectors, words, nearest neighbours
    likeness    how alike two questions are in words; what contradicts ("when" for "where")
    matcher     which curated question a query asks again, and how probably (rule.json)
    override    when its passage goes before what the search found
    trial       which answers would become worse if proposed questions went live

Begin with matcher. Knows neither Rasa nor Django, and writes no file: web publishes, index.reload loads.
"""

from index.curated.matcher import CuratedMatch, CuratedMatcher
from index.curated.questions import (
    CuratedQuestion,
    CuratedSet,
    Published,
    Skipped,
    read_published,
    read_questions,
)

__all__ = [
    "CuratedMatch",
    "CuratedMatcher",
    "CuratedQuestion",
    "CuratedSet",
    "Published",
    "Skipped",
    "read_published",
    "read_questions",
]

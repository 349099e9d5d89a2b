"""Questions that staff have taught: each beside the passage that answers it, matched in any near wording."""

from index.curated.published import CuratedQuestion, Published, Skipped, read_published, read_questions
from index.curated.taught import Taught
from index.curated.voice import CuratedMatch, CuratedVoice

__all__ = [
    "CuratedMatch",
    "CuratedQuestion",
    "CuratedVoice",
    "Published",
    "Skipped",
    "Taught",
    "read_published",
    "read_questions",
]

"""The index of sources: passages, search, and the confidence that an answer is one."""

from index.errors import CuratedError, DaleelIndexError
from index.index import Index
from index.passage import Document, Passage, Repair
from index.result import Hit, SearchResult

__all__ = [
    "CuratedError",
    "DaleelIndexError",
    "Document",
    "Hit",
    "Index",
    "Passage",
    "Repair",
    "SearchResult",
]

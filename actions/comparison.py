"""Which sections a question wants side by side."""

from __future__ import annotations

from actions.cues import cues
from actions.judge import Verdict
from actions.sections import named_sections
from arabic import search_key
from index import Index, SearchResult


def compared_sections(asked: str, verdict: Verdict, result: SearchResult, index: Index) -> tuple[str, ...]:
    """The ids of two or more sections to compare; empty where none are, or the search found others."""
    if not result.hits or not cues("comparison")["compare"].search(search_key(asked)):
        return ()
    named = named_sections(asked, index)
    if len(named) >= 2 and result.hits[0].passage.section_id in named:
        return named
    return verdict.passage_ids if verdict.kind == "list" and len(verdict.passage_ids) >= 2 else ()

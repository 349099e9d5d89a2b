"""POST /index/search: what a visitor's question finds, and how sure the index is."""

from __future__ import annotations

from typing import Any

from actions.console.fields import text, whole_number
from index import Index

MAX_CHARACTERS = 1000  # of a question, as of a visitor's message
DEFAULT_HITS, MAX_HITS = 5, 50


def search(index: Index, body: dict[str, Any]) -> dict[str, Any]:
    """Search for `query` and return up to `k` hits, best first."""
    query = text(body, "query", MAX_CHARACTERS)
    result = index.search(query, k=whole_number(body, "k", DEFAULT_HITS, 1, MAX_HITS))
    hits = [
        {"id": hit.passage.id, "score": hit.score, "rank": hit.rank, "parts": hit.parts}
        for hit in result.hits
    ]
    return {
        "index_version": index.version,
        "query": result.query,
        "confidence": result.confidence,
        "nearness": result.nearness,
        "threshold": index.answer_threshold,
        "curated": result.curated,
        "hits": hits,
    }

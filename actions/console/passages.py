"""GET /index/passages: every passage that a question can be answered by."""

from __future__ import annotations

from typing import Any

from index import Index, Passage


def passages(index: Index, body: None) -> dict[str, Any]:
    """Return the documents and their passages, in the order of the sources."""
    return {
        "index_version": index.version,
        "documents": [{"id": one.id, "title": one.title} for one in index.manifest.documents],
        "passages": [_card(one) for one in index.passages],
    }


def _card(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "document": passage.document,
        "section": passage.section,
        "section_id": passage.section_id,
        "heading": passage.heading,
        "text": passage.text,
        "kind": passage.kind,
    }

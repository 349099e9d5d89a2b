"""The sentence of a passage that a citation quotes."""

from __future__ import annotations

from arabic import search_key, sentences

GRAM = 3


def best_sentence(text: str, query: str) -> str:
    """The sentence of text that shares most letter triples with query; all of it where none does."""
    parts = [text[span.start : span.end].strip() for span in sentences(text)]
    parts = [part for part in parts if part]
    asked = _grams(query)
    shared = [len(asked & _grams(part)) for part in parts]
    if len(parts) < 2 or not any(shared):
        return text
    return parts[shared.index(max(shared))]


def _grams(text: str) -> set[str]:
    words = search_key(text).split()
    return {word[i : i + GRAM] for word in words for i in range(max(1, len(word) - GRAM + 1))}

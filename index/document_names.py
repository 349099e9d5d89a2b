"""The words that name what documents are about: their titles, the names given to them, their headings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from arabic import search_key, stem
from documents.passage import Passage
from index.store import Manifest

LEAST_LETTERS = 3  # a shorter word names nothing


@dataclass(frozen=True)
class Names:
    """The stems of the words by which some documents are named and the others are not."""

    stems: frozenset[str]

    @classmethod
    def of(cls, manifest: Manifest, passages: Sequence[Passage], others: Collection[str]) -> Names:
        """Take those of every document but the others, without the words that name these."""
        texts: dict[bool, set[str]] = {True: set(), False: set()}
        for document in manifest.documents:
            is_other = document.id in others
            texts[is_other] |= {document.title, *manifest.names.get(document.id, ())}
        for passage in passages:
            texts[passage.document in others] |= {passage.section, passage.heading}
        return cls(_stems(texts[False]) - _stems(texts[True]))

    def are_in(self, text: str) -> bool:
        """Whether a text says one of the words."""
        return bool(self.stems) and not self.stems.isdisjoint(_stems([text]))


def _stems(texts: Iterable[str]) -> frozenset[str]:
    words = {word for text in texts for word in search_key(text).split()}
    return frozenset(stem(word) for word in words if len(word) >= LEAST_LETTERS)

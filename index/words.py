"""The word side of the search: BM25 over runs of characters, which forgives affixes and typing errors."""

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from index.grams import grams

K1 = 0.6
B = 0.9


class WordIndex:
    """BM25 over the passages' grams (bm25s); mapped from its folder when opened."""

    def __init__(self, retriever: bm25s.BM25) -> None:
        self._retriever = retriever
        self._ids: dict[str, int] = retriever.vocab_dict

    @classmethod
    def build(cls, texts: Sequence[str]) -> "WordIndex":
        """Index the texts; their order is the order of the scores."""
        ids: dict[str, int] = {}
        counted = [[ids.setdefault(gram, len(ids)) for gram in grams(text)] for text in texts]
        retriever = bm25s.BM25(k1=K1, b=B, method="lucene")
        retriever.index((counted, ids), show_progress=False)
        return cls(retriever)

    @classmethod
    def open(cls, folder: Path) -> "WordIndex":
        """Open a saved index; raises what the library raises when a file is missing or damaged."""
        return cls(bm25s.BM25.load(str(folder), mmap=True, load_corpus=False, load_vocab=True))

    def save(self, folder: Path) -> None:
        """Write the index into the folder."""
        self._retriever.save(str(folder), show_progress=False)

    @property
    def count(self) -> int:
        """How many passages it scores."""
        return int(self._retriever.scores["num_docs"])

    def scores(self, query: str) -> npt.NDArray[np.float32]:
        """Return BM25 of every passage, float32 of shape (passages,); zeros where no gram is known."""
        known = [self._ids[gram] for gram in grams(query) if gram in self._ids]
        if not known:
            return np.zeros(self.count, dtype=np.float32)
        return np.asarray(self._retriever.get_scores(known), dtype=np.float32)

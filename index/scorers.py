"""The three scorers that read a passage's text: whole vectors, words, and token vectors.

`VectorIndex` has one vector a passage, in FAISS. `WordIndex` is BM25 over runs of characters, which forgives
affixes and typing errors. `TokenIndex` is late interaction (Santhanam et al., "ColBERTv2", 2022) over the
encoder's last layer: the mean, over the query's tokens, of the best cosine among the passage's tokens. A
mean is taken off token vectors first, since all of e5's point roughly one way: the one that came with the
reader, so that a score says the same in every index (index.transfer); without a reader the corpus's own.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import faiss
import numpy as np
import numpy.typing as npt

from encoder.rows import Ragged, save_rows
from index.gram_counts import GramCounts, grams

FloatArray = npt.NDArray[np.float32]

TOKENS_FILE = "tokens.npy"
STARTS_FILE = "token_starts.npy"
MEAN_FILE = "token_mean.npy"
MIN_NORM = 1e-9


class VectorIndex:
    """Exact inner products over unit vectors; mapped, not copied, when opened."""

    def __init__(self, flat: faiss.Index) -> None:
        self._flat = flat

    @classmethod
    def build(cls, vectors: FloatArray) -> "VectorIndex":
        """Index vectors, float32 of shape (passages, dimensions) and unit length."""
        flat = faiss.IndexFlatIP(vectors.shape[1])
        flat.add(np.ascontiguousarray(vectors))
        return cls(flat)

    @classmethod
    def open(cls, path: Path) -> "VectorIndex":
        """Open a saved index; raises RuntimeError when the file is missing or damaged."""
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        """Write the index as one file."""
        faiss.write_index(self._flat, str(path))

    @property
    def count(self) -> int:
        """How many passages it holds."""
        return int(self._flat.ntotal)

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        return int(self._flat.d)

    def joined(self, vectors: FloatArray, rows: npt.NDArray[np.int64]) -> "VectorIndex":
        """Return an index of these rows, counted through this one and the vectors after it."""
        known = np.asarray(self._flat.reconstruct_n(0, self.count)).reshape(-1, self.dimensions)
        return VectorIndex.build(np.concatenate([known, vectors.reshape(-1, self.dimensions)])[rows])

    def nearest(self, query: FloatArray, k: int) -> tuple[npt.NDArray[np.int64], FloatArray]:
        """Return (rows, cosines) of the k nearest passages, best first."""
        cosines, rows = self._flat.search(query[None, :], min(k, self.count))
        return rows[0], cosines[0]

    def cosines(self, query: FloatArray, rows: npt.NDArray[np.int64]) -> FloatArray:
        """Return the cosines of the named rows, in their order."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        return np.asarray(self._flat.reconstruct_batch(rows) @ query, dtype=np.float32)


class WordIndex:
    """BM25 over the passages' grams (bm25s); mapped from its folder when opened."""

    def __init__(self, retriever: bm25s.BM25, counts: GramCounts) -> None:
        self._retriever = retriever
        self._counts = counts
        self._ids: dict[str, int] = retriever.vocab_dict

    @classmethod
    def build(cls, texts: Sequence[str]) -> "WordIndex":
        """Index the texts; their order is the order of the scores."""
        return cls._of(GramCounts.of(texts))

    @classmethod
    def _of(cls, counts: GramCounts) -> "WordIndex":
        return cls(counts.retriever(), counts)

    @classmethod
    def open(cls, folder: Path) -> "WordIndex":
        """Open a saved index; raises what the library raises when a file is missing or damaged."""
        retriever = bm25s.BM25.load(str(folder), mmap=True, load_corpus=False, load_vocab=True)
        return cls(retriever, GramCounts.open(folder, list(retriever.vocab_dict)))

    def save(self, folder: Path) -> None:
        """Write the index into the folder."""
        self._retriever.save(str(folder), show_progress=False)
        self._counts.save(folder)

    def joined(self, texts: Sequence[str], rows: npt.NDArray[np.int64]) -> "WordIndex":
        """Return an index of these rows, counted through this one and the texts after it."""
        return self._of(self._counts.joined(texts, rows))

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


class TokenIndex:
    """The passages' token vectors, float16 of shape (tokens, dimensions), mapped when opened."""

    def __init__(self, tokens: Any, starts: npt.NDArray[np.int64], mean: FloatArray) -> None:
        self._tokens = tokens  # an array, or what is to be saved as one (encoder.rows.Joined)
        self._starts = starts
        self._mean = mean

    @classmethod
    def build(
        cls, passages: Sequence[FloatArray], dimensions: int = 0, mean: FloatArray | None = None
    ) -> "TokenIndex":
        """Index one (tokens, dimensions) array a passage; the mean is theirs unless given.

        dimensions: needed where there is no passage.
        """
        starts = np.cumsum([0] + [len(tokens) for tokens in passages]).astype(np.int64)
        joined = np.concatenate(passages) if passages else np.zeros((0, dimensions), dtype=np.float32)
        if mean is None:
            mean = joined.mean(axis=0) if len(joined) else np.zeros(joined.shape[1], dtype=np.float32)
        return cls(_unit(joined, mean).astype(np.float16), starts, mean.astype(np.float32))

    def joined(self, passages: Sequence[FloatArray], rows: npt.NDArray[np.int64]) -> "TokenIndex":
        """Return an index of these rows, counted through this one and the passages after it; to be saved.

        The mean stays this one's: what is kept was centred by it.
        """
        dimensions, mean = len(self._mean), self._mean if len(self._tokens) else None
        new = TokenIndex.build(passages, dimensions, mean)
        known, added = (Ragged(one._tokens, one._starts) for one in (self, new))
        return TokenIndex(*known.joined(added, rows), new._mean)

    @classmethod
    def open(cls, folder: Path) -> "TokenIndex":
        """Open a saved index; raises OSError or ValueError when a file is missing or damaged."""
        return cls(
            np.load(folder / TOKENS_FILE, mmap_mode="r"),
            np.load(folder / STARTS_FILE),
            np.load(folder / MEAN_FILE),
        )

    def save(self, folder: Path) -> None:
        """Write the index's three files into the folder."""
        save_rows(folder / TOKENS_FILE, self._tokens)
        np.save(folder / STARTS_FILE, self._starts)
        np.save(folder / MEAN_FILE, self._mean)

    @property
    def mean(self) -> FloatArray:
        """What is taken off every vector before its length is made one."""
        return self._mean

    @property
    def count(self) -> int:
        """How many passages it holds."""
        return len(self._starts) - 1

    def scores(self, query: FloatArray, rows: npt.NDArray[np.int64]) -> FloatArray:
        """Return one score in -1..1 for each row; zeros for a query or a passage without tokens."""
        scores = np.zeros(len(rows), dtype=np.float32)
        if not len(query):
            return scores
        asked = _unit(query, self._mean)
        for place, row in enumerate(rows):
            tokens = self._tokens[self._starts[row] : self._starts[row + 1]]
            if len(tokens):
                scores[place] = (asked @ tokens.astype(np.float32).T).max(axis=1).mean()
        return scores


def _unit(vectors: FloatArray, mean: FloatArray) -> FloatArray:
    centred = vectors - mean
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.maximum(norms, MIN_NORM), dtype=np.float32)

"""Late interaction: how well each token of a query is met by some token of a passage.

Santhanam et al., "ColBERTv2" (2022), over the last layer of the one encoder: a passage's score is the mean,
over the query's tokens, of the best cosine among the passage's tokens. The corpus's mean is taken off first,
since e5's token vectors all lean one way.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
TOKENS_FILE = "tokens.npy"
STARTS_FILE = "token_starts.npy"
MEAN_FILE = "token_mean.npy"
MIN_NORM = 1e-9


class TokenIndex:
    """The passages' token vectors, float16 of shape (tokens, dimensions), mapped when opened."""

    def __init__(
        self, tokens: npt.NDArray[np.float16], starts: npt.NDArray[np.int64], mean: FloatArray
    ) -> None:
        self._tokens = tokens
        self._starts = starts
        self._mean = mean

    @classmethod
    def build(cls, passages: Sequence[FloatArray]) -> "TokenIndex":
        """Index one (tokens, dimensions) array a passage."""
        starts = np.cumsum([0] + [len(tokens) for tokens in passages]).astype(np.int64)
        joined = np.concatenate(passages)
        mean = joined.mean(axis=0) if len(joined) else np.zeros(joined.shape[1], dtype=np.float32)
        return cls(_unit(joined, mean).astype(np.float16), starts, mean.astype(np.float32))

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
        np.save(folder / TOKENS_FILE, self._tokens)
        np.save(folder / STARTS_FILE, self._starts)
        np.save(folder / MEAN_FILE, self._mean)

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

"""Sparse and dense sentence features as one row."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse

from bot.errors import BotError

FloatArray = npt.NDArray[np.float32]
Parts = list["scipy.sparse.csr_matrix | np.ndarray[Any, Any]"]  # one message's features, each (1, width)

MIN_LENGTH = 1e-9


@dataclass(frozen=True)
class FeatureJoiner:
    """Joins a message's features: the sparse ones as they are, the dense ones centred and of one length.

    Sentence vectors of one encoder lie close together (cosine 0.8 and more); without their common mean they
    tell texts apart as sharply as words do, and their length says how much they count beside the words.

    mean: (dense width,) float32; dense_weight: the length of the dense part.
    """

    mean: FloatArray
    dense_weight: float

    @classmethod
    def fit(cls, rows: list[Parts], dense_weight: float) -> "FeatureJoiner":
        """Learn the mean of the training examples' dense parts."""
        dense = np.vstack([_dense(parts) for parts in rows])
        return cls(dense.mean(axis=0, dtype=np.float64).astype(np.float32), float(dense_weight))

    def join(self, rows: list[Parts]) -> scipy.sparse.csr_matrix:
        """Return (rows, width) float32."""
        dense = np.vstack([_dense(parts) for parts in rows])
        if dense.shape[1] != len(self.mean):
            raise BotError(
                f"dense features of {dense.shape[1]} numbers "
                f"but the classifier was trained on {len(self.mean)}; train again with 'make train'"
            )
        dense = dense - self.mean
        dense *= self.dense_weight / np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), MIN_LENGTH)
        return _side_by_side([_sparse(parts) for parts in rows], dense)

    def save(self, directory: Path) -> None:
        """Write the mean and the weight."""
        np.savez(directory / "joiner.npz", mean=self.mean, dense_weight=self.dense_weight)

    @classmethod
    def load(cls, directory: Path) -> "FeatureJoiner":
        """Read what save wrote."""
        with np.load(directory / "joiner.npz", allow_pickle=False) as arrays:
            return cls(arrays["mean"], float(arrays["dense_weight"]))


def _side_by_side(sparse: list[scipy.sparse.csr_matrix], dense: FloatArray) -> scipy.sparse.csr_matrix:
    """Return scipy's hstack of the two as one csr matrix, without its millisecond for a single row."""
    width = sparse[0].shape[1]
    places = np.arange(width, width + dense.shape[1], dtype=np.int32)
    indices = np.concatenate([part for row in sparse for part in (row.indices, places)])
    data = np.concatenate(
        [part for row, numbers in zip(sparse, dense, strict=True) for part in (row.data, numbers)]
    )
    ends = np.cumsum([0] + [row.nnz + len(places) for row in sparse])
    return scipy.sparse.csr_matrix(
        (data.astype(np.float32), indices, ends), shape=(len(sparse), width + len(places))
    )


def _sparse(parts: Parts) -> scipy.sparse.csr_matrix:
    sparse = [each for each in parts if scipy.sparse.issparse(each)]
    if not sparse:
        return scipy.sparse.csr_matrix((1, 0), dtype=np.float32)
    return sparse[0] if len(sparse) == 1 else scipy.sparse.hstack(sparse, format="csr")


def _dense(parts: Parts) -> FloatArray:
    dense = [np.asarray(each, dtype=np.float32) for each in parts if not scipy.sparse.issparse(each)]
    return np.hstack(dense) if dense else np.zeros((1, 0), dtype=np.float32)

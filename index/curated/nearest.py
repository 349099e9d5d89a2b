"""Which curated questions lie nearest a query: all are compared where they are few, else cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import faiss as typed_faiss
import numpy as np
import numpy.typing as npt

faiss: Any = typed_faiss  # its stubs lack the selectors of the searches

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

MANY = 4000  # from here on cells are looked through: 10,000 compared one by one cost a query 1 ms
PER_CELL = 80  # questions of a cell, on average
LOOKED_THROUGH = 16  # every so many-th cell, the nearest ones


class NearestQuestions:
    """Inner products over unit vectors; threads may share it."""

    def __init__(self, vectors: FloatArray) -> None:
        count, dimensions = vectors.shape
        self._index: Any = faiss.IndexFlatIP(dimensions)
        self._is_parted = count >= MANY
        if self._is_parted:
            cells = count // PER_CELL
            self._index = faiss.IndexIVFFlat(self._index, dimensions, cells, faiss.METRIC_INNER_PRODUCT)
            self._index.nprobe = max(cells // LOOKED_THROUGH, 1)
            self._index.train(vectors)
        self._index.add(vectors)

    def only(self, rows: Sequence[int]) -> Any:
        """Return what restricts a search to these rows."""
        marks = np.zeros(self._index.ntotal, dtype=bool)
        marks[list(rows)] = True
        return faiss.IDSelectorBitmap(np.packbits(marks, bitorder="little"))

    def nearest(self, query: FloatArray, k: int, only: Any = None) -> list[tuple[int, float]]:
        """Return (row, cosine) of up to k questions, nearest first."""
        parameters = None
        if only is not None and self._is_parted:
            parameters = faiss.SearchParametersIVF(sel=only, nprobe=self._index.nprobe)
        elif only is not None:
            parameters = faiss.SearchParameters(sel=only)
        cosines, rows = self._index.search(query[None, :], k, params=parameters)
        pairs = zip(rows[0].tolist(), cosines[0].tolist(), strict=True)
        return [(row, cosine) for row, cosine in pairs if row >= 0]

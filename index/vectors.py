"""The dense side of the search: one vector a passage in FAISS."""

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]


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

    def nearest(self, query: FloatArray, k: int) -> tuple[npt.NDArray[np.int64], FloatArray]:
        """Return (rows, cosines) of the k nearest passages, best first."""
        cosines, rows = self._flat.search(query[None, :], min(k, self.count))
        return rows[0], cosines[0]

    def cosines(self, query: FloatArray, rows: npt.NDArray[np.int64]) -> FloatArray:
        """Return the cosines of the named rows, in their order."""
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        return np.asarray(self._flat.reconstruct_batch(rows) @ query, dtype=np.float32)

"""How often each gram stands in each passage: what BM25 is made of, kept so that only new texts are read.

A corpus of 20,000 passages has some sixteen million of these; counting them anew takes half a minute, and
making the scores of them a second or two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

from arabic import search_key

K1 = 0.6
B = 0.9

SHORTEST = 3
LONGEST = 5

IDS_FILE = "count_ids.npy"
COUNTS_FILE = "counts.npy"
STARTS_FILE = "count_starts.npy"
MOST = np.iinfo(np.uint16).max

Ids = npt.NDArray[np.int32]


@dataclass(frozen=True)
class GramCounts:
    """`names` are the grams by their id; passage n has ids[starts[n]:starts[n + 1]], each `counts` times."""

    names: list[str]
    ids: Ids
    counts: npt.NDArray[np.uint16]
    starts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str], known: Sequence[str] = ()) -> GramCounts:
        """Count the grams of these texts; known ones keep their ids."""
        ids = {name: number for number, name in enumerate(known)}
        found = [Counter(ids.setdefault(gram, len(ids)) for gram in grams(text)) for text in texts]
        return cls(
            names=list(ids),
            ids=np.array([gram for one in found for gram in one], dtype=np.int32),
            counts=np.array([min(n, MOST) for one in found for n in one.values()], dtype=np.uint16),
            starts=np.cumsum([0] + [len(one) for one in found]).astype(np.int64),
        )

    @classmethod
    def open(cls, folder: Path, names: Sequence[str]) -> GramCounts:
        """Open what `save` wrote; raises OSError or ValueError where a file is missing or damaged."""
        ids, counts = (np.load(folder / name, mmap_mode="r") for name in (IDS_FILE, COUNTS_FILE))
        return cls(list(names), ids, counts, np.load(folder / STARTS_FILE))

    def save(self, folder: Path) -> None:
        """Write the three files; the names are the word index's vocabulary."""
        for name, values in ((IDS_FILE, self.ids), (COUNTS_FILE, self.counts), (STARTS_FILE, self.starts)):
            np.save(folder / name, values)

    def joined(self, texts: Sequence[str], rows: npt.NDArray[np.int64]) -> GramCounts:
        """Return the counts of these rows, counted through this corpus and the texts after it."""
        new = GramCounts.of(texts, self.names)
        starts = np.r_[self.starts, self.starts[-1] + new.starts[1:]]
        lengths = np.diff(starts)[rows]
        ends = np.cumsum(lengths)
        # Where each kept figure stands in the joined arrays: its row's start there and its place in the row.
        places = np.arange(int(lengths.sum())) - np.repeat(ends - lengths, lengths)
        places += np.repeat(starts[:-1][rows], lengths)
        ids = np.concatenate([self.ids, new.ids])[places]
        counts = np.concatenate([self.counts, new.counts])[places]
        is_used = np.zeros(len(new.names), dtype=np.bool_)
        is_used[ids] = True
        renamed = (np.cumsum(is_used) - 1).astype(np.int32)
        names = [name for name, used in zip(new.names, is_used.tolist(), strict=True) if used]
        return GramCounts(names, renamed[ids], counts, np.r_[0, ends].astype(np.int64))

    def retriever(self) -> bm25s.BM25:
        """Return BM25 over these counts, with the scores that bm25s's own method "lucene" makes."""
        documents = len(self.starts) - 1
        lengths = np.diff(self.starts)
        rows = np.repeat(np.arange(documents, dtype=np.int32), lengths)
        found = self.counts.astype(np.float64)
        words = np.bincount(rows, weights=found, minlength=documents)
        holders = np.bincount(self.ids, minlength=len(self.names))
        idf = np.log(1 + (documents - holders + 0.5) / (holders + 0.5))
        norms = K1 * ((1 - B) + B * words / max(float(words.mean()) if documents else 0.0, 1e-9))
        order = np.argsort(self.ids, kind="stable")
        ids, rows, found = self.ids[order], rows[order], found[order]
        retriever = bm25s.BM25(k1=K1, b=B, method="lucene")
        retriever.scores = {
            "data": (idf[ids].astype(np.float32) * (found / (found + norms[rows]))).astype(np.float32),
            "indices": rows,
            "indptr": np.r_[0, np.cumsum(holders)].astype(np.int64),
            "num_docs": documents,
        }
        retriever.vocab_dict = {name: number for number, name in enumerate(self.names)}
        retriever.unique_token_ids_set = set(range(len(self.names)))
        retriever.nonoccurrence_array = None
        return retriever


def grams(text: str) -> list[str]:
    """Return the runs of 3 to 5 characters of each word, the word's edges counted as a space.

    A word too short for a length is given whole, once. Order and repetitions are kept.
    """
    return [gram for word in search_key(text).split() for gram in grams_of_word(word)]


def grams_of_word(word: str) -> list[str]:
    """Return the runs of one word of a search key."""
    found: list[str] = []
    edged = f" {word} "
    for length in range(SHORTEST, LONGEST + 1):
        if len(edged) <= length:
            found.append(edged)
            break
        found.extend(edged[start : start + length] for start in range(len(edged) - length + 1))
    return found

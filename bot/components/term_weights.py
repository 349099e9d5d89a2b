"""tf-idf of one kind of terms: pure numpy, no Rasa."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class TermWeights:
    """The terms that training saw and how rare each is.

    idf = 1 + ln((1 + texts) / (1 + texts with the term)). The formula is scikit-learn's (TfidfVectorizer with
    sublinear_tf), written out because that class takes a millisecond for a single short text.
    """

    columns: dict[str, int]
    idf: npt.NDArray[np.float32]

    @classmethod
    def fit(cls, texts: Iterable[Iterable[str]], min_texts: int) -> "TermWeights":
        """Learn from each text's terms; a term in fewer than `min_texts` texts is left out."""
        frequencies: Counter[str] = Counter()
        count = 0
        for terms in texts:
            frequencies.update(set(terms))
            count += 1
        kept = sorted(term for term, frequency in frequencies.items() if frequency >= min_texts)
        idf = [1 + math.log((1 + count) / (1 + frequencies[term])) for term in kept]
        return cls({term: column for column, term in enumerate(kept)}, np.array(idf, dtype=np.float32))

    def weigh(self, terms: Iterable[str]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """Return columns, ascending, and weights of unit length in all; both empty if no term is known."""
        find = self.columns.get
        counts = Counter(column for term in terms if (column := find(term)) is not None)
        columns = np.array(sorted(counts), dtype=np.int32)
        if not len(columns):
            return columns, np.zeros(0, dtype=np.float32)
        weights = self.idf[columns] * (1 + np.log([counts[column] for column in columns.tolist()]))
        return columns, (weights / np.linalg.norm(weights)).astype(np.float32)


def word_runs(key: str, shortest: int, longest: int) -> Iterator[str]:
    """Yield runs of neighbouring words."""
    words = key.split()
    for length in range(shortest, longest + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def letter_runs(key: str, shortest: int, longest: int) -> Iterator[str]:
    """Yield runs of letters within each word, a space on both sides of it; a shorter word as a whole."""
    for word in key.split():
        padded = f" {word} "
        for length in range(shortest, longest + 1):
            if length >= len(padded):
                yield padded
                break
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]

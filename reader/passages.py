"""Passages' states as an index keeps them: a byte a figure, and where each sentence begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from arabic import encoder_form, sentences
from encoder.rows import Ragged, save_rows
from reader.encoding import States

PARTS = ("tokens", "scales", "starts", "sentence_starts", "sentence_counts")


@dataclass(frozen=True, slots=True)
class PassageStates:
    """One passage as the reader takes it.

    tokens: (n, dimensions), the ninth layer's states of its content tokens. sentence_starts: the first token
    of each of its sentences, rising; what stands before the first (a heading) counts to it.
    """

    tokens: npt.NDArray[np.floating]
    sentence_starts: npt.NDArray[np.int32]


def sentence_starts(text: str, heading: str, offsets: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return the first token of each sentence of text, int32.

    heading: what the encoder read before the text. offsets: (n, 2), where each token lies in the encoder form
    of heading and text together.
    """
    starts = [len(encoder_form(heading + text[: span.start])) for span in sentences(text)]
    return np.searchsorted(offsets[:, 1], np.array(starts, dtype=np.int64), side="right").astype(np.int32)


class PassageStore:
    """The states of an index's passages, int8 with a scale a token; mapped when opened."""

    def __init__(self, **parts: Any) -> None:
        self._parts = parts  # by name; arrays, or what is to be saved as one (encoder.rows.Joined)
        self._sentences = np.cumsum(np.r_[0, parts["sentence_counts"]])

    @classmethod
    def build(
        cls, states: Sequence[States], sentences: Sequence[npt.NDArray[np.int32]], dimensions: int = 0
    ) -> "PassageStore":
        """Store each passage's states with the first tokens of its sentences.

        dimensions: needed where there is no passage.
        """
        none = np.zeros((0, dimensions), dtype=np.float32)
        joined = np.concatenate([one.tokens.astype(np.float32) for one in states] or [none])
        scales = np.maximum(np.abs(joined).max(axis=1, initial=0.0), 1e-6) / 127
        return cls(
            tokens=np.round(joined / scales[:, None]).astype(np.int8),
            scales=scales.astype(np.float32),
            starts=np.cumsum([0] + [len(one.tokens) for one in states]).astype(np.int64),
            sentence_starts=np.array([start for one in sentences for start in one], dtype=np.int32),
            sentence_counts=np.array([len(one) for one in sentences], dtype=np.int32),
        )

    @classmethod
    def open(cls, folder: Path) -> "PassageStore":
        """Open a saved store; raises OSError or ValueError where a file is missing or damaged."""
        return cls(**{part: np.load(folder / f"{part}.npy", mmap_mode="r") for part in PARTS})

    def save(self, folder: Path) -> None:
        """Write the store's files into the folder."""
        for part in PARTS:
            save_rows(folder / f"{part}.npy", self._parts[part])

    def subset(self, rows: Sequence[int]) -> "PassageStore":
        """Return a store of these passages, in this order."""
        tokens = [slice(*self._parts["starts"][row : row + 2]) for row in rows]
        starts = [slice(*self._sentences[row : row + 2]) for row in rows]
        return PassageStore(
            tokens=np.concatenate([self._parts["tokens"][one] for one in tokens]),
            scales=np.concatenate([self._parts["scales"][one] for one in tokens]),
            starts=np.cumsum([0] + [one.stop - one.start for one in tokens]).astype(np.int64),
            sentence_starts=np.concatenate([self._parts["sentence_starts"][one] for one in starts]),
            sentence_counts=self._parts["sentence_counts"][list(rows)],
        )

    def joined(self, other: "PassageStore", rows: npt.NDArray[np.int64]) -> "PassageStore":
        """Return a store of these rows, counted through this one and the other after it; to be saved."""
        tokens, starts = self._ragged("tokens").joined(other._ragged("tokens"), rows)
        scales, _ = self._ragged("scales").joined(other._ragged("scales"), rows)
        sentences, sentence_starts = self._ragged("sentence_starts").joined(
            other._ragged("sentence_starts"), rows
        )
        return PassageStore(
            tokens=tokens,
            scales=scales,
            starts=starts,
            sentence_starts=sentences,
            sentence_counts=np.diff(sentence_starts).astype(np.int32),
        )

    def _ragged(self, part: str) -> Ragged:
        starts = self._sentences if part == "sentence_starts" else self._parts["starts"]
        return Ragged(self._parts[part], np.asarray(starts, dtype=np.int64))

    def __len__(self) -> int:
        """Return how many passages it holds."""
        return len(self._parts["starts"]) - 1

    def __getitem__(self, row: int) -> PassageStates:
        """Return one passage's states, float32."""
        start, end = self._parts["starts"][row : row + 2]
        tokens = self._parts["tokens"][start:end].astype(np.float32) * self._parts["scales"][start:end, None]
        first, last = self._sentences[row : row + 2]
        return PassageStates(tokens, self._parts["sentence_starts"][first:last])

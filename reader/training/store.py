"""States of many texts on disk: made once, mapped when training reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from reader.encoding import FloatArray, HalfArray, IntArray, StateEncoder, States
from reader.errors import ReaderError

CHUNK_TEXTS = 512
PARTS = ("tokens", "offsets", "starts", "vectors")


@dataclass(frozen=True)
class StateStore:
    """Texts' states end to end; text i holds rows starts[i] to starts[i + 1] of `tokens` and `offsets`."""

    tokens: HalfArray
    offsets: IntArray
    starts: IntArray
    vectors: FloatArray

    def __len__(self) -> int:
        """Return how many texts it holds."""
        return len(self.starts) - 1

    def __getitem__(self, place: int) -> States:
        """Return one text's states."""
        start, end = int(self.starts[place]), int(self.starts[place + 1])
        return States(self.tokens[start:end], self.offsets[start:end], self.vectors[place])

    @classmethod
    def of(cls, states: Sequence[States]) -> "StateStore":
        """Join states."""
        starts = np.cumsum([0] + [len(one.tokens) for one in states]).astype(np.int32)
        return cls(
            np.concatenate([one.tokens for one in states]),
            np.concatenate([one.offsets for one in states]),
            starts,
            np.stack([one.vector for one in states]),
        )

    @classmethod
    def open(cls, folder: Path) -> "StateStore":
        """Map a saved store; raises OSError or ValueError where a file is missing or damaged."""
        return cls(*(np.load(folder / f"{part}.npy", mmap_mode="r") for part in PARTS))

    def save(self, folder: Path) -> None:
        """Write the store; the folder appears whole or not at all."""
        beside = folder.with_name(f".{folder.name}.new")
        beside.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            np.save(beside / f"{part}.npy", getattr(self, part))
        beside.rename(folder)


def stored(
    folder: Path, texts: Sequence[str], side: str, encoder: StateEncoder, max_tokens: int
) -> StateStore:
    """Open the folder's states of these texts; make them where they are not there.

    ReaderError where the folder is damaged or was made of another number of texts.
    """
    if not folder.is_dir():
        states: list[States] = []
        with tqdm(total=len(texts), desc=f"{folder.parent.name} {side}", unit="text") as progress:
            for start in range(0, len(texts), CHUNK_TEXTS):
                chunk = texts[start : start + CHUNK_TEXTS]
                states += encoder.encode(chunk, side, max_tokens, progress)
        StateStore.of(states).save(folder)
    try:
        store = StateStore.open(folder)
    except (OSError, ValueError, EOFError) as error:
        raise ReaderError(f"{folder} is damaged ({error}); delete it to make it anew") from error
    if len(store) != len(texts):
        raise ReaderError(
            f"{folder} holds {len(store)} texts, expected {len(texts)}; delete it to make it anew"
        )
    return store

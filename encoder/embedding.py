"""What an encoder makes of a text, what one must be able to do, and its error."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]


class EncoderError(Exception):
    """An encoder that cannot be built, loaded or run; the message is one line for an operator."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """One text's vectors.

    vector: (dimensions,) float32 of unit length.
    tokens: (n, dimensions) float32, the last hidden states of its n content tokens (without the prompt and
        the special tokens), not normalised; n is 0 for a text without any.
    middle: (n, dimensions) float32, the same tokens' states after the middle layer, which the reader reads;
        None from an encoder that does not give them.
    """

    vector: FloatArray
    tokens: FloatArray
    middle: FloatArray | None = None


class QueryEncoder(Protocol):
    """Embeds one question at a time, from any thread."""

    @property
    def name(self) -> str:
        """The model's name, as the manifest of an index remembers it."""
        ...

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        ...

    def embed_query(self, text: str) -> Embedding:
        """Embed a question; its encoder form is what the model reads."""
        ...

"""The encoder through onnxruntime, without torch: tokenize, run, pool by mean.

SentencePiece tokenizes in 50 MB where tokenizers takes 300 for the same vocabulary, and in a quarter of the
time; a directory without its file is read by tokenizers.
"""

from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime

from arabic import encoder_form
from encoder.embedding import Embedding, EncoderError, FloatArray
from encoder.layout import (
    LAST_OUTPUT,
    MIDDLE_OUTPUT,
    ONNX_FILES,
    SENTENCEPIECE_FILE,
    TOKENIZER_FILE,
    Precision,
    Settings,
    read_settings,
)

MIN_NORM = 1e-12


class Pieces(Protocol):
    """The tokenizer of one model. Safe to share by threads."""

    first: tuple[int, ...]
    last: tuple[int, ...]

    def ids(self, text: str) -> list[int]:
        """Return the ids of the text's pieces, without `first` and `last`, the special ones around them."""
        ...

    def names(self, text: str) -> list[str]:
        """Return the pieces themselves."""
        ...

    def located(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the ids, and where in the text (characters, start and end) each piece lies."""
        ...


def open_pieces(directory: Path) -> Pieces:
    """Open the directory's tokenizer; raises what its library raises when it is missing or damaged."""
    if (directory / SENTENCEPIECE_FILE).is_file():
        return SentencePieces(directory / SENTENCEPIECE_FILE)
    return FastPieces(directory / TOKENIZER_FILE)


class SentencePieces:
    """Pieces by SentencePiece."""

    def __init__(self, path: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor = SentencePieceProcessor(model_file=str(path))
        self.first: tuple[int, ...] = (int(self._processor.bos_id()),)
        self.last: tuple[int, ...] = (int(self._processor.eos_id()),)

    def ids(self, text: str) -> list[int]:
        """Return the ids of the text's pieces."""
        return list(self._processor.encode(text))

    def names(self, text: str) -> list[str]:
        """Return the pieces themselves."""
        return list(self._processor.encode(text, out_type=str))

    def located(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the ids and the places of the text's pieces."""
        found = self._processor.encode(text, return_type="offset_mapping")
        return list(found["ids"]), [(int(start), int(end)) for start, end in found["offsets"]]


class FastPieces:
    """Pieces by tokenizers."""

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        bare = self._tokenizer.encode("", add_special_tokens=False).ids
        around = self._tokenizer.encode("").ids
        middle = (len(around) + 1) // 2 if not bare else around.index(bare[0])
        self.first, self.last = tuple(around[:middle]), tuple(around[middle + len(bare) :])

    def ids(self, text: str) -> list[int]:
        """Return the ids of the text's pieces."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def names(self, text: str) -> list[str]:
        """Return the pieces themselves."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).tokens)

    def located(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the ids and the places of the text's pieces."""
        found = self._tokenizer.encode(text, add_special_tokens=False)
        return list(found.ids), list(found.offsets)


class OnnxEncoder:
    """One ONNX file of a sentence-transformers directory that pools by mean. Safe to share by threads."""

    def __init__(self, session: onnxruntime.InferenceSession, pieces: Pieces, settings: Settings) -> None:
        self._session = session
        self._pieces = pieces
        self._settings = settings
        self._inputs = {entry.name for entry in session.get_inputs()}
        given = [entry.name for entry in session.get_outputs()]
        self._outputs = [LAST_OUTPUT, MIDDLE_OUTPUT] if MIDDLE_OUTPUT in given else given[:1]
        self._prompt_lengths = {
            prompt: len(pieces.ids(prompt.strip()))
            for prompt in (settings.query_prompt, settings.passage_prompt)
        }

    @classmethod
    def open(cls, directory: Path, precision: Precision = "int8") -> "OnnxEncoder":
        """Open the directory's file of that precision; EncoderError says what is missing."""
        path = directory / ONNX_FILES[precision]
        if not path.is_file():
            raise EncoderError(f"no encoder at {path}; build it with 'make model'")
        settings = read_settings(directory)
        try:
            pieces = open_pieces(directory)
            session = onnxruntime.InferenceSession(
                str(path), _one_thread(), providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise their own bare exceptions
            raise EncoderError(f"cannot load the encoder at {path}: {_first_line(error)}") from error
        return cls(session, pieces, settings)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._settings.name

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        return int(self._session.get_outputs()[0].shape[-1])

    @property
    def gives_middle(self) -> bool:
        """Whether embeddings have the middle layer's states."""
        return len(self._outputs) > 1

    def embed_query(self, text: str) -> Embedding:
        """Embed a question."""
        return self._embed(text, self._settings.query_prompt)

    def embed_passage(self, text: str) -> Embedding:
        """Embed a passage."""
        return self._embed(text, self._settings.passage_prompt)

    def tokenize(self, text: str) -> list[str]:
        """Return the pieces of the text's encoder form, without prompt and special tokens."""
        return self._pieces.names(encoder_form(text))

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model reads for a bare question, prompt and special tokens included."""
        return len(self._ids(self._settings.query_prompt + text))

    def _embed(self, text: str, prompt: str) -> Embedding:
        ids = np.array([self._ids((prompt + encoder_form(text)).strip())], dtype=np.int64)
        states: FloatArray
        states, *middle = (each[0] for each in self._session.run(self._outputs, self._feed(ids)))
        mean = states.mean(axis=0)
        vector = mean / max(float(np.linalg.norm(mean)), MIN_NORM)
        content = slice(
            len(self._pieces.first) + self._prompt_lengths[prompt], len(states) - len(self._pieces.last)
        )
        return Embedding(
            vector.astype(np.float32),
            states[content].astype(np.float32),
            middle[0][content].astype(np.float32) if middle else None,
        )

    def _ids(self, text: str) -> list[int]:
        """Return what the model reads: the special pieces around as many of the text's as it has room for."""
        first, last = self._pieces.first, self._pieces.last
        room = self._settings.max_tokens - len(first) - len(last)
        return [*first, *self._pieces.ids(text)[:room], *last]

    def _feed(self, ids: np.ndarray[Any, np.dtype[np.int64]]) -> dict[str, Any]:
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        return {name: value for name, value in feed.items() if name in self._inputs}


def _one_thread() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return options


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]

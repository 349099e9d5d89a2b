"""The encoder as Rasa and the index run it: onnxruntime on one thread, without torch."""

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from arabic import encoder_form
from encoder.embedding import Embedding, FloatArray
from encoder.errors import EncoderError
from encoder.layout import ONNX_FILES, Precision, Settings, read_settings
from encoder.pieces import Pieces, open_pieces

MIN_NORM = 1e-12


class OnnxEncoder:
    """One ONNX file of a sentence-transformers directory that pools by mean. Safe to share by threads."""

    def __init__(self, session: onnxruntime.InferenceSession, pieces: Pieces, settings: Settings) -> None:
        self._session = session
        self._pieces = pieces
        self._settings = settings
        self._inputs = {entry.name for entry in session.get_inputs()}
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
        states: FloatArray = self._session.run(None, self._feed(ids))[0][0]
        mean = states.mean(axis=0)
        vector = mean / max(float(np.linalg.norm(mean)), MIN_NORM)
        first = len(self._pieces.first) + self._prompt_lengths[prompt]
        content = states[first : len(states) - len(self._pieces.last)]
        return Embedding(vector.astype(np.float32), content.astype(np.float32))

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

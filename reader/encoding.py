"""The encoder's states that the reader reads: those of its ninth layer.

The encoder's own int8 file gives them as a second output, so that a question is encoded once for search and
reading. What learns and what serves read the same file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from arabic import encoder_form
from encoder.layout import LAST_OUTPUT, MIDDLE_OUTPUT, ONNX_FILES, has_int8, read_settings
from encoder.onnx import Pieces, open_pieces
from reader.errors import ReaderError

BATCH_TOKENS = 2048
PART_TOKENS = 320

FloatArray = npt.NDArray[np.float32]
HalfArray = npt.NDArray[np.float16]
IntArray = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class States:
    """One text as the reader takes it.

    tokens: float16 of shape (n, dimensions), the ninth layer's states of its n content tokens.
    offsets: int32 of shape (n, 2), where each token lies in the text's encoder form.
    vector: float32 of shape (dimensions,), the encoder's sentence vector, of unit length.
    """

    tokens: HalfArray
    offsets: IntArray
    vector: FloatArray


class StateEncoder:
    """The encoder's file with its ninth layer as a second output, and its tokenizer."""

    def __init__(self, session: Any, pieces: Pieces, prompts: dict[str, str]) -> None:
        self._session = session
        self._pieces = pieces
        self._before = {
            side: [*pieces.first, *pieces.ids(prompt.strip())] for side, prompt in prompts.items()
        }

    @classmethod
    def open(cls, directory: Path, threads: int = 1) -> "StateEncoder":
        """Open an encoder's directory; ReaderError where its int8 file does not give these states."""
        import onnxruntime

        path = directory / ONNX_FILES["int8"]
        if not has_int8(directory):
            raise ReaderError(f"no encoder that the reader knows in {directory}; build it with 'make model'")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            pieces = open_pieces(directory)
            session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # both libraries raise their own bare exceptions
            reason = (str(error) or type(error).__name__).splitlines()[0]
            raise ReaderError(f"cannot load the encoder at {path}: {reason}") from error
        if MIDDLE_OUTPUT not in {output.name for output in session.get_outputs()}:
            raise ReaderError(f"{path} does not give the states that the reader reads; run 'make model'")
        settings = read_settings(directory)
        return cls(session, pieces, {"query": settings.query_prompt, "passage": settings.passage_prompt})

    def encode(
        self, texts: Sequence[str], side: str, max_tokens: int | None = None, progress: Any = None
    ) -> list[States]:
        """Return the states of each text, in order; side: "query" or "passage".

        What is longer than max_tokens is cut; without it, a long text is encoded in parts of PART_TOKENS.
        """
        size = max_tokens or PART_TOKENS
        before, after = self._before[side], self._pieces.last
        read = [self._located(encoder_form(text), max_tokens) for text in texts]
        split = [[ids[at : at + size] for at in range(0, max(len(ids), 1), size)] for ids, _ in read]
        rows = [[*before, *part, *after] for parts in split for part in parts]
        encoded = iter(self._encode_rows(rows, len(before), progress))
        found = []
        for parts, (_, offsets) in zip(split, read, strict=True):
            tokens, sums = zip(*islice(encoded, len(parts)), strict=True)
            total = np.sum(sums, axis=0)
            vector = total / max(float(np.linalg.norm(total)), 1e-12)
            found.append(States(np.concatenate(tokens), offsets, vector.astype(np.float32)))
        return found

    def _encode_rows(
        self, rows: list[list[int]], skipped: int, progress: Any
    ) -> list[tuple[HalfArray, FloatArray]]:
        """Return each row's content states, and the sum of its last states; neighbours in length together."""
        order = sorted(range(len(rows)), key=lambda place: len(rows[place]))
        made: dict[int, tuple[HalfArray, FloatArray]] = {}
        while len(made) < len(rows):
            batch = order[len(made) : len(made) + 1]
            while (after := order[len(made) + len(batch) :][:1]) and len(rows[after[0]]) * (
                len(batch) + 1
            ) <= BATCH_TOKENS:
                batch += after
            last, middle = self._run([rows[place] for place in batch])
            for at, place in enumerate(batch):
                length = len(rows[place])
                content = middle[at, skipped : length - len(self._pieces.last)].astype(np.float16)
                made[place] = content, last[at, :length].sum(axis=0)
            if progress is not None:
                progress.update(len(batch))
        return [made[place] for place in range(len(rows))]

    def _located(self, form: str, max_tokens: int | None) -> tuple[list[int], IntArray]:
        ids, offsets = self._pieces.located(form)
        return ids[:max_tokens], np.array(offsets[:max_tokens], dtype=np.int32).reshape(-1, 2)

    def _run(self, rows: list[list[int]]) -> tuple[FloatArray, FloatArray]:
        longest = max(map(len, rows))
        ids = np.ones((len(rows), longest), dtype=np.int64)  # 1: the padding piece
        mask = np.zeros_like(ids)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = row
            mask[place, : len(row)] = 1
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        last, middle = self._session.run([LAST_OUTPUT, MIDDLE_OUTPUT], feed)
        return last, middle

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
from encoder.layout import LAST_OUTPUT, MIDDLE_OUTPUT, ONNX_FILES, SENTENCEPIECE_FILE, read_settings
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
    """The encoder's file with its ninth layer as a second output, and its SentencePiece file."""

    def __init__(self, session: Any, processor: Any, prompts: dict[str, str]) -> None:
        self._session = session
        self._processor = processor
        self._prompts = {side: list(processor.encode(prompt.strip())) for side, prompt in prompts.items()}

    @classmethod
    def open(cls, directory: Path, threads: int = 1) -> "StateEncoder":
        """Open an encoder's directory; ReaderError where its int8 file does not give these states."""
        import onnxruntime
        from sentencepiece import SentencePieceProcessor

        path = directory / ONNX_FILES["int8"]
        if not path.is_file() or not (directory / SENTENCEPIECE_FILE).is_file():
            raise ReaderError(f"no encoder that the reader knows in {directory}; build it with 'make model'")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        if MIDDLE_OUTPUT not in {output.name for output in session.get_outputs()}:
            raise ReaderError(f"{path} does not give the states that the reader reads; run 'make model'")
        settings = read_settings(directory)
        processor = SentencePieceProcessor(model_file=str(directory / SENTENCEPIECE_FILE))
        return cls(session, processor, {"query": settings.query_prompt, "passage": settings.passage_prompt})

    def encode(
        self, texts: Sequence[str], side: str, max_tokens: int | None = None, progress: Any = None
    ) -> list[States]:
        """Return the states of each text, in order; side: "query" or "passage".

        What is longer than max_tokens is cut; without it, a long text is encoded in parts of PART_TOKENS.
        """
        size = max_tokens or PART_TOKENS
        read = [self._pieces(encoder_form(text), max_tokens) for text in texts]
        split = [[ids[at : at + size] for at in range(0, max(len(ids), 1), size)] for ids, _ in read]
        rows = [[self._bos, *self._prompts[side], *part, self._eos] for parts in split for part in parts]
        encoded = iter(self._encode_rows(rows, 1 + len(self._prompts[side]), progress))
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
                content = middle[at, skipped : length - 1].astype(np.float16)
                made[place] = content, last[at, :length].sum(axis=0)
            if progress is not None:
                progress.update(len(batch))
        return [made[place] for place in range(len(rows))]

    @property
    def _bos(self) -> int:
        return int(self._processor.bos_id())

    @property
    def _eos(self) -> int:
        return int(self._processor.eos_id())

    def _pieces(self, form: str, max_tokens: int | None) -> tuple[list[int], IntArray]:
        mapped = self._processor.encode(form, return_type="offset_mapping")
        offsets = np.array(mapped["offsets"][:max_tokens], dtype=np.int32).reshape(-1, 2)
        return list(mapped["ids"][:max_tokens]), offsets

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

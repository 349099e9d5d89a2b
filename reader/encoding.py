"""The encoder's states that the reader reads: those of its ninth layer.

The encoder's own int8 file gives them when its graph names one output more, so that a question is encoded
once for search and reading. What learns and what serves read the same file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from arabic import encoder_form
from encoder.layout import ONNX_FILES, SENTENCEPIECE_FILE, Precision, read_settings
from reader.errors import ReaderError

LAYER = 9  # of the encoder's twelve; the reader's own layers stand where the last three stood
LAYER_OUTPUT = f"/encoder/layer.{LAYER - 1}/output/LayerNorm/LayerNormalization_output_0"
BATCH_TOKENS = 2048

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
    def open(cls, directory: Path, precision: Precision = "int8", threads: int = 1) -> "StateEncoder":
        """Open an encoder's directory; ReaderError where its graph has no such layer."""
        import onnx
        import onnxruntime
        from sentencepiece import SentencePieceProcessor

        path = directory / ONNX_FILES[precision]
        if not path.is_file() or not (directory / SENTENCEPIECE_FILE).is_file():
            raise ReaderError(f"no encoder that the reader knows in {directory}; build it with 'make model'")
        model = onnx.load(str(path))
        if not any(LAYER_OUTPUT in node.output for node in model.graph.node):
            raise ReaderError(
                f"{path} has no layer output {LAYER_OUTPUT!r}; the reader needs e5-small's graph"
            )
        model.graph.output.append(
            onnx.helper.make_tensor_value_info(LAYER_OUTPUT, onnx.TensorProto.FLOAT, None)
        )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        settings = read_settings(directory)
        processor = SentencePieceProcessor(model_file=str(directory / SENTENCEPIECE_FILE))
        return cls(session, processor, {"query": settings.query_prompt, "passage": settings.passage_prompt})

    def encode(
        self, texts: Sequence[str], side: str, max_tokens: int = 320, progress: Any = None
    ) -> list[States]:
        """Return the states of each text, in order; side: "query" or "passage"; what is longer is cut."""
        prompt = self._prompts[side]
        read = [self._pieces(encoder_form(text), max_tokens) for text in texts]
        found: dict[int, States] = {}
        order = sorted(range(len(texts)), key=lambda place: len(read[place][0]))
        start = 0
        while start < len(order):
            longest = start
            while (
                longest + 1 < len(order)
                and (longest + 2 - start) * (len(read[order[longest + 1]][0]) + len(prompt) + 2)
                <= BATCH_TOKENS
            ):
                longest += 1
            places = order[start : longest + 1]
            rows = [[self._bos, *prompt, *read[place][0], self._eos] for place in places]
            last, middle = self._run(rows)
            for row, place in enumerate(places):
                mean = last[row, : len(rows[row])].mean(axis=0)
                tokens = middle[row, 1 + len(prompt) : len(rows[row]) - 1]
                vector = mean / max(float(np.linalg.norm(mean)), 1e-12)
                found[place] = States(tokens.astype(np.float16), read[place][1], vector.astype(np.float32))
            start = longest + 1
            if progress is not None:
                progress.update(len(places))
        return [found[place] for place in range(len(texts))]

    @property
    def _bos(self) -> int:
        return int(self._processor.bos_id())

    @property
    def _eos(self) -> int:
        return int(self._processor.eos_id())

    def _pieces(self, form: str, max_tokens: int) -> tuple[list[int], IntArray]:
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
        last, middle = self._session.run(["last_hidden_state", LAYER_OUTPUT], feed)
        return last, middle

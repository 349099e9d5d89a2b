"""The encoder through sentence-transformers: passages in batches, and any model that is not ours."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from arabic import encoder_form
from encoder.embedding import Embedding, EncoderError, QueryEncoder
from encoder.layout import ONNX_FILES, PROMPTS_FILE, has_int8, read_json
from encoder.onnx import OnnxEncoder

BATCH_PASSAGES = 16
HUB_SECONDS = 10.0
PROGRESS_FROM_PASSAGES = 64  # a shorter build ends before a progress bar says anything


class SentenceEncoder:
    """A sentence-transformers model, fp32."""

    def __init__(self, model: Any, name: str) -> None:
        self._model = model
        self.name = name

    @classmethod
    def open(cls, model: str) -> "SentenceEncoder":
        """Load a directory or a hub's name; EncoderError says what was tried."""
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        directory = Path(model)
        has_onnx = (directory / ONNX_FILES["fp32"]).is_file()
        options: dict[str, Any] = {"device": "cpu"}
        if has_onnx:
            options |= {"backend": "onnx", "model_kwargs": {"file_name": ONNX_FILES["fp32"]}}
        try:
            from sentence_transformers import SentenceTransformer
            from transformers.utils import logging

            logging.set_verbosity_error()
            if not directory.is_dir() and not _hub_has(model):
                options["local_files_only"] = True  # a download kept here serves; retries take minutes
            loaded = SentenceTransformer(model, **options)
        except Exception as error:  # whatever the libraries below it raise
            reason = (str(error) or type(error).__name__).splitlines()[0]
            tried = "a directory" if directory.is_dir() else "a directory here, then a name on the model hub"
            raise EncoderError(
                f"cannot load the encoder {model!r} (tried as {tried}): {reason}; "
                "set DALEEL_ENCODER to a sentence-transformers model or run 'make model'"
            ) from error
        return cls(loaded, name_of(model))

    @property
    def dimensions(self) -> int:
        """The length of every vector."""
        return int(self._model.get_embedding_dimension())

    def embed_passages(self, texts: Sequence[str]) -> list[Embedding]:
        """Embed passages in batches, in order; a progress bar shows on long lists."""
        return self._embed(texts, self._prompt("passage", "document"), len(texts) >= PROGRESS_FROM_PASSAGES)

    def embed_query(self, text: str) -> Embedding:
        """Embed a question."""
        return self._embed([text], self._prompt("query"), False)[0]

    def _prompt(self, *names: str) -> str:
        prompts: dict[str, str] = self._model.prompts
        return next((prompts[name] for name in names if prompts.get(name)), "")

    def _embed(self, texts: Sequence[str], prompt: str, show_progress: bool) -> list[Embedding]:
        skipped = len(self._model.tokenizer.tokenize(prompt.strip()))
        found: dict[int, Embedding] = {}
        # Neighbours in length share a batch, so that little of it is padding.
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        batches = range(0, len(order), BATCH_PASSAGES)
        for start in tqdm(batches, desc="passages", unit="batch", disable=not show_progress):
            places = order[start : start + BATCH_PASSAGES]
            outputs = self._forward([(prompt + encoder_form(texts[place])).strip() for place in places])
            for row, place in enumerate(places):
                found[place] = _embedding(outputs, row, skipped)
        return [found[place] for place in range(len(texts))]

    def _forward(self, texts: list[str]) -> dict[str, Any]:
        """Run the whole model, pooling and all, on one batch."""
        import torch

        with torch.inference_mode():
            outputs: dict[str, Any] = self._model(self._model.preprocess(texts))
        return outputs


def open_query_encoder(model: str) -> QueryEncoder:
    """Open what embeds questions: the int8 file where the directory has one, else sentence-transformers."""
    if has_int8(Path(model)):
        return OnnxEncoder.open(Path(model))
    return SentenceEncoder.open(model)


def _embedding(outputs: dict[str, Any], row: int, skipped: int) -> Embedding:
    """Make unit vectors of one row: its content tokens stand between the prompt and the last token."""
    vector = np.asarray(outputs["sentence_embedding"][row].numpy(), dtype=np.float32)
    states = np.asarray(outputs["token_embeddings"][row].numpy(), dtype=np.float32)
    length = int(outputs["attention_mask"][row].sum())
    return Embedding(vector / max(float(np.linalg.norm(vector)), 1e-12), states[1 + skipped : length - 1])


def _hub_has(model: str) -> bool:
    """Ask the hub once whether it has the model; False where it cannot be asked."""
    from huggingface_hub import model_info

    try:
        model_info(model, timeout=HUB_SECONDS)
    except Exception:  # no such name, no such form of name, no network
        return False
    return True


def name_of(model: str) -> str:
    """Return the name that a directory remembers, else the directory's own; a hub's name as given."""
    directory = Path(model)
    if not directory.is_dir():
        return model
    settings = directory / PROMPTS_FILE
    remembered = read_json(settings).get("model_name") if settings.is_file() else None
    return str(remembered or directory.resolve().name)

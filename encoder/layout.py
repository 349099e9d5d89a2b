"""Where the parts of a sentence-transformers directory lie, and what they say."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from encoder.embedding import EncoderError

Precision = Literal["fp32", "int8"]
ONNX_FILES: dict[Precision, str] = {"fp32": "onnx/model.onnx", "int8": "onnx/model_int8.onnx"}
TOKENIZER_FILE = "tokenizer.json"
SENTENCEPIECE_FILE = "sentencepiece.model"
PROMPTS_FILE = "config_sentence_transformers.json"
POOLING_FILE = "1_Pooling/config.json"
LENGTH_FILE = "sentence_bert_config.json"
MIDDLE_LAYER = 9  # of twelve; the package reader reads its states, an output of the int8 file
MIDDLE_OUTPUT = "middle_hidden_state"
LAST_OUTPUT = "last_hidden_state"
SENTENCES_FILE = Path(__file__).with_name("proof_sentences.txt")  # ordinary Arabic sentences, one a line


@dataclass(frozen=True, slots=True)
class Settings:
    """What the directory says about the use of its model."""

    query_prompt: str
    passage_prompt: str
    max_tokens: int
    name: str


def read_settings(directory: Path) -> Settings:
    """Read prompts, length and pooling of a directory; EncoderError when it pools in a way unknown here."""
    prompts = read_json(directory / PROMPTS_FILE)
    pooling = read_json(directory / POOLING_FILE)
    # sentence-transformers wrote one flag a mode before version 5.
    if pooling.get("pooling_mode") != "mean" and not pooling.get("pooling_mode_mean_tokens"):
        raise EncoderError(f"{directory} does not pool by mean, the only pooling that runs without torch")
    texts = prompts.get("prompts") or {}
    return Settings(
        query_prompt=texts.get("query", ""),
        passage_prompt=texts.get("passage", texts.get("document", "")),
        max_tokens=int(read_json(directory / LENGTH_FILE).get("max_seq_length") or 512),
        name=str(prompts.get("model_name") or directory.resolve().name),
    )


def has_int8(directory: Path) -> bool:
    """Tell whether a question can be embedded there without torch."""
    has_tokenizer = any((directory / name).is_file() for name in (SENTENCEPIECE_FILE, TOKENIZER_FILE))
    return (directory / ONNX_FILES["int8"]).is_file() and has_tokenizer


def read_json(path: Path) -> dict[str, Any]:
    """Read one JSON object; EncoderError names the file that is missing or damaged."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise EncoderError(f"{path} is missing; build the encoder with 'make model'") from error
    except ValueError as error:
        raise EncoderError(f"{path} is not JSON ({error}); delete its folder and run 'make model'") from error
    if not isinstance(value, dict):
        raise EncoderError(f"{path} holds {type(value).__name__}, expected an object")
    return value


def read_sentences() -> list[str]:
    """Return the Arabic sentences that come with the encoder, on which it is proved."""
    return [line for line in SENTENCES_FILE.read_text(encoding="utf-8").splitlines() if line]

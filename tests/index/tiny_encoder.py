"""A sentence-transformers directory of a few kilobytes, opened by every part of ours as the real one is.

Its model is one table: a token's state is a row of it, whatever stands around. A text's vector is the mean
over its letters, so texts that share words are near each other, and a build takes a moment. The int8 file
gives a second table's rows too, as the states that the reader reads.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Regex, Tokenizer, pre_tokenizers, processors
from tokenizers.models import WordLevel

DIMENSIONS = 32
ROWS = 4096
LETTERS = [chr(code) for code in (*range(0x20, 0x7F), *range(0x600, 0x700))]
SPECIAL = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
MODULES = (("0", "", "Transformer"), ("1", "1_Pooling", "Pooling"), ("2", "2_Normalize", "Normalize"))


def write_tiny_encoder(folder: Path, name: str = "tiny", seed: int = 0, dimensions: int = DIMENSIONS) -> Path:
    """Write the directory and return it; another seed is another model."""
    for part in ("onnx", "1_Pooling", "2_Normalize"):
        (folder / part).mkdir(parents=True)
    rng = np.random.default_rng(seed)
    table, middle = (rng.normal(size=(ROWS, dimensions)).astype(np.float32) for _ in range(2))
    onnx.save(_table_model(last_hidden_state=table), str(folder / "onnx/model.onnx"))
    int8 = _table_model(last_hidden_state=table, middle_hidden_state=middle)
    onnx.save(int8, str(folder / "onnx/model_int8.onnx"))
    _tokenizer().save(str(folder / "tokenizer.json"))
    modules = [
        {"idx": number, "name": index, "path": path, "type": f"sentence_transformers.models.{kind}"}
        for number, (index, path, kind) in enumerate(MODULES)
    ]
    settings: dict[str, Any] = {
        "modules.json": modules,
        "config.json": {
            "model_type": "bert",
            "hidden_size": dimensions,
            "vocab_size": ROWS,
            "pad_token_id": 1,
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "q: ", "passage": "p: "},
            "model_name": name,
        },
        "sentence_bert_config.json": {"max_seq_length": 512, "do_lower_case": False},
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": 512,
            **SPECIAL,
        },
        "1_Pooling/config.json": {"embedding_dimension": dimensions, "pooling_mode": "mean"},
    }
    for path, value in settings.items():
        (folder / path).write_text(json.dumps(value), encoding="utf-8")
    return folder


def _tokenizer() -> Tokenizer:
    """One token a letter, spaces left out."""
    ids = {piece: number for number, piece in enumerate([*SPECIAL.values(), *LETTERS])}
    tokenizer = Tokenizer(WordLevel(ids, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Split(Regex("."), "isolated")]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer


def _table_model(**tables: np.ndarray) -> onnx.ModelProto:
    """Return a model whose outputs are these tables' rows."""
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "length", table.shape[1]])
        for name, table in tables.items()
    ]
    nodes = [helper.make_node("Gather", [f"{name}_table", "input_ids"], [name], axis=0) for name in tables]
    kept = [numpy_helper.from_array(table, f"{name}_table") for name, table in tables.items()]
    graph = helper.make_graph(nodes, "table", inputs, outputs, kept)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)

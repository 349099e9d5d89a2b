"""A reader's folder of a few kilobytes, opened by every part of ours as the real one is.

Its network says how well the question's tokens are met in the passage, and where.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from index.confidence import MOST_WRONG_ANSWERS, READ_FEATURES, TEXT_FEATURES, Confidence, Judge, Logistic
from index.reading import CONFIDENCE_FILE, READER_FILE, fingerprint
from index.transfer import TransferredConfidence
from reader.card import METADATA_KEY, Card
from tests.index.tiny_encoder import DIMENSIONS

ENCODER = "tiny"
FALLING = tuple(1.0 - bearable / 100 for bearable in range(MOST_WRONG_ANSWERS + 1))


def tiny_card(dimensions: int = DIMENSIONS) -> Card:
    zeros = (0.0,) * dimensions
    return Card(ENCODER, data=("made",), question_mean=zeros, passage_mean=zeros)


def write_tiny_reader(folder: Path, card: Card | None = None, weight: float = 0.25) -> Path:
    """Write the folder and return it; the logit is the likeness, 32 at most, times the weight."""
    folder.mkdir(parents=True, exist_ok=True)
    card = card or tiny_card()
    write_network(folder / READER_FILE, card.to_json(), weight=weight)
    tiny_confidence(folder).save(folder / CONFIDENCE_FILE)
    return folder


def tiny_confidence(folder: Path) -> TransferredConfidence:
    """Return a confidence that goes with the folder's reader: the words decide, and the reader a little."""
    return TransferredConfidence(
        encoder=ENCODER,
        reader=fingerprint(folder / READER_FILE),
        unread=judges(TEXT_FEATURES),
        read=judges(READ_FEATURES),
        measured={"made": {"auroc": 0.9, "strict": {"right": 0.8}}},
    )


def judges(features: tuple[str, ...]) -> Confidence:
    """Return judges by BM25 alone; of what was read the reader's say counts too."""
    weights = tuple({"words_per_gram": 8.0, "reader": 0.1}.get(name, 0.0) for name in features)
    zeros, ones = (0.0,) * len(features), (1.0,) * len(features)
    near = Logistic(TEXT_FEATURES, (0.0,) * 5, (1.0,) * 5, (1.0, 0.0, 0.0, 0.0, 0.0), 0.0)
    return Confidence(Judge(Logistic(features, zeros, ones, weights, -5.0), FALLING), None, near)


def write_network(
    path: Path, metadata: object, dimensions: int = DIMENSIONS, weight: float = 0.25, key: str = METADATA_KEY
) -> None:
    """Write question · passage: the mean of each asked token's best is the logit, each word's its own."""
    floats = TensorProto.FLOAT
    graph = helper.make_graph(
        [
            helper.make_node("Transpose", ["passage"], ["turned"], perm=[0, 2, 1]),
            helper.make_node("MatMul", ["question", "turned"], ["likeness"]),
            helper.make_node("ReduceMax", ["likeness"], ["met"], axes=[2], keepdims=0),
            helper.make_node("ReduceMean", ["met"], ["mean"], axes=[1], keepdims=0),
            helper.make_node("Mul", ["mean", "weight"], ["logit"]),
            helper.make_node("ReduceMax", ["likeness"], ["tokens"], axes=[1], keepdims=0),
        ],
        "reader",
        [
            helper.make_tensor_value_info("question", floats, [1, "asked", dimensions]),
            helper.make_tensor_value_info("passage", floats, [1, "words", dimensions]),
        ],
        [
            helper.make_tensor_value_info("logit", floats, [1]),
            helper.make_tensor_value_info("tokens", floats, [1, "words"]),
        ],
        [numpy_helper.from_array(np.array([weight], dtype=np.float32), "weight")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    helper.set_model_props(model, {key: json.dumps(metadata)})
    onnx.save(model, str(path))

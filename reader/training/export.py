"""The trained network as one int8 ONNX file that says what it is."""

import json
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import Tensor, nn

from reader.card import METADATA_KEY, Card
from reader.training.model import ReaderNetwork

INPUTS, OUTPUTS = ("question", "passage"), ("logit", "tokens")


class _OnePair(nn.Module):  # type: ignore[misc]
    """The network on one question and one passage, nothing padded."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, question: Tensor, passage: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logit, (1,), and the passage's token logits, (1, m)."""
        masks = torch.ones_like(question[..., 0]), torch.ones_like(passage[..., 0])
        logit, tokens = self.network(question, passage, *masks)
        return logit, tokens


def export(network: ReaderNetwork, path: Path, card: Card) -> None:
    """Write the network, quantized to int8 by channel; inputs float32 (1, n, d) and (1, m, d)."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval().cpu()
    dimensions = network.mean.shape[1]
    example = torch.randn(1, 9, dimensions), torch.randn(1, 40, dimensions)
    with TemporaryDirectory() as folder:
        exact = Path(folder) / "reader.onnx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the exporter that traces is deprecated, and says so at length
            torch.onnx.export(
                _OnePair(network),
                example,
                str(exact),
                input_names=list(INPUTS),
                output_names=list(OUTPUTS),
                dynamic_axes={"question": {1: "asked"}, "passage": {1: "words"}, "tokens": {1: "words"}},
                opset_version=17,
                dynamo=False,
            )
        quantized = Path(folder) / "int8.onnx"
        quantize_dynamic(
            str(exact),
            str(quantized),
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
        )
        model = onnx.load(str(quantized))
    onnx.helper.set_model_props(model, {METADATA_KEY: json.dumps(card.to_json())})
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    onnx.save(model, str(beside))
    beside.replace(path)

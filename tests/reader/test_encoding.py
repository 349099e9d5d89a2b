"""Texts to states: long ones in parts, many in batches, and what the reader's encoder must give."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from arabic import encoder_form
from encoder import OnnxEncoder
from reader import ReaderError
from reader.encoding import PART_TOKENS, StateEncoder

LONG = "كلمة تليها كلمات. " * 60


@pytest.fixture(scope="module")
def encoder(tiny_encoder: Path) -> StateEncoder:
    return StateEncoder.open(tiny_encoder)


def test_a_question_has_the_states_and_the_vector_that_search_gives_it(
    encoder: StateEncoder, tiny_encoder: Path
) -> None:
    text = "ما هو القَمْح؟"
    (states,) = encoder.encode([text], "query")
    embedding = OnnxEncoder.open(tiny_encoder).embed_query(text)
    assert embedding.middle is not None
    assert np.abs(states.tokens - embedding.middle).max() < 2e-3  # float16
    assert states.vector == pytest.approx(embedding.vector, abs=1e-6)


def test_a_long_text_is_encoded_in_parts_and_loses_no_token(encoder: StateEncoder) -> None:
    letters = len(encoder_form(LONG).replace(" ", ""))
    assert letters > 2 * PART_TOKENS
    (whole,) = encoder.encode([LONG], "passage")
    assert len(whole.tokens) == len(whole.offsets) == letters
    form = encoder_form(LONG)
    assert "".join(form[start:end] for start, end in whole.offsets) == form.replace(" ", "")
    assert float(np.linalg.norm(whole.vector)) == pytest.approx(1.0, abs=1e-5)
    (cut,) = encoder.encode([LONG], "passage", max_tokens=100)
    assert len(cut.tokens) == len(cut.offsets) == 100
    assert (cut.tokens == whole.tokens[:100]).all()
    assert (cut.offsets == whole.offsets[:100]).all()


@pytest.mark.parametrize("length", [PART_TOKENS, PART_TOKENS + 1])
def test_parts_end_where_they_should(encoder: StateEncoder, length: int) -> None:
    (states,) = encoder.encode(["س" * length], "passage")
    assert len(states.tokens) == len(states.offsets) == length


def test_many_texts_come_back_in_their_order(encoder: StateEncoder) -> None:
    texts = [LONG, "", "س", "كلام قصير", LONG[:500], "   ", "آخر"] * 4
    together = encoder.encode(texts, "passage")
    for text, states in zip(texts, together, strict=True):
        (alone,) = encoder.encode([text], "passage")
        assert (states.tokens == alone.tokens).all()
        assert (states.offsets == alone.offsets).all()
        assert states.vector == pytest.approx(alone.vector, abs=1e-6)
    assert encoder.encode([], "passage") == []


@pytest.mark.parametrize("text", ["", "  \n", "\u064e\u0651", "ـــ", "\u200f"])
def test_a_text_of_nothing_has_no_token_and_a_vector(encoder: StateEncoder, text: str) -> None:
    (states,) = encoder.encode([text], "query")
    assert states.tokens.shape == (0, 32)
    assert states.offsets.shape == (0, 2)
    assert float(np.linalg.norm(states.vector)) == pytest.approx(1.0, abs=1e-5)


def refusal(folder: Path) -> str:
    with pytest.raises(ReaderError) as caught:
        StateEncoder.open(folder)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def test_an_encoder_without_these_states_is_named(tiny_encoder: Path, tmp_path: Path) -> None:
    assert "no encoder that the reader knows" in refusal(tmp_path / "none")
    folder = shutil.copytree(tiny_encoder, tmp_path / "plain")
    shutil.copy(folder / "onnx/model.onnx", folder / "onnx/model_int8.onnx")
    assert "does not give the states that the reader reads; run 'make model'" in refusal(folder)
    (folder / "onnx/model_int8.onnx").write_bytes(b"nothing")
    assert "cannot load the encoder" in refusal(folder)


def test_the_real_encoder_gives_states_of_sentencepieces_tokens(encoder_directory: Path) -> None:
    """Not dense arithmetic: where the tokens lie, and that a question's are those that search has."""
    encoder = StateEncoder.open(encoder_directory)
    text = "الأُولى هنا. ﷺ والثانية ﻻ 😀 هناك."
    (states,) = encoder.encode([text], "query")
    form = encoder_form(text)
    assert len(states.tokens) == len(states.offsets)
    assert "".join(form[start:end] for start, end in states.offsets) == form
    middle = OnnxEncoder.open(encoder_directory).embed_query(text).middle
    assert middle is not None
    assert middle.shape == states.tokens.shape
    assert np.abs(middle - states.tokens).max() < 0.01

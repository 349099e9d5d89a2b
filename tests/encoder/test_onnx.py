"""The encoder as Rasa and the index run it. Runs in both environments: nothing here needs torch."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from encoder import EncoderError, OnnxEncoder

QUESTION = "ما دور المؤسسات الصغيرة في التشغيل؟"
TEXTS = {
    "arabic": QUESTION,
    "empty": "",
    "blanks": " \t\n\u00a0",
    "emoji": "😀🎉👍🏽",
    "diacritics_alone": "\u064e\u064b\u0652",
    "latin": "How do small enterprises create jobs?",
    "arabic_indic_digits": "هل توفر ٢٠٢٤ منصبا؟",
    "mixed_direction": "ما معنى startup و PME في ٢٠٢٤؟ \u202bمثلا\u202c",
    "control_characters": "\x00\x07\x1b",
    "lone_surrogate": "ما دور \ud800 المؤسسات",
    "long": "المؤسسات الصغيرة والمتوسطة " * 371,
    "one_long_word": "خ" * 10_000,
}


@pytest.fixture(scope="module")
def encoder(encoder_directory: Path) -> OnnxEncoder:
    """The int8 file."""
    return OnnxEncoder.open(encoder_directory)


@pytest.fixture(scope="module")
def exact(encoder_directory: Path) -> OnnxEncoder:
    """The fp32 file."""
    return OnnxEncoder.open(encoder_directory, "fp32")


def replace(file: Path, content: bytes) -> None:
    file.unlink()
    file.write_bytes(content)


def refusal(directory: Path) -> str:
    """Return the message of the error, which must be one line."""
    with pytest.raises(EncoderError) as caught:
        OnnxEncoder.open(directory)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    return message


def test_it_is_the_model_of_384_dimensions(encoder: OnnxEncoder) -> None:
    assert (encoder.name, encoder.dimensions) == ("intfloat/multilingual-e5-small", 384)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("side", ["embed_query", "embed_passage"])
def test_any_text_has_a_unit_vector_and_a_row_a_token(encoder: OnnxEncoder, name: str, side: str) -> None:
    embedding = getattr(encoder, side)(TEXTS[name])
    assert embedding.vector.shape == (384,)
    assert embedding.vector.dtype == embedding.tokens.dtype == np.float32
    assert np.linalg.norm(embedding.vector) == pytest.approx(1.0, abs=1e-5)
    assert np.isfinite(embedding.tokens).all()
    if len(encoder.tokenize(TEXTS[name])) < 500:
        assert embedding.tokens.shape == (len(encoder.tokenize(TEXTS[name])), 384)


@pytest.mark.parametrize("name", ["empty", "blanks", "diacritics_alone", "control_characters"])
def test_a_text_without_letters_has_no_tokens(encoder: OnnxEncoder, name: str) -> None:
    assert encoder.tokenize(TEXTS[name]) == []
    assert encoder.embed_query(TEXTS[name]).tokens.shape == (0, 384)
    assert encoder.embed_passage(TEXTS[name]).tokens.shape == (0, 384)


def test_a_text_too_long_is_cut_to_512_tokens_and_keeps_its_beginning(encoder: OnnxEncoder) -> None:
    # <s>, </s> and the prompt leave that much room.
    room = 512 - encoder.count_tokens("")
    assert len(encoder.embed_query(TEXTS["long"]).tokens) == room
    assert encoder.count_tokens(TEXTS["long"]) == 512
    longer = encoder.embed_query(TEXTS["long"] + "شيء آخر تماما " * 300)
    np.testing.assert_array_equal(longer.vector, encoder.embed_query(TEXTS["long"]).vector)


def test_pieces_leave_out_prompt_and_special_tokens(encoder: OnnxEncoder) -> None:
    assert encoder.tokenize("ما دور المؤسسات") == ["▁ما", "▁دور", "▁المؤسسات"]
    assert encoder.count_tokens("ما دور المؤسسات") == encoder.count_tokens("") + 3


def test_token_vectors_are_those_of_the_content(exact: OnnxEncoder) -> None:
    """The mean of all states is the vector, so the prompt's and the special tokens' are what is left over."""
    both = [exact.embed_query(text) for text in ("المنافسة", "المنافسة والابتكار")]
    assert [len(embedding.tokens) for embedding in both] == [
        len(exact.tokenize("المنافسة")),
        len(exact.tokenize("المنافسة والابتكار")),
    ]
    first, second = (embedding.tokens[0] / np.linalg.norm(embedding.tokens[0]) for embedding in both)
    other = both[1].tokens[-1] / np.linalg.norm(both[1].tokens[-1])
    assert first @ second > first @ other


@pytest.mark.parametrize(
    "dressed",
    [
        "مَا دَوْرُ المُؤَسَّسَاتِ الصَّغِيرَةِ فِي التَّشْغِيلِ؟",
        "مـــا دور المؤسـسات الصغيــرة في التشغيل؟",
        "\u200fما دور المؤسسات\u200b الصغيرة في \u202bالتشغيل\u202c؟",
        "  ما دور\u00a0المؤسسات   الصغيرة في التشغيل؟ ",
    ],
    ids=["diacritics", "tatweel", "marks_of_direction", "spaces"],
)
def test_what_the_encoder_form_strips_does_not_change_the_vector(encoder: OnnxEncoder, dressed: str) -> None:
    np.testing.assert_array_equal(encoder.embed_query(dressed).vector, encoder.embed_query(QUESTION).vector)
    np.testing.assert_array_equal(
        encoder.embed_passage(dressed).tokens, encoder.embed_passage(QUESTION).tokens
    )
    assert encoder.tokenize(dressed) == encoder.tokenize(QUESTION)


def test_letters_are_not_folded(encoder: OnnxEncoder) -> None:
    assert encoder.tokenize("إدارة") != encoder.tokenize("اداره")


def test_a_question_and_a_passage_are_embedded_differently(encoder: OnnxEncoder) -> None:
    asked, told = encoder.embed_query(QUESTION).vector, encoder.embed_passage(QUESTION).vector
    assert 0.8 < float(asked @ told) < 0.999


def test_a_question_is_nearer_to_its_answer_than_to_something_else(encoder: OnnxEncoder) -> None:
    answer = encoder.embed_passage("التخفيف من المشكلات الاجتماعية من خلال ما توفره من مناصب شغل").vector
    else_ = encoder.embed_passage("أضف السكر إلى الطحين واخلط جيدا ثم ضعه في الفرن").vector
    asked = encoder.embed_query("كيف تساعد في الحد من البطالة؟").vector
    assert float(asked @ answer) > float(asked @ else_) + 0.02


def test_int8_is_near_fp32(encoder: OnnxEncoder, exact: OnnxEncoder) -> None:
    for name in set(TEXTS) - {"one_long_word"}:  # which is no language
        for side in ("embed_query", "embed_passage"):
            ours, theirs = (getattr(each, side)(TEXTS[name][:300]).vector for each in (encoder, exact))
            assert float(ours @ theirs) >= 0.98, (side, name)


def test_eight_threads_give_the_vectors_of_one(encoder: OnnxEncoder) -> None:
    texts = [f"{text[:200]} {number}" for number in range(5) for text in TEXTS.values()]
    alone = [encoder.embed_query(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(encoder.embed_query, texts))
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one.vector, other.vector)
        np.testing.assert_array_equal(one.tokens, other.tokens)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_unicode_text_embeds(encoder: OnnxEncoder, text: str) -> None:
    embedding = encoder.embed_query(text)
    assert np.linalg.norm(embedding.vector) == pytest.approx(1.0, abs=1e-5)
    assert np.isfinite(embedding.tokens).all()


def test_a_missing_directory_says_what_to_run(tmp_path: Path) -> None:
    message = refusal(tmp_path / "nowhere")
    assert str(tmp_path / "nowhere") in message
    assert "make model" in message


@pytest.mark.parametrize("name", ["onnx/model_int8.onnx", "sentencepiece.model"])
@pytest.mark.parametrize("content", [b"", b"no model at all", b"\x08\x07" * 40])
def test_a_damaged_file_is_named(copy: Path, name: str, content: bytes) -> None:
    replace(copy / name, content)
    assert str(copy) in refusal(copy)


@pytest.mark.parametrize("content", [b"", b"{", b'{"model": 3}'])
def test_a_damaged_tokenizer_without_another_is_an_error(copy: Path, content: bytes) -> None:
    (copy / "sentencepiece.model").unlink()
    replace(copy / "tokenizer.json", content)
    assert str(copy) in refusal(copy)


def test_no_tokenizer_is_an_error(copy: Path) -> None:
    (copy / "sentencepiece.model").unlink()
    (copy / "tokenizer.json").unlink()
    assert str(copy) in refusal(copy)


@pytest.mark.parametrize("name", ["config_sentence_transformers.json", "1_Pooling/config.json"])
def test_missing_settings_are_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    message = refusal(copy)
    assert name in message
    assert "make model" in message


@pytest.mark.parametrize("content", [b"", b"{]", b"\xff\xfe", b"[1, 2]"])
def test_damaged_settings_are_named(copy: Path, content: bytes) -> None:
    replace(copy / "1_Pooling/config.json", content)
    assert "1_Pooling/config.json" in refusal(copy)


@pytest.mark.parametrize("pooling", [{"pooling_mode": "cls"}, {"pooling_mode_cls_token": True}, {}])
def test_another_pooling_than_the_mean_is_refused(copy: Path, pooling: dict[str, object]) -> None:
    replace(copy / "1_Pooling/config.json", json.dumps(pooling).encode())
    assert "mean" in refusal(copy)


def test_the_older_flag_for_pooling_by_mean_is_known(copy: Path, encoder: OnnxEncoder) -> None:
    replace(copy / "1_Pooling/config.json", b'{"pooling_mode_mean_tokens": true}')
    again = OnnxEncoder.open(copy).embed_query(QUESTION).vector
    np.testing.assert_array_equal(again, encoder.embed_query(QUESTION).vector)

"""The encoder through sentence-transformers: the same vectors, and any other model by its name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from encoder import EncoderError, OnnxEncoder
from encoder.sentence import BATCH_PASSAGES, SentenceEncoder, open_query_encoder
from tests.index.tiny_encoder import write_tiny_encoder

TEXTS = [
    "ما دور المؤسسات الصغيرة في التشغيل؟",
    "مَا دَوْرُ المُؤَسَّسَاتِ؟",
    "",
    "How do they create jobs?",
    "المؤسسات الصغيرة والمتوسطة " * 300,
]


@pytest.fixture(scope="module")
def sentence(encoder_directory: Path) -> SentenceEncoder:
    return SentenceEncoder.open(str(encoder_directory))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_encoder(tmp_path_factory.mktemp("encoders") / "tiny")


def test_the_same_file_gives_the_same_vectors_with_and_without_torch(
    sentence: SentenceEncoder, encoder_directory: Path
) -> None:
    exact = OnnxEncoder.open(encoder_directory, "fp32")
    assert (sentence.name, sentence.dimensions) == (exact.name, exact.dimensions)
    for text in TEXTS:
        ours, theirs = exact.embed_query(text), sentence.embed_query(text)
        assert float(ours.vector @ theirs.vector) >= 0.9999
        assert ours.tokens.shape == theirs.tokens.shape
        np.testing.assert_allclose(ours.tokens, theirs.tokens, atol=2e-3)


def test_passages_in_a_batch_are_those_alone_in_the_order_given(
    sentence: SentenceEncoder, encoder_directory: Path
) -> None:
    exact = OnnxEncoder.open(encoder_directory, "fp32")
    texts = [f"{'المنافسة ' * (number % 5)}{number}" for number in range(BATCH_PASSAGES + 3)]
    for text, embedding in zip(texts, sentence.embed_passages(texts), strict=True):
        alone = exact.embed_passage(text)
        assert float(alone.vector @ embedding.vector) >= 0.9999, text
        assert embedding.tokens.shape == alone.tokens.shape, text
    assert sentence.embed_passages([]) == []


def test_sentence_transformers_own_encoding_agrees(encoder_directory: Path) -> None:
    """A user who opens the directory as sentence-transformers' pages say gets our vectors."""
    from sentence_transformers import SentenceTransformer

    options = {"file_name": "onnx/model.onnx"}
    model = SentenceTransformer(str(encoder_directory), backend="onnx", model_kwargs=options, device="cpu")
    exact = OnnxEncoder.open(encoder_directory, "fp32")
    undressed = [text for text in TEXTS if text and "\u064e" not in text]
    for text, theirs in zip(undressed, model.encode_query(undressed), strict=True):
        assert float(exact.embed_query(text).vector @ theirs) >= 0.9999
    passage = model.encode(TEXTS[0], prompt_name="passage")
    assert float(exact.embed_passage(TEXTS[0]).vector @ passage) >= 0.9999


def test_questions_need_no_torch_where_the_directory_has_an_int8_file(tiny: Path, tmp_path: Path) -> None:
    assert isinstance(open_query_encoder(str(tiny)), OnnxEncoder)
    other = shutil.copytree(tiny, tmp_path / "other")
    (other / "onnx/model_int8.onnx").unlink()
    assert isinstance(open_query_encoder(str(other)), SentenceEncoder)


@pytest.mark.parametrize("spelling", ["{}", "{}/", "{}/../unnamed"])
def test_a_directory_without_a_name_is_named_after_itself_by_both(
    tiny: Path, tmp_path: Path, spelling: str
) -> None:
    """Else an index built through one could not be searched through the other."""
    directory = shutil.copytree(tiny, tmp_path / "unnamed")
    settings = json.loads((directory / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    del settings["model_name"]
    (directory / "config_sentence_transformers.json").write_text(json.dumps(settings), encoding="utf-8")
    path = spelling.format(directory)
    assert SentenceEncoder.open(path).name == OnnxEncoder.open(Path(path)).name == "unnamed"


@pytest.mark.parametrize("name", ["no-such/model", "not a name at all", ""])
def test_a_model_that_cannot_be_loaded_says_in_one_line_what_was_tried(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(EncoderError) as caught:
        SentenceEncoder.open(name)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    assert repr(name) in message
    assert "tried as a directory" in message
    assert "make model" in message


def test_a_directory_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(EncoderError, match="tried as a directory") as caught:
        SentenceEncoder.open(str(tmp_path))
    assert len(str(caught.value).splitlines()) == 1


def test_building_a_model_that_cannot_be_written_ends_with_one_line_and_code_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "encoder.build", str(tmp_path / "file" / "encoder")],
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stderr.startswith("encoder: ")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "in the way"

"""A reader's folder that is missing, damaged or of something else: the line that says so."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from encoder import Embedding, OnnxEncoder
from index import DaleelIndexError
from index.reading import (
    CONFIDENCE_FILE,
    READER_FILE,
    OpenReader,
    read_wrong_answers,
    reader_to_build_with,
    reader_to_search_with,
)
from index.transfer import TransferredConfidence
from reader import OtherEncoderError, ReaderError
from tests.index.tiny_reader import ENCODER, tiny_card, tiny_confidence, write_network, write_tiny_reader

Spoil = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_tiny_reader(tmp_path / "reader")


def without_file(folder: Path) -> None:
    (folder / READER_FILE).unlink()


def cut(folder: Path) -> None:
    path = folder / READER_FILE
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def random_bytes(folder: Path) -> None:
    (folder / READER_FILE).write_bytes(np.random.default_rng(0).bytes(5000))


def empty(folder: Path) -> None:
    (folder / READER_FILE).write_bytes(b"")


def without_metadata(folder: Path) -> None:
    write_network(folder / READER_FILE, {}, key="other")


def metadata(**changes: object) -> Spoil:
    def spoil(folder: Path) -> None:
        write_network(folder / READER_FILE, {**tiny_card().to_json(), **changes})

    return spoil


def no_object(folder: Path) -> None:
    write_network(folder / READER_FILE, ["card"])


def other_dimensions(folder: Path) -> None:
    write_network(folder / READER_FILE, tiny_card().to_json(), dimensions=16)


def another_model(folder: Path) -> None:
    """An ONNX file that says it is a reader, and takes other inputs."""
    import onnx

    model = onnx.load(str(folder / READER_FILE))
    model.graph.input[0].name = "asked"
    model.graph.node[1].input[0] = "asked"
    onnx.save(model, str(folder / READER_FILE))


def no_confidence(folder: Path) -> None:
    (folder / CONFIDENCE_FILE).unlink()


def confidence_bytes(folder: Path) -> None:
    (folder / CONFIDENCE_FILE).write_bytes(b"\xff\xfe{")


def confidence_json(change: Callable[[dict], object]) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / CONFIDENCE_FILE
        fields = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(change(fields)), encoding="utf-8")

    return spoil


def of_another_reader(folder: Path) -> None:
    confidence = replace(tiny_confidence(folder), reader="0123456789ab")
    confidence.save(folder / CONFIDENCE_FILE)


def of_another_encoder(folder: Path) -> None:
    confidence = replace(tiny_confidence(folder), encoder="other")
    confidence.save(folder / CONFIDENCE_FILE)


def unknown_feature(fields: dict) -> dict:
    fields["read"]["text"]["model"]["features"][0] = "mood"
    return fields


def short(fields: dict) -> dict:
    fields["unread"]["text"]["thresholds"].pop()
    return fields


SPOILT = [
    (without_file, "no reader at"),
    (cut, "is damaged"),
    (random_bytes, "is damaged"),
    (empty, "is damaged"),
    (without_metadata, "is damaged"),
    (no_object, "is damaged"),
    (metadata(format=2, news="what format 1 has not"), "format 2, expected 1"),
    (metadata(surprise=1), "is damaged"),
    (metadata(slope="steep"), "is damaged"),
    (metadata(question_mean="many"), "is damaged"),
    (metadata(passage_mean=[0.0]), "'passage': 1"),
    (other_dimensions, "'question': 16"),
    (another_model, "'asked': 32"),
    (metadata(encoder="other/model"), "reads 'other/model', the encoder is 'tiny'"),
    (no_confidence, "no confidence at"),
    (confidence_bytes, "confidence.json is damaged"),
    (confidence_json(lambda fields: [fields]), "confidence.json is damaged"),
    (confidence_json(lambda fields: {**fields, "format": 2}), "has format 2, expected 1"),
    (confidence_json(lambda fields: {**fields, "read": None}), "confidence.json is damaged"),
    (confidence_json(unknown_feature), "features ['mood'] are not known"),
    (confidence_json(short), "50 thresholds, expected 51"),
    (of_another_reader, "belongs to another reader"),
    (of_another_encoder, "belongs to another reader"),
]
NAMES = [f"{number}-{said}" for number, (_, said) in enumerate(SPOILT)]


@pytest.mark.parametrize("spoil, said", SPOILT, ids=NAMES)
def test_what_is_wrong_is_said_in_one_line_and_searching_goes_on_without(
    folder: Path, tiny_encoder: Path, caplog: pytest.LogCaptureFixture, spoil: Spoil, said: str
) -> None:
    name = OpenReader.open(folder, ENCODER).name
    spoil(folder)
    with pytest.raises((ReaderError, DaleelIndexError)) as caught:
        reader_to_build_with(str(folder), ENCODER, tiny_encoder)
    assert said in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    with caplog.at_level(logging.WARNING):
        assert reader_to_search_with(str(folder), OnnxEncoder.open(tiny_encoder), name) is None
    (record,) = caplog.records
    assert record.getMessage() == f"Answering without the reader: {caught.value}"


def test_a_whole_folder_is_opened(folder: Path, tiny_encoder: Path) -> None:
    opened = reader_to_build_with(str(folder), ENCODER, tiny_encoder)
    assert opened is not None
    assert opened.reader.card.data == ("made",)
    assert opened.confidence == tiny_confidence(folder)
    assert len(opened.name) == 12
    found = reader_to_search_with(str(folder), OnnxEncoder.open(tiny_encoder), opened.name)
    assert found is not None
    assert found.card == opened.reader.card


def test_the_default_reader_is_left_out_where_the_encoder_is_another(
    folder: Path, tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.reading.DEFAULT_READER", str(folder))
    assert reader_to_build_with(None, ENCODER, tiny_encoder) is not None
    assert reader_to_build_with(None, "other", tiny_encoder) is None
    with pytest.raises(OtherEncoderError):
        reader_to_build_with(str(folder), "other", tiny_encoder)
    # The same model by its name on the hub gives no states to read.
    assert reader_to_build_with(None, ENCODER, Path("no-such/model")) is None
    cut(folder)
    with pytest.raises(ReaderError):
        reader_to_build_with(None, ENCODER, tiny_encoder)


def test_none_is_no_reader(tiny_encoder: Path, caplog: pytest.LogCaptureFixture) -> None:
    encoder = OnnxEncoder.open(tiny_encoder)
    assert reader_to_build_with("none", ENCODER, tiny_encoder) is None
    assert reader_to_search_with("none", encoder, "0123456789ab") is None
    assert reader_to_search_with(None, encoder, "") is None
    assert caplog.records == []


def test_an_index_of_another_reader_is_searched_without(
    folder: Path, tiny_encoder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert reader_to_search_with(str(folder), OnnxEncoder.open(tiny_encoder), "0123456789ab") is None
    assert "the index was built with another reader" in caplog.text


class WithoutStates:
    """An encoder of the same name that does not give the states that the reader reads."""

    name, dimensions = ENCODER, 32

    def embed_query(self, text: str) -> Embedding:
        return Embedding(np.ones(32, np.float32), np.zeros((0, 32), np.float32))


def test_an_encoder_that_gives_no_states_is_named(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    name = OpenReader.open(folder, ENCODER).name
    assert reader_to_search_with(str(folder), WithoutStates(), name) is None
    assert "does not give the states that it reads; run 'make model'" in caplog.text


def test_a_confidence_is_opened_as_it_was_saved(folder: Path, tmp_path: Path) -> None:
    confidence = replace(
        tiny_confidence(folder), measured={"مجموعة": {"auroc": 0.93, "strict": {"right": 1}}}
    )
    confidence.save(tmp_path / "kept.json")
    assert TransferredConfidence.open(tmp_path / "kept.json") == confidence
    text = (tmp_path / "kept.json").read_text(encoding="utf-8")
    assert "مجموعة" in text
    assert text.endswith("}\n")


@pytest.mark.parametrize(
    "value, bearable",
    [
        ("strict", 4),
        ("balanced", 8),
        ("generous", 20),
        ("1", 1),
        ("50", 50),
        ("07", 7),
        ("\u0661\u0662", 12),
    ],
)
def test_how_many_wrong_answers_are_bearable_is_a_word_or_a_number(value: str, bearable: int) -> None:
    assert read_wrong_answers(value) == bearable


@pytest.mark.parametrize(
    "value", ["", "0", "51", "-5", "5.5", "5%", " 5", "Strict", "strict ", "²", "9" * 40]
)
def test_another_setting_is_refused_with_what_is_expected(value: str) -> None:
    with pytest.raises(DaleelIndexError) as caught:
        read_wrong_answers(value)
    assert "expected strict, balanced, generous or 1 to 50" in str(caught.value)
    assert repr(value) in str(caught.value)


def test_the_folder_may_be_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    shutil.copytree(folder, tmp_path / "copy")
    names = {OpenReader.open(tmp_path / one, ENCODER).name for one in ("reader", "link", "copy")}
    assert len(names) == 1

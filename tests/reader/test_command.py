"""`python -m reader train` and `calibrate`, on made-up question sets and a tiny encoder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from encoder import OnnxEncoder
from index.confidence import READ_FEATURES, TEXT_FEATURES
from index.reading import OpenReader
from reader import PassageStates
from reader.__main__ import main
from reader.training.model import LAYERS, from_encoder
from tests.index.tiny_encoder import write_tiny_encoder

pytestmark = pytest.mark.process  # a network is trained
DIMENSIONS, FEED_FORWARD = 48, 64  # a multiple of the twelve heads
LETTERS = list("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
STEPS = 4


def save_layers(folder: Path) -> None:
    """Write what the network begins with: the encoder's last three layers."""
    torch.manual_seed(0)
    shapes = {
        **{f"attention.self.{name}": (DIMENSIONS, DIMENSIONS) for name in ("query", "key", "value")},
        "attention.output.dense": (DIMENSIONS, DIMENSIONS),
        "intermediate.dense": (FEED_FORWARD, DIMENSIONS),
        "output.dense": (DIMENSIONS, FEED_FORWARD),
    }
    weights = {}
    for number in range(9, 9 + LAYERS):
        before = f"encoder.layer.{number}."
        for name, shape in shapes.items():
            weights[f"{before}{name}.weight"] = torch.randn(shape) * 0.1
            weights[f"{before}{name}.bias"] = torch.zeros(shape[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            weights[f"{before}{name}.weight"] = torch.ones(DIMENSIONS)
            weights[f"{before}{name}.bias"] = torch.zeros(DIMENSIONS)
    save_file(weights, folder / "model.safetensors")


def corpus(seed: int, passages: int = 12) -> dict:
    """Articles of three sentences of made-up words; of three questions two are answered by one of them."""
    rng = np.random.default_rng(seed)

    def word() -> str:
        return "".join(rng.choice(LETTERS, size=5))

    articles = []
    for number in range(passages):
        words = [word() for _ in range(15)]
        context = ". ".join(" ".join(words[at : at + 5]) for at in (0, 5, 10)) + "."
        asked = [
            {
                "question": f"ما {words[at]} {words[at + 1]}؟",
                "answers": [{"text": words[at + 2], "answer_start": context.index(words[at + 2])}],
            }
            for at in (1, 6)
        ]
        asked.append({"question": f"أين {word()}؟", "answers": [], "is_impossible": True})
        articles.append({"title": f"{number}", "paragraphs": [{"context": context, "qas": asked}]})
    return {"data": articles}


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_tiny_encoder(tmp_path_factory.mktemp("encoders") / "wide", dimensions=DIMENSIONS)
    save_layers(folder)
    return folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "reading").mkdir()
    names = ("arcd-train", "reading/made", "reading/pqa-test", "reading/tydi-bengali-dev")
    for seed, name in enumerate(names):
        (folder / f"{name}.json").write_text(json.dumps(corpus(seed)), encoding="utf-8")
    return folder


def arguments(data: Path, encoder: Path, folder: Path, steps: int = STEPS) -> list[str]:
    settings = {
        "--encoder": encoder,
        "--out": folder / "out/reader.onnx",
        "--work": folder / "work",
        "--steps": steps,
        "--threads": 1,
    }
    return ["train", str(data), *(str(part) for pair in settings.items() for part in pair)]


@pytest.fixture(scope="module")
def trained(data: Path, encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained")
    assert main(arguments(data, encoder, folder)) == 0
    return folder


def test_training_writes_a_reader_and_its_confidence(trained: Path, encoder: Path) -> None:
    opened = OpenReader.open(trained / "out", "tiny")
    card = opened.reader.card
    assert card.data == ("made",)  # what is held back is no lesson
    assert card.steps == STEPS
    assert len(card.question_mean) == len(card.passage_mean) == DIMENSIONS
    assert any(card.question_mean)
    confidence = opened.confidence
    assert confidence.unread.text.model.features == TEXT_FEATURES
    assert confidence.read.text.model.features == READ_FEATURES
    assert list(confidence.read.text.thresholds) == sorted(confidence.read.text.thresholds, reverse=True)
    assert set(confidence.measured) == {"arcd-train", "pqa-test", "tydi-bengali-dev"}
    for figures in confidence.measured.values():
        assert figures["questions"] == 24
        assert 0.5 < figures["hit1"] <= 1
        assert 0 <= figures["auroc"] <= 1
        for setting in ("strict", "balanced", "generous"):
            assert all(
                0 <= figures[setting][share] <= 1 for share in ("right", "false_answers", "far_answers")
            )
    states = OnnxEncoder.open(encoder).embed_query("ما ابتث؟").middle
    assert states is not None
    passage = PassageStates(np.repeat(states, 40, axis=0), np.array([0, 9], np.int32))
    (reading,) = opened.reader.read(states, [passage])
    assert sum(reading.sentences) == pytest.approx(1.0)


def test_training_logs_what_it_validates(trained: Path) -> None:
    lines = [
        json.loads(line) for line in (trained / "work/log.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    ]
    assert lines[-1]["step"] == STEPS
    assert {"arcd-train_auroc", "pqa-test_hit1", "tydi-bengali-dev_false_at_missed_10"} <= set(lines[-1])


def test_a_finished_training_is_not_begun_again(
    trained: Path, data: Path, encoder: Path, tmp_path: Path
) -> None:
    """The states and the checkpoint are found; the same weights are written."""
    shutil.copytree(trained / "work", tmp_path / "work")
    before = (tmp_path / "work/states/made/passages/tokens.npy").stat().st_mtime_ns
    assert main(arguments(data, encoder, tmp_path)) == 0
    assert (tmp_path / "work/states/made/passages/tokens.npy").stat().st_mtime_ns == before
    assert (tmp_path / "out/reader.onnx").read_bytes() == (trained / "out/reader.onnx").read_bytes()
    first, again = (folder / "out/confidence.json" for folder in (trained, tmp_path))
    assert first.read_text(encoding="utf-8") == again.read_text(encoding="utf-8")


def checkpoint(work: Path, data: Path) -> None:
    (work / "checkpoint.pt").write_bytes(b"nothing")


def other_checkpoint(work: Path, data: Path) -> None:
    torch.save({"network": {}}, work / "checkpoint.pt")


def states_cut(work: Path, data: Path) -> None:
    path = work / "states/made/passages/tokens.npy"
    path.write_bytes(path.read_bytes()[:-100])


def states_of_other_texts(work: Path, data: Path) -> None:
    (data / "reading/made.json").write_text(json.dumps(corpus(9, passages=13)), encoding="utf-8")


def no_data(work: Path, data: Path) -> None:
    shutil.rmtree(data)


def no_tuning(work: Path, data: Path) -> None:
    (data / "arcd-train.json").unlink()


def nothing_to_learn(work: Path, data: Path) -> None:
    (data / "reading/made.json").unlink()


def one_passage(work: Path, data: Path) -> None:
    (data / "reading/made.json").write_text(json.dumps(corpus(9, passages=1)), encoding="utf-8")
    shutil.rmtree(work / "states/made")


@pytest.mark.parametrize(
    "spoil, said",
    [
        (checkpoint, "checkpoint.pt"),
        (other_checkpoint, "checkpoint.pt"),
        (states_cut, "is damaged"),
        (states_of_other_texts, "holds 12 texts, expected 13"),
        (no_data, "no question set"),
        (no_tuning, "arcd-train.json cannot be read"),
        (nothing_to_learn, "only question sets to validate with"),
        (one_passage, "no question to learn from"),
    ],
)
def test_what_cannot_be_trained_on_is_one_line_and_exit_code_2(
    trained: Path,
    data: Path,
    encoder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path, Path], None],
    said: str,
) -> None:
    shutil.copytree(trained / "work", tmp_path / "work")
    shutil.copytree(data, tmp_path / "data")
    spoil(tmp_path / "work", tmp_path / "data")
    assert main(arguments(tmp_path / "data", encoder, tmp_path, steps=STEPS + 1)) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("reader: error: ")
    assert said in last
    assert not (tmp_path / "out").exists()


def test_an_encoder_that_is_missing_or_of_another_form_is_named(
    data: Path, encoder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments(data, tmp_path / "none", tmp_path)) == 2
    assert "no encoder that the reader knows" in capsys.readouterr().err
    bare = shutil.copytree(encoder, tmp_path / "bare")
    (bare / "model.safetensors").unlink()
    assert main(arguments(data, bare, tmp_path)) == 2
    assert "cannot begin from the encoder's layers" in capsys.readouterr().err


def test_calibrating_anew_needs_the_reader(
    trained: Path, data: Path, encoder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calibrate = ["calibrate", str(data), "--encoder", str(encoder), "--out"]
    assert main([*calibrate, str(tmp_path / "reader.onnx")]) == 2
    assert "no reader at" in capsys.readouterr().err
    shutil.copy(trained / "out/reader.onnx", tmp_path)
    assert main([*calibrate, str(tmp_path / "reader.onnx")]) == 0
    kept, made = trained / "out/confidence.json", tmp_path / "confidence.json"
    assert made.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


def test_stopping_is_no_error_and_says_how_to_go_on(
    data: Path,
    encoder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("reader.training.command.to_log_odds", lambda *_: stop(None))
        assert main(arguments(data, encoder, tmp_path)) == 130
    assert "goes on from the last checkpoint" in capsys.readouterr().err.splitlines()[-1]
    assert (tmp_path / "work/checkpoint.pt").is_file()
    assert not (tmp_path / "out").exists()


def test_the_network_begins_as_the_encoders_last_layers(encoder: Path) -> None:
    network = from_encoder(encoder)
    assert len(network.layers) == LAYERS
    assert network.layers[0].attended.weight.shape == (3 * DIMENSIONS, DIMENSIONS)
    assert network.layers[0].inner.weight.shape == (FEED_FORWARD, DIMENSIONS)

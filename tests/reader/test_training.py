"""Training on a corpus of made-up states, and the file that comes of it."""

from pathlib import Path

import numpy as np
import pytest
import torch

from reader import PassageStates, Reader, ReaderError
from reader.card import Card
from reader.training.batches import OTHERS, Batches
from reader.training.export import export
from reader.training.loop import Schedule, losses_of, train
from reader.training.model import ReaderNetwork
from tests.reader.tiny import DIMENSIONS, tiny_lessons

pytestmark = pytest.mark.process  # a network is trained
SCHEDULE = Schedule(steps=60, rate=3e-3, warmup=5, average=0.9, checkpoint_steps=20)
MEAN = np.zeros((2, DIMENSIONS), dtype=np.float32)


def network() -> ReaderNetwork:
    torch.manual_seed(0)
    return ReaderNetwork(DIMENSIONS, heads=2, feed_forward=48, layers=1)


def batches() -> Batches:
    return Batches([tiny_lessons()], MEAN, seed=0, groups=4, unanswered=0, swapped=0)


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> ReaderNetwork:
    return train(network(), batches(), SCHEDULE, tmp_path_factory.mktemp("work"))


def test_a_batch_follows_from_the_seed_and_the_step() -> None:
    first, again = batches()[7], batches()[7]
    assert torch.equal(first.passage, again.passage)
    assert not torch.equal(first.passage, batches()[8].passage)
    assert first.answers.tolist() == [1.0, *[0.0] * OTHERS] * 4
    assert first.tokens.sum(1).tolist() == [1.0, *[0.0] * OTHERS] * 4


def test_training_tells_answering_passages_from_others(learnt: ReaderNetwork) -> None:
    with torch.no_grad():
        batch = batches()[1000]
        before, after = losses_of(network().eval(), batch), losses_of(learnt, batch)
    assert after["first"] < 0.2 * before["first"]
    assert after["answers"] < before["answers"]


def test_training_resumes_where_it_stopped(tmp_path: Path, learnt: ReaderNetwork) -> None:
    def stop(_: ReaderNetwork) -> dict[str, float]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(network(), batches(), SCHEDULE, tmp_path, stop, validate_steps=50)
    assert (tmp_path / "checkpoint.pt").is_file()
    resumed = train(network(), batches(), SCHEDULE, tmp_path)
    for name, weights in learnt.state_dict().items():
        assert torch.allclose(weights, resumed.state_dict()[name], atol=1e-3), name


def test_a_damaged_checkpoint_is_named(tmp_path: Path) -> None:
    (tmp_path / "checkpoint.pt").write_bytes(b"nothing")
    with pytest.raises(ReaderError, match=r"checkpoint\.pt"):
        train(network(), batches(), SCHEDULE, tmp_path)


@pytest.fixture(scope="module")
def reader_file(tmp_path_factory: pytest.TempPathFactory, learnt: ReaderNetwork) -> Path:
    path = tmp_path_factory.mktemp("reader") / "reader.onnx"
    zeros = (0.0,) * DIMENSIONS
    export(learnt, path, Card("tiny", question_mean=zeros, passage_mean=zeros))
    return path


def test_the_file_says_what_the_network_said(reader_file: Path, learnt: ReaderNetwork) -> None:
    lessons = tiny_lessons()
    question, passage = lessons.questions[3].tokens, lessons.passages[3].tokens
    sides = [torch.from_numpy(side.astype(np.float32))[None] for side in (question, passage)]
    with torch.no_grad():
        logit, _ = learnt(*sides, torch.ones(1, len(question)), torch.ones(1, len(passage)))
    starts = np.array([0, 10, 20], dtype=np.int32)
    reading = Reader.open(reader_file, "tiny").read(question, [PassageStates(passage, starts)])[0]
    assert reading.log_odds == pytest.approx(float(logit[0]), abs=0.5)


def test_the_sentence_that_holds_the_answer_is_named(reader_file: Path) -> None:
    lessons, reader = tiny_lessons(), Reader.open(reader_file, "tiny")
    starts = np.array([0, 10, 20], dtype=np.int32)
    passages = [PassageStates(lessons.passages[place].tokens, starts) for place in (3, 4)]
    right, wrong = reader.read(lessons.questions[3].tokens, passages)
    assert right.probability > 0.5 > wrong.probability
    assert right.answering() == (1,)
    assert sum(right.sentences) == pytest.approx(1.0)


def test_a_long_passage_is_read_where_it_meets_the_question(reader_file: Path) -> None:
    lessons, reader = tiny_lessons(), Reader.open(reader_file, "tiny")
    filler = np.random.default_rng(1).normal(size=(400, DIMENSIONS)).astype(np.float16)
    passage = np.concatenate([filler, lessons.passages[3].tokens])
    reading = reader.read(
        lessons.questions[3].tokens, [PassageStates(passage, np.array([0, 400], dtype=np.int32))]
    )[0]
    assert reading.answering() == (1,)


@pytest.mark.parametrize("asked, words", [(0, 30), (4, 0), (0, 0), (1, 1), (60, 3000)])
def test_any_length_gets_a_verdict(reader_file: Path, asked: int, words: int) -> None:
    rng = np.random.default_rng(0)
    question = rng.normal(size=(asked, DIMENSIONS)).astype(np.float32)
    passage = PassageStates(
        rng.normal(size=(words, DIMENSIONS)).astype(np.float32), np.array([0], dtype=np.int32)
    )
    reading = Reader.open(reader_file, "tiny").read(question, [passage])[0]
    assert 0.0 <= reading.probability <= 1.0
    assert len(reading.sentences) == 1


def test_a_file_that_is_missing_damaged_or_of_another_encoder_is_named(
    tmp_path: Path, reader_file: Path
) -> None:
    with pytest.raises(ReaderError, match="no reader at"):
        Reader.open(tmp_path / "none.onnx", "tiny")
    damaged = tmp_path / "damaged.onnx"
    damaged.write_bytes(reader_file.read_bytes()[:1000])
    with pytest.raises(ReaderError, match="damaged"):
        Reader.open(damaged, "tiny")
    with pytest.raises(ReaderError, match="'tiny', the encoder is 'other'"):
        Reader.open(reader_file, "other")

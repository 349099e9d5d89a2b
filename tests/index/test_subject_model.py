"""The model over tokens: one telling token decides, and what is kept can be opened again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from encoder import Embedding
from index.other_subjects import Swapped
from index.subject_model import (
    HIDDEN_FILE,
    LEAST,
    MOST,
    NETWORKS,
    OUTPUT_FILE,
    UNITS,
    SubjectModel,
    subject_tokens,
)

WIDTH = 6
RANDOM = np.random.default_rng(3)


def embedding(*tells: bool) -> Embedding:
    """A text of so many tokens of small noise; one that tells points the first way in the middle layer."""
    tokens, middle = RANDOM.normal(scale=0.1, size=(2, len(tells), WIDTH)).astype(np.float32)
    middle[:, 0] += np.array(tells, dtype=np.float32)
    return Embedding(np.zeros(WIDTH, np.float32), tokens, middle)


@pytest.fixture(scope="module")
def model() -> SubjectModel:
    telling = [(False, True, False), (True, False, False, False)] * 20
    return SubjectModel.fit(
        [embedding(False, False, False) for _ in range(40)],
        [embedding(*tells) for tells in telling],
        [np.array(tells) for tells in telling],
    )


def test_one_telling_token_decides_wherever_it_stands(model: SubjectModel) -> None:
    for place in range(8):
        assert model.log_odds(embedding(*(at == place for at in range(8)))) > 0.0
    assert model.log_odds(embedding(*[False] * 8)) < 0.0


def test_a_text_without_tokens_is_about_nothing_else(model: SubjectModel) -> None:
    assert model.log_odds(embedding()) == LEAST


def test_log_odds_keep_within_bounds(model: SubjectModel) -> None:
    sure = SubjectModel(model.hidden, model.output * 1e4)
    assert sure.log_odds(embedding(False, True)) == MOST
    assert sure.log_odds(embedding(False, False)) == LEAST


def test_a_saved_model_judges_the_same(model: SubjectModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    opened = SubjectModel.open(tmp_path)
    assert opened.hidden.dtype == opened.output.dtype == np.float32
    assert opened.hidden.shape == (2 * WIDTH + 1, NETWORKS * UNITS)
    assert opened.output.shape == (NETWORKS * UNITS + 1,)
    asked = embedding(False, True)
    assert opened.log_odds(asked) == model.log_odds(asked)


def test_a_missing_or_damaged_file_is_not_opened(model: SubjectModel, tmp_path: Path) -> None:
    with pytest.raises(OSError):
        SubjectModel.open(tmp_path)
    for name in (HIDDEN_FILE, OUTPUT_FILE):
        model.save(tmp_path)
        whole = (tmp_path / name).read_bytes()
        for damaged in (b"", b"not an array", whole[:-8]):
            (tmp_path / name).write_bytes(damaged)
            with pytest.raises((OSError, EOFError, ValueError)):
                SubjectModel.open(tmp_path)


def test_files_of_two_models_are_not_opened(model: SubjectModel, tmp_path: Path) -> None:
    SubjectModel(model.hidden[:, :5], model.output).save(tmp_path)
    with pytest.raises(ValueError, match=OUTPUT_FILE):
        SubjectModel.open(tmp_path)


def test_what_two_ways_name_another_subject_is_told_by_either() -> None:
    """What a linear model cannot learn: a token is telling by one sign or the other, and not by both."""
    signs = [(first, second) for first in (False, True) for second in (False, True)]
    texts = [(marked(*sign), np.array([sign[0] != sign[1]])) for sign in signs * 60]
    fitted = SubjectModel.fit(
        [one for one, telling in texts if not telling.any()],
        [one for one, telling in texts if telling.any()],
        [telling for _, telling in texts if telling.any()],
    )
    for sign in signs:
        assert (fitted.log_odds(marked(*sign)) > 0.0) is (sign[0] != sign[1])


def marked(first: bool, second: bool) -> Embedding:
    """A text of one token with two signs."""
    one = embedding(first)
    assert one.middle is not None
    one.middle[:, 1] += second
    return one


def test_the_tokens_of_a_subject_are_those_between_its_start_and_end() -> None:
    class Letters:
        def tokenize(self, text: str) -> list[str]:
            return [letter for letter in text if letter != " "]

    question = Swapped("role of banks?", "banks", 0, start=8, end=13)
    marks = subject_tokens(Letters(), question, 12)  # type: ignore[arg-type]
    assert np.flatnonzero(marks).tolist() == [6, 7, 8, 9, 10]


def test_a_name_that_is_written_as_one_with_the_word_before_it_keeps_a_token() -> None:
    class Words:
        def tokenize(self, text: str) -> list[str]:
            return text.split()

    question = Swapped("the roleofbanks ends", "banks", 0, start=10, end=15)
    marks = subject_tokens(Words(), question, 3)  # type: ignore[arg-type]
    assert marks.any()

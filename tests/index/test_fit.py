"""Fitting on the calibration questions: what is too little, and that nothing judges what it has seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from documents.passage import Passage
from encoder import Embedding
from index.calibration_set import CalibrationQuestion
from index.confidence import FULL_FEATURES, LEVELS, READ_FEATURES, TEXT_FEATURES, WRONG_ANSWERS
from index.errors import CalibrationError
from index.fit import FOLDS, fit
from index.other_subjects import Swapped
from index.question_model import QuestionModel
from index.reading import HitReader
from index.scorers import TokenIndex, VectorIndex, WordIndex
from index.searcher import Searcher
from index.subject_model import OtherSubjects, SubjectModel
from index.transfer import TransferredConfidence
from reader import PassageStore, Reader
from reader.card import Card
from reader.encoding import States
from tests.index.tiny_reader import judges

RANDOM = np.random.default_rng(7)
LETTERS = list("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
NAMES = ("toy/a", "toy/b", "toy/c", "toy/d")


def passage(id_: str, order: int) -> Passage:
    return Passage(id_, "toy", "قسم", "عنوان", False, "نص", order, "point", 0, 2)


def word() -> str:
    return "".join(RANDOM.choice(LETTERS, size=6))


def embedding() -> Embedding:
    vector = RANDOM.normal(size=16).astype(np.float32)
    return Embedding(vector / np.linalg.norm(vector), RANDOM.normal(size=(2, 16)).astype(np.float32))


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    """Four passages that nothing in their text tells apart."""
    one = embedding()
    return Searcher(
        passages=[passage(id_, order) for order, id_ in enumerate(NAMES)],
        vectors=VectorIndex.build(np.stack([one.vector] * 4)),
        words=WordIndex.build(["نص"] * 4),
        tokens=TokenIndex.build([one.tokens] * 4),
        questions=None,
    )


def questions(counts: dict[str, int]) -> list[CalibrationQuestion]:
    """Questions of random words: nothing learnt from some says anything of the others."""
    made = []
    for label, count in counts.items():
        distance = label if label in ("near", "far") else None
        for _ in range(count):
            made.append(CalibrationQuestion(f"{word()} {word()}", None if distance else label, distance))
    return made


def test_questions_are_judged_by_models_that_never_saw_them(searcher: Searcher) -> None:
    """On random questions a model knows all it saw, and guesses one in four of what it did not."""
    asked = questions({**dict.fromkeys(NAMES, 25), "near": 15, "far": 15})
    embeddings = [embedding() for _ in asked]
    fitted = fit(searcher, asked, embeddings)
    vectors = np.stack([each.vector for each in embeddings])
    model = QuestionModel.fit([q.text for q in asked], vectors, [q.label for q in asked])
    knows = 0
    for question, vector in zip(asked, vectors, strict=True):
        found = model.probabilities(question.text, vector)
        knows += max(found, key=found.__getitem__) == question.label
    assert knows / len(asked) > 0.95
    assert fitted.curve["first_hit_right"] < 0.5
    assert fitted.curve["answered_right"] <= fitted.curve["first_hit_right"]


def test_what_is_kept_is_fitted_on_every_question(searcher: Searcher) -> None:
    asked = questions({"toy/a": 6, "near": 10, "far": 10})
    fitted = fit(searcher, asked, [embedding() for _ in asked])
    assert fitted.questions.labels == ("far", "near", "toy/a")
    assert fitted.curve["questions"] == {"answered": 6, "near": 10, "far": 10, "subject": 0}


def test_the_curve_counts_every_question_once_and_falls_as_it_should(searcher: Searcher) -> None:
    asked = questions({"toy/a": 30, "near": 12, "far": 11})
    fitted = fit(searcher, asked, [embedding() for _ in asked])
    assert sum(each["questions"] for each in fitted.curve["reliability"]) == 53
    at = {each["threshold"]: each for each in fitted.curve["refused"]}
    assert round(fitted.confidence.full.thresholds[WRONG_ANSWERS["balanced"]], 4) in at
    for kind in ("answered", "near", "far"):
        shares = [at[threshold][kind] for threshold in sorted(at)]
        assert shares == sorted(shares)
        assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize(
    "counts, said",
    [
        ({"toy/a": 6, "near": 9, "far": 10}, "9 calibration questions are 'near', 10 are needed"),
        ({"toy/a": 6, "near": 10}, "0 calibration questions are 'far', 10 are needed"),
        ({"near": 10, "far": 10}, "no calibration question names a passage"),
        ({"toy/a": 6, "toy/b": 4, "near": 10, "far": 10}, "'toy/b' has 4 calibration questions, needs 5"),
    ],
)
def test_too_few_questions_are_named(searcher: Searcher, counts: dict[str, int], said: str) -> None:
    asked = questions(counts)
    with pytest.raises(CalibrationError, match=said):
        fit(searcher, asked, [embedding() for _ in asked])


def test_questions_that_never_find_their_passage_are_refused(searcher: Searcher) -> None:
    """The text's own judgement puts the first of equals first, which no question here asks for."""
    asked = questions({"toy/d": 6, "near": 10, "far": 10})
    with pytest.raises(CalibrationError, match="finds its passage first"):
        fit(searcher, asked, [embedding() for _ in asked])


class Points:
    """A network that finds what the question's state points at."""

    def run(self, _: None, feed: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
        met = (feed["question"][0] @ feed["passage"][0].T).max(axis=0)
        return 12.0 * met[:1] - 6.0, met[None]


def pointed_at(place: int | None) -> np.ndarray:
    state = np.zeros((1, len(NAMES)), dtype=np.float32)
    if place is not None:
        state[0, place] = 1.0
    return state


@pytest.fixture(scope="module")
def reader() -> HitReader:
    """A reader of the four passages, each of which is one direction."""
    empty = np.zeros((1, 2), np.int32), np.zeros(16, np.float32)
    states = [States(pointed_at(place).astype(np.float16), *empty) for place in range(len(NAMES))]
    store = PassageStore.build(states, [np.zeros(1, np.int32)] * len(NAMES))
    zeros = (0.0,) * len(NAMES)
    return HitReader(Reader(Points(), Card("tiny", question_mean=zeros, passage_mean=zeros)), store)


TRANSFERRED = TransferredConfidence(
    encoder="tiny",
    reader="0123456789ab",
    unread=judges(TEXT_FEATURES),
    read=judges(READ_FEATURES),
    measured={},
)


def asked_of_all() -> tuple[list[CalibrationQuestion], list[Embedding]]:
    asked = questions({**dict.fromkeys(NAMES[:3], 15), "near": 12, "far": 12})
    places = [NAMES.index(one.passage) if one.passage else None for one in asked]
    return asked, [replace(embedding(), middle=pointed_at(place)) for place in places]


def test_a_transferred_judge_is_kept_as_it_is_and_joined_with_the_questions(searcher: Searcher) -> None:
    asked, embeddings = asked_of_all()
    fitted = fit(searcher, asked, embeddings, transferred=TRANSFERRED)
    assert fitted.confidence.text == TRANSFERRED.unread.text
    assert fitted.confidence.distance == TRANSFERRED.unread.distance
    assert fitted.confidence.full is not None
    assert fitted.confidence.full.model.features == FULL_FEATURES
    assert fitted.read is None
    assert fitted.curve["questions"] == {"answered": 45, "near": 12, "far": 12, "subject": 0}


def test_without_a_transferred_judge_the_text_is_judged_by_these_questions(searcher: Searcher) -> None:
    asked, embeddings = asked_of_all()
    fitted = fit(searcher, asked, embeddings)
    assert fitted.confidence.text.model.features == LEVELS
    assert fitted.confidence.text != TRANSFERRED.unread.text
    assert fitted.read is None


def test_a_reader_is_judged_too_and_the_curve_is_of_what_it_read(
    searcher: Searcher, reader: HitReader
) -> None:
    """The questions' words say nothing, and the reader alone knows which of the first three it is."""
    asked, embeddings = asked_of_all()
    unread = fit(searcher, asked, embeddings, transferred=TRANSFERRED)
    fitted = fit(searcher, asked, embeddings, transferred=TRANSFERRED, reader=reader)
    assert fitted.confidence == unread.confidence
    assert fitted.read is not None
    assert fitted.read.text == TRANSFERRED.read.text
    assert fitted.read.full is not None
    assert fitted.read.full != fitted.confidence.full
    assert fitted.curve["first_hit_right"] > unread.curve["first_hit_right"] + 0.1
    assert fitted.curve["answered_right"] > unread.curve["answered_right"]


def test_a_calibration_question_without_tokens_does_not_stop_a_build(
    searcher: Searcher, reader: HitReader
) -> None:
    asked, embeddings = asked_of_all()
    embeddings[0] = replace(embeddings[0], middle=np.zeros((0, len(NAMES)), np.float32))
    fitted = fit(searcher, asked, embeddings, transferred=TRANSFERRED, reader=reader)
    assert fitted.curve["questions"]["answered"] == 45


NEW_SUBJECTS = [f"subject {number}" for number in range(2 * FOLDS)]


@dataclass(frozen=True)
class Marked:
    """A model of subjects that remembers what it learned from."""

    seen: list[Embedding]
    judged: list[tuple[Embedding, list[Embedding]]]

    def log_odds(self, one: Embedding) -> float:
        self.judged.append((one, self.seen))
        return 0.0


def test_a_model_of_subjects_judges_no_question_it_saw_nor_its_twin_nor_its_subject(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was learned from is told apart by the embeddings, of which every text has its own."""
    asked = questions({**dict.fromkeys(NAMES, 10), "near": 10, "far": 10})
    embeddings = [embedding() for _ in asked]
    places = [place for place, one in enumerate(asked) if one.passage is not None]
    made = [
        Swapped(f"{word()} {place}", NEW_SUBJECTS[(place * 3 + number) % len(NEW_SUBJECTS)], place, 0, 1)
        for place in places
        for number in range(2)
    ]
    others = OtherSubjects(
        swapped=made,
        embeddings=[embedding() for _ in made],
        names=[np.zeros(2, dtype=np.bool_) for _ in made],
        misspelt={place: embedding() for place in places},
        excerpts=[embedding()],
    )
    judged: list[tuple[Embedding, list[Embedding]]] = []

    def learn(plain: list[Embedding], swapped: list[Embedding], names: list[np.ndarray]) -> Marked:
        assert len(swapped) == len(names)
        return Marked([*plain, *swapped], judged)

    monkeypatch.setattr(SubjectModel, "fit", learn)
    fitted = fit(searcher, asked, embeddings, others=others)
    assert fitted.curve["questions"] == {"answered": 40, "near": 10, "far": 10, "subject": 40}

    of_text = {id(one): place for place, one in enumerate(embeddings)}
    of_twin = {id(one): place for place, one in others.misspelt.items()}
    of_made = {id(one): swapped for swapped, one in zip(made, others.embeddings, strict=True)}
    half = [id(others.embeddings[place]) for place in others.judged]
    assert sorted(id(one) for one, _ in judged) == sorted([*of_text, *half])
    for one, seen in judged:
        ids = [id(other) for other in seen]
        known = [of_made[other] for other in ids if other in of_made]
        assert known
        if id(one) in of_made:
            assert of_made[id(one)].subject not in {other.subject for other in known}
        else:
            place = of_text[id(one)]
            assert place not in {of_text.get(other) for other in ids}
            assert place not in {of_twin.get(other) for other in ids}
            assert place not in {other.origin for other in known}

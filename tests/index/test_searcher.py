"""Ranking by the scorers: what an overview yields to its points, and a corpus too large to score whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from documents.passage import Passage
from encoder import Embedding
from index.question_model import QuestionModel, QuestionScores
from index.scorers import TokenIndex, VectorIndex, WordIndex
from index.searcher import POOL, RERANKED, Searcher

DIMENSIONS = 8
MANY = POOL + 400
ALL = {"dense", "words", "tokens"}
RANDOM = np.random.default_rng(3)


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def searcher(texts: list[str], vectors: np.ndarray, overviews: tuple[int, ...] = ()) -> Searcher:
    passages = [
        Passage(
            id=f"toy/section/{number}" if number not in overviews else "toy/section",
            document="toy",
            section="قسم",
            heading="عنوان",
            heading_is_ours=False,
            text=text,
            order=number,
            kind="overview" if number in overviews else "point",
            start=0,
            end=0,
        )
        for number, text in enumerate(texts)
    ]
    return Searcher(
        passages=passages,
        vectors=VectorIndex.build(vectors),
        words=WordIndex.build(texts),
        tokens=TokenIndex.build([vector[None, :] for vector in vectors]),
        questions=None,
    )


def asked(vector: np.ndarray) -> Embedding:
    return Embedding(vector, vector[None, :])


def examples(*ids: str) -> QuestionModel:
    """A model of example questions of these passages, which finds nothing in any question."""
    labels = ("far", "near", *ids)
    weights = np.zeros((DIMENSIONS, len(labels)), np.float32)
    return QuestionModel(labels, {}, np.zeros(0, np.float32), weights, np.zeros(len(labels), np.float32))


def test_an_overview_that_says_the_same_yields_to_its_point() -> None:
    vectors = unit(RANDOM.normal(size=(3, DIMENSIONS)))
    vectors[1] = vectors[0]
    small = searcher(["زيادة الادخار", "زيادة الادخار", "المنافسة"], vectors, overviews=(0,))
    ranking = small.rank("زيادة الادخار", asked(vectors[0]), scorers=ALL)
    assert ranking.rows.tolist() == [1, 0, 2]
    assert ranking.scores[0] - ranking.scores[1] == pytest.approx(0.5, abs=1e-5)


def test_the_first_paragraph_of_a_section_without_points_is_not_held_back() -> None:
    vectors = unit(RANDOM.normal(size=(3, DIMENSIONS)))
    vectors[1] = vectors[0]
    small = searcher(["زيادة الادخار", "زيادة الادخار", "المنافسة"], vectors, overviews=(0,))
    paragraphs = [replace(one, kind="paragraph") if one.kind == "point" else one for one in small.passages]
    ranking = replace(small, passages=paragraphs).rank("زيادة الادخار", asked(vectors[0]), scorers=ALL)
    assert ranking.rows.tolist() == [0, 1, 2]


def test_an_overview_that_examples_speak_for_is_not_held_back() -> None:
    vectors = unit(RANDOM.normal(size=(3, DIMENSIONS)))
    vectors[1] = vectors[0]
    small = searcher(["زيادة الادخار", "زيادة الادخار", "المنافسة"], vectors, overviews=(0,))
    ranking = replace(small, questions=examples("toy/section")).rank(
        "زيادة الادخار", asked(vectors[0]), scorers=ALL
    )
    assert ranking.rows.tolist() == [0, 1, 2]


def test_examples_outweigh_the_text_and_the_others_share_what_is_left() -> None:
    vectors = unit(RANDOM.normal(size=(3, DIMENSIONS)))
    small = searcher(["زيادة الادخار", "المنافسة", "التجديد"], vectors)
    small = replace(small, questions=examples("toy/section/0", "toy/section/1"))
    question_scores = QuestionScores({"toy/section/1": 0.9, "toy/section/0": 0.02}, near=0.05, far=0.03)
    ranking = small.rank("زيادة الادخار", asked(vectors[0]), question_scores, ALL)
    shares = dict(zip(ranking.rows.tolist(), ranking.parts["questions"].tolist(), strict=True))
    assert ranking.rows[0] == 1
    assert shares == pytest.approx({1: 0.9, 0: 0.02, 2: 0.08})


def test_examples_say_little_of_a_document_that_has_none() -> None:
    vectors = unit(RANDOM.normal(size=(3, DIMENSIONS)))
    small = searcher(["زيادة الادخار", "المنافسة", "التجديد"], vectors)
    strange = replace(small.passages[2], id="other/section/2", document="other")
    small = replace(small, passages=[*small.passages[:2], strange], questions=examples("toy/section/1"))
    for unanswered, share in ((0.08, 0.2), (0.7, 0.7)):
        question_scores = QuestionScores({"toy/section/1": 1.0 - unanswered}, near=unanswered, far=0.0)
        ranking = small.rank("زيادة الادخار", asked(vectors[0]), question_scores, ALL)
        shares = dict(zip(ranking.rows.tolist(), ranking.parts["questions"].tolist(), strict=True))
        assert shares == pytest.approx({1: 1.0 - unanswered, 0: unanswered, 2: share})


@pytest.fixture(scope="module")
def large() -> Searcher:
    """More passages than are scored whole; each has a word of its own."""
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    texts = [
        "عام "
        + "".join(letters[number // base % 28] for base in (1, 28, 784))
        + letters[number * 13 % 28]
        + "ققغ"
        for number in range(MANY)
    ]
    return searcher(texts, unit(RANDOM.normal(size=(MANY, DIMENSIONS))))


def test_the_nearest_of_a_large_corpus_is_found_without_words(large: Searcher) -> None:
    vectors = large.vectors
    for row in (0, 777, MANY - 1):
        own = vectors._flat.reconstruct(row)
        ranking = large.rank("english", asked(own), scorers={"dense"})
        assert ranking.rows[0] == row
        assert ranking.parts["dense"][0] == pytest.approx(1.0, abs=1e-5)
        assert len(ranking.rows) == RERANKED


def test_a_word_finds_its_passage_in_a_large_corpus_however_far_its_vector(large: Searcher) -> None:
    for row in (5, 1234, MANY - 2):
        away = -large.vectors._flat.reconstruct(row)
        word = large.passages[row].text.split()[1]
        assert large.rank(word, asked(away), scorers={"words"}).rows[0] == row
        assert row in large.rank(word, asked(away), scorers=ALL).rows


@pytest.mark.parametrize("query", ["english", "كلام اخر"])
def test_examples_bring_up_a_passage_that_the_text_would_not(large: Searcher, query: str) -> None:
    embedding = asked(unit(RANDOM.normal(size=DIMENSIONS)))
    row = int(large.vectors.nearest(embedding.vector, MANY)[0][MANY // 2])
    labels = ("far", "near", f"toy/section/{row}", "toy/section/9")
    examples = QuestionModel(
        labels, {}, np.zeros(0, np.float32), np.zeros((DIMENSIONS, 4), np.float32), np.zeros(4, np.float32)
    )
    question_scores = QuestionScores({labels[2]: 0.97, labels[3]: 0.0}, near=0.02, far=0.01)
    assert row not in large.rank(query, embedding, scorers=ALL).rows
    ranking = replace(large, questions=examples).rank(query, embedding, question_scores, ALL)
    place = ranking.rows.tolist().index(row)
    assert ranking.parts["questions"][place] == pytest.approx(0.97)
    assert len(ranking.rows) == len(set(ranking.rows.tolist())) == RERANKED + 1

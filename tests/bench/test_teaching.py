"""What the teaching benchmark counts: who is taught, who is asked, and what became of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from bench.corpora import Question
from bench.teaching import (
    APART,
    ASKED,
    Outcome,
    Shares,
    curated_of,
    figures_of,
    first_right,
    is_unseen,
    reworded,
    split,
)
from index import Index

QUESTIONS = [Question(f"ما دور الشركة رقم {number} في التصدير؟", str(number % 4)) for number in range(9)]


def test_every_third_is_taught_and_nobody_is_both() -> None:
    twice = Question(QUESTIONS[0].text, "3")
    taught, others = split([*QUESTIONS, twice])
    assert [one.text for one in taught] == [QUESTIONS[place].text for place in (0, 3, 6)]
    assert len(others) == 6
    assert not {one.text for one in taught} & {one.text for one in others}


def test_a_taught_question_keeps_its_passage() -> None:
    assert [(one.passage_id, one.text) for one in curated_of(QUESTIONS)] == [
        (one.context_id, one.text) for one in QUESTIONS
    ]


@pytest.mark.parametrize("name", [*ASKED, *APART])
def test_a_rewording_counts_only_where_it_says_something_else(name: str) -> None:
    asked = reworded(QUESTIONS, name, seed=1)
    assert {one.text for one in asked}.isdisjoint(one.text for one in QUESTIONS)
    assert asked == reworded(QUESTIONS, name, seed=1)


def an_index(passage_of: dict[str, str]) -> Index:
    """An index whose first hit is what the table says."""

    def search(text: str, k: int) -> SimpleNamespace:
        return SimpleNamespace(hits=[SimpleNamespace(passage=SimpleNamespace(id=passage_of[text]))])

    return cast(Index, SimpleNamespace(search=search))


def test_the_share_is_of_those_whose_passage_came_first() -> None:
    right = {one.text: one.context_id for one in QUESTIONS}
    wrong_once = {**right, QUESTIONS[1].text: "0"}  # of an unseen passage
    always, once = first_right((an_index(right), an_index(wrong_once)), QUESTIONS)
    unseen = sum(map(is_unseen, QUESTIONS))
    assert always == Shares(1.0, 1.0)
    assert once.everywhere == pytest.approx(8 / 9, abs=1e-3)
    assert once.unseen == pytest.approx((unseen - 1) / unseen, abs=1e-3)


def test_the_figures_are_means_over_the_wordings_without_arabizi() -> None:
    taught = {name: Shares(0.9, 0.8) for name in ASKED} | {"arabizi": Shares(0.1, 0.1)}
    first = next(iter(ASKED))
    taught[first] = Shares(0.4, 0.4)
    before = {name: Shares(0.5, 0.5) for name in (*ASKED, *APART)}
    figures = figures_of(Outcome(taught, before, Shares(0.7, 0.7), Shares(0.69, 0.75)))
    assert figures["taught_hit1"] == pytest.approx((0.9 * (len(ASKED) - 1) + 0.4) / len(ASKED), abs=1e-4)
    assert figures["taught_hit1_worst"] == 0.4
    assert figures["taught_arabizi_hit1"] == 0.1
    assert figures["others_hit1_change"] == -0.01
    assert figures["others_hit1_change_unseen"] == 0.05

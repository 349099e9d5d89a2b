"""The sentences that answer, as a search tells them: marked in the answer and in its evidence, and cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_policy import Verdict
from actions.answer_question import ActionAnswerQuestion
from actions.compose import compose
from contract.evidence import read_evidence

COMPETITION, CADRES = "sme-roles/economic/competition", "sme-roles/economic/local-cadres"
FIRST, SECOND, THIRD = "تصبح المنافسة أداة التغيير.", "وتحفز على الإبداع.", "وتخفض الأسعار."
TEXT = f"{FIRST} {SECOND} {THIRD}"


def spans(*sentences: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(each), TEXT.index(each) + len(each)) for each in sentences)


@pytest.fixture
def told(ask, library, rewrite, asked):
    """What is answered to a question whose search marks these sentences of the point."""

    def tell(*sentences: str):
        index = rewrite(library, COMPETITION, TEXT)
        index = replace(index, hits=(COMPETITION, CADRES), confidence=0.9, answering=spans(*sentences))
        return ask(ActionAnswerQuestion, index, asked("هل تحفز المنافسة على الإبداع؟"))

    return tell


@pytest.mark.parametrize(
    ("sentences", "quote"),
    [
        ((THIRD,), THIRD),
        ((SECOND, THIRD), f"{SECOND} {THIRD}"),
        ((FIRST, THIRD), f"{FIRST} \u2026 {THIRD}"),
    ],
)
def test_what_answers_is_marked_in_the_answer_and_its_evidence_and_cited(told, sentences, quote):
    turn = told(*sentences)
    evidence = read_evidence(turn.evidence)
    assert turn.answer.parts[0].text == evidence.points[0].text == TEXT
    assert turn.answer.parts[0].marks == evidence.points[0].marks == spans(*sentences)
    assert evidence.citations[0].quote == quote


def test_nothing_is_marked_where_all_of_the_passage_answers(told):
    turn = told(FIRST, SECOND, THIRD)
    evidence = read_evidence(turn.evidence)
    assert turn.answer.parts[0].marks == evidence.points[0].marks == ()
    assert evidence.citations[0].quote == TEXT


def test_without_a_reader_the_sentence_nearest_to_the_question_is_cited_and_none_marked(told):
    turn = told()
    evidence = read_evidence(turn.evidence)
    assert turn.answer.parts[0].marks == evidence.points[0].marks == ()
    assert evidence.citations[0].quote == SECOND


def test_marks_of_the_first_hit_are_not_laid_on_another_passage(library, rewrite):
    index = replace(rewrite(library, COMPETITION, TEXT), hits=(COMPETITION,), answering=spans(THIRD))
    reply = compose(Verdict("point", (CADRES,)), index, "سؤال", index.search("سؤال"))
    assert reply.answer.parts[0].marks == reply.points[0].marks == ()
    assert reply.citations[0].quote == "تساهم في تكوين الأفراد؛"

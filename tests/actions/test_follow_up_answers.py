"""Follow-ups as the actions answer them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_policy import Verdict
from actions.answer_question import ActionAnswerQuestion, ActionShowMore
from actions.compose import compose
from actions.follow_up.memory import Memory, remember

COMPETITION = "sme-roles/economic/competition"


@pytest.fixture
def listed(library):
    """The slots after the economic roles were listed."""
    answer = compose(Verdict("list", ("sme-roles/economic",)), library)
    return {"last_answer": remember(Memory(), answer, "q").to_slot()}


def test_a_follow_up_with_nothing_to_follow_is_answered_by_a_question(ask, library, asked):
    turn = ask(ActionAnswerQuestion, library, asked("اشرح الثانية"))
    assert turn.messages[0]["response"] == "utter_follow_up_nothing"
    assert turn.evidence["citations"] == ()


@pytest.mark.parametrize("again", ["ما دور المنافسة؟", "أعد"])
def test_a_repeated_question_gets_the_same_answer(ask, library, asked, again):
    sure = replace(library, hits=(COMPETITION,), confidence=0.9)
    first = ask(ActionAnswerQuestion, sure, asked("ما دور المنافسة؟"))
    second = ask(ActionAnswerQuestion, sure, asked(again), {"last_answer": first.events[0]["value"]})
    assert second.messages[0]["response"] == "utter_answer_point"
    assert second.answer == first.answer


def test_a_follow_up_tells_what_was_typed_and_what_it_stands_for(ask, library, asked, listed):
    evidence = ask(ActionAnswerQuestion, library, asked("اشرح الثانية"), listed).evidence
    assert (evidence["asked"], evidence["query"]) == ("اشرح الثانية", "استمرارية المنافسة")
    evidence = ask(ActionAnswerQuestion, library, asked("والطقس؟"), listed).evidence
    assert (evidence["asked"], evidence["query"]) == ("والطقس؟", "الطقس والمؤسسات الصغيرة")
    evidence = ask(ActionShowMore, library, asked("التالي"), listed).evidence
    assert (evidence["asked"], evidence["query"]) == ("التالي", "تكوين الإطارات المحلية")

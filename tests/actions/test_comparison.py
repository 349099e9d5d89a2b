"""Two points side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_question import ActionAnswerQuestion
from actions.follow_up.memory import Memory
from contract.answer import plain_text

ECONOMIC = "sme-roles/economic"
CADRES, COMPETITION, NEEDS = f"{ECONOMIC}/local-cadres", f"{ECONOMIC}/competition", "sme-roles/social/needs"
LISTED = {"last_answer": Memory("list", (ECONOMIC,), (CADRES, COMPETITION)).to_slot()}


@pytest.fixture
def near(library):
    return replace(library, hits=(COMPETITION,), confidence=0.1, nearness=0.9)


@pytest.mark.parametrize(
    "text",
    [
        "قارن بين المنافسة وتكوين الإطارات",
        "قارن المنافسة مع تكوين الإطارات المحلية",
        "ما الفرق بين المنافسة و تكوين الإطارات المحلية؟",
        "قارن بين الثانية والأولى",
        "compare the second and the first",
    ],
)
def test_two_points_are_quoted_and_cited_side_by_side(ask, near, asked, text):
    turn = ask(ActionAnswerQuestion, near, asked(text), LISTED)
    assert turn.evidence["kind"] == "comparison"
    assert [citation["passage_id"] for citation in turn.evidence["citations"]] == [COMPETITION, CADRES]
    assert plain_text(turn.answer) == (
        "1. استمرارية المنافسة: تصبح المنافسة أداة التغيير؛\n\n"
        "2. تكوين الإطارات المحلية: تساهم في تكوين الأفراد؛\n\n"
        "أدوار المؤسسات \u2014 دور المؤسسات اقتصاديا"
    )
    assert len(turn.messages[0]["buttons"]) == 2
    assert turn.events[0]["value"]["listed"] == (COMPETITION, CADRES)


@pytest.mark.parametrize(
    "text",
    [
        "قارن بين المنافسة والضرائب",
        "قارن بين المنافسة والمنافسة",
        "قارن بين القرض والمنحة",
        "ما الفرق بين المؤسسات الصغيرة والمتوسطة",
        "قارن",
        "قارن بين الأولى والتاسعة",
        "ما المنافسة وما تكوين الإطارات",
    ],
)
def test_what_is_not_two_points_is_not_compared(ask, near, asked, text):
    assert ask(ActionAnswerQuestion, near, asked(text), LISTED).evidence["kind"] != "comparison"


def test_a_side_that_no_heading_names_is_searched_for(ask, library, asked):
    class ByWords(type(library)):
        def search(self, query, k=5):
            self.hits, self.confidence = (CADRES,), 0.99 if "تدريب العمال" in query else 0.1
            return super().search(query, k)

    turn = ask(ActionAnswerQuestion, ByWords(), asked("قارن بين المنافسة وتدريب العمال"))
    assert [citation["passage_id"] for citation in turn.evidence["citations"]] == [COMPETITION, CADRES]

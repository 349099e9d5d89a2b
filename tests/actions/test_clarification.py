"""When Daleel asks back, and when it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_question import ActionAnswerQuestion
from actions.follow_up.memory import Memory
from actions.wishes import asks_for_a_section_unnamed

ECONOMIC, SOCIAL = "sme-roles/economic", "sme-roles/social"


@pytest.mark.parametrize(
    "text",
    [
        "لخص",
        "لخص لي من فضلك",
        "كم عددها؟",
        "اذكر اثنين",
        "قارن بينها",
        "حدثني عن المؤسسات الصغيرة",
        "المؤسسات الصغيرة والمتوسطة",
    ],
)
def test_a_wish_that_names_no_topic_is_asked_back(text):
    assert asks_for_a_section_unnamed(text)


@pytest.mark.parametrize(
    "text",
    [
        "ما هي المؤسسات الصغيرة؟",
        "كم عدد المؤسسات الصغيرة والمتوسطة؟",
        "اذكر ثلاث مؤسسات صغيرة",
        "ما الفرق بين المؤسسات الصغيرة والمتوسطة",
        "لخص الدور الاقتصادي",
        "كم الضريبة",
        "ما عاصمة اليابان؟",
        "لماذا؟",
        "",
    ],
)
def test_a_question_that_names_what_it_is_about_is_not(text):
    assert not asks_for_a_section_unnamed(text)


def test_two_sections_that_fit_equally_are_offered(ask, library, asked):
    class Tied(type(library)):
        def search(self, query, k=5):
            result = super().search(query, k)
            return replace(result, hits=tuple(replace(hit, score=1.0) for hit in result.hits))

    hits = (ECONOMIC, SOCIAL)
    turn = ask(ActionAnswerQuestion, Tied(hits=hits, confidence=0.45, threshold=0.2), asked("دور ما"))
    assert turn.evidence["kind"] == "clarify"
    assert [button["title"] for button in turn.messages[0]["buttons"]] == [
        "الدور الاقتصادي",
        "الدور الاجتماعي",
    ]
    assert turn.events[0]["value"]["listed"] == list(hits) or turn.events[0]["value"]["listed"] == hits
    sure = ask(ActionAnswerQuestion, Tied(hits=hits, confidence=0.9, threshold=0.2), asked("دور ما"))
    assert sure.evidence["kind"] == "list"


def test_a_form_alone_is_that_of_the_section_shown_before(ask, library, asked):
    memory = {"last_answer": Memory("list", sections=(SOCIAL,), listed=(f"{SOCIAL}/needs",)).to_slot()}
    turn = ask(ActionAnswerQuestion, replace(library, hits=(ECONOMIC,)), asked("لخص"), memory)
    assert turn.messages[0]["response"] == "utter_answer_summary"
    assert turn.evidence["citations"][0]["passage_id"] == SOCIAL

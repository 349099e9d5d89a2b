"""What is asked of the text itself: whether it mentions a word, what one means, where it begins and ends."""

from __future__ import annotations

import pytest

from actions.follow_up.memory import Memory
from tests.actions.test_follow_up_resolutions import CHALLENGES, ECONOMIC, SOCIAL
from tests.actions.test_screen import after, said

POINT = f"{ECONOMIC}/industry-spread"


@pytest.mark.parametrize(
    ("asked", "response"),
    [
        ("هل يتحدث النص عن الأرياف؟", "utter_mentioned"),
        ("واش المصدر يهدر على المدن", "utter_mentioned"),
        ("هل يذكر النص التغليف؟", "utter_mentioned_cut"),
        ("هل يتحدث النص عن السياحة؟", "utter_word_absent"),
        ("هو النص بيتكلم عن الضرائب؟", "utter_word_absent"),
    ],
)
def test_a_word_is_looked_for_in_the_whole_text(asked, response):
    (one,), _ = said(asked, Memory(), "ask_question")
    assert (one.rule, one.reply.response) == ("text.mentioned", response)
    for quote in one.reply.answer.parts:
        assert quote.text


def test_a_word_that_stands_nowhere_is_said_back():
    (one,), _ = said("هل يتحدث النص عن السياحة؟", Memory(), "ask_question")
    assert (one.reply.kind, one.reply.variables) == ("none", {"part": "السياحة"})


@pytest.mark.parametrize("asked", ["كم دورا يذكر النص؟", "ماذا يذكر النص؟", "هل يذكر النص التحديات؟"])
def test_other_questions_are_no_search_for_a_word(asked):
    found, _ = said(asked, Memory(), "ask_question")
    assert all(one.rule != "text.mentioned" for one in found)


@pytest.mark.parametrize("asked", ["ما معنى الأرياف؟", "شنو معناها كلمة الادخار", "ايش يعني التغليف"])
def test_a_word_of_the_text_is_shown_and_said_not_to_be_defined(asked):
    (one,), _ = said(asked, Memory(), "ask_question")
    assert one.rule == "text.defined"
    assert one.reply.response.removesuffix("_cut") == "utter_not_defined"


def test_the_first_and_the_last_sentence_are_the_documents_own():
    (first,), memory = said("أول جملة في النص", after(SOCIAL))
    assert first.reply.citations[0].passage_id == ECONOMIC
    (last,), _ = said("and the last sentence?", memory)
    assert last.reply.response == "utter_last_sentence_cut"
    assert last.reply.citations[0].passage_id == f"{CHALLENGES}/innovation"


def test_the_last_sentence_after_a_point_is_the_points():
    (one,), _ = said("dernière phrase", after(f"{ECONOMIC}/financial-resources"))
    assert one.reply.citations[0].passage_id == f"{ECONOMIC}/financial-resources"


@pytest.mark.parametrize(
    ("asked", "response"),
    [
        ("امسح كلمة الجديدة منها", "utter_not_altered"),
        ("remplace le mot par un autre", "utter_not_altered"),
        ("change the word for a simpler one", "utter_not_altered"),
        ("فهمها لي بالعامية", "utter_not_reworded"),
        ("reformule ça", "utter_not_reworded"),
        ("in your own words please", "utter_not_reworded"),
    ],
)
def test_a_quotation_is_shown_as_it_stands(asked, response):
    (one,), _ = said(asked, after(POINT))
    assert one.reply.response == response
    assert [citation.passage_id for citation in one.reply.citations] == [POINT]


@pytest.mark.parametrize("asked", ["ليش ينقطع النص؟", "علاش النص مقطوع", "why does it stop there?"])
def test_why_the_text_breaks_off_is_not_known(asked):
    (one,), _ = said(asked, after(CHALLENGES))
    assert one.reply.response == "utter_why_cut"

"""Several questions in one message."""

from __future__ import annotations

import pytest

from actions.answer_policy import Verdict
from actions.answer_question import ActionAnswerQuestion, ActionCiteSource
from actions.follow_up.memory import Memory
from actions.several_questions import asks_for_itself, split_questions, stand_apart


@pytest.mark.parametrize(
    ("asked_text", "questions"),
    [
        ("ما دورها في التشغيل وما تحدياتها؟", ("ما دورها في التشغيل", "ما تحدياتها؟")),
        ("ما هي التحديات؟ وكيف أحصل على قرض؟", ("ما هي التحديات؟", "وكيف أحصل على قرض؟")),
        ("1. ما الدور الاقتصادي؟ 2. ما الدور الاجتماعي؟", ("ما الدور الاقتصادي؟", "ما الدور الاجتماعي؟")),
        ("ما الدور الاقتصادي و ما التحديات", ("ما الدور الاقتصادي", "ما التحديات")),
        ("سلام. ما الدور الاقتصادي؟ ما التحديات؟", ("سلام. ما الدور الاقتصادي؟", "ما التحديات؟")),
        ("what is the role and what are the challenges?", ("what is the role", "what are the challenges?")),
        ("دورها في التشغيل وفي المنافسة", ("دورها في التشغيل", "دورها في المنافسة")),
        (
            "حدثني عن المنافسة و عن الادخار وعن الزبائن",
            ("حدثني عن المنافسة", "حدثني عن الادخار", "حدثني عن الزبائن"),
        ),
        (
            "what is its role in jobs and in savings?",
            ("what is its role in jobs", "what is its role in savings?"),
        ),
        ("ما دورها في التكوين وما ثمن التدريب؟", ("ما دورها في التكوين", "ما ثمن التدريب؟")),
        (
            "quels sont les défis et comment aident-elles ?",
            ("quels sont les défis", "comment aident-elles ?"),
        ),
    ],
)
def test_each_question_is_told_apart(asked_text, questions):
    assert split_questions(asked_text).questions == questions


@pytest.mark.parametrize(
    "asked_text",
    [
        "ما الدور الاقتصادي للمؤسسات الصغيرة والمتوسطة؟",
        "هل تساعد على التشغيل؟ وكيف؟",
        "أكتب بحثا للجامعة. ما الدور الاقتصادي؟",
        "السلام عليكم! كيف الحال",
        "قارن بين الدور الاقتصادي والاجتماعي",
        "في البيت وفي الشارع",
        "ما دورها في المدن والأرياف؟",
        "ما الأول؟ ما الثاني؟ ما الثالث؟ ما الرابع؟ ما الخامس؟ ما السادس؟ ما السابع؟",
        "",
        "؟؟؟",
        "ب" * 1000,
    ],
)
def test_one_question_stays_whole(asked_text):
    assert split_questions(asked_text).questions == (asked_text,)


def test_parts_are_answered_apart_only_by_different_passages():
    one, two, none = Verdict("point", ("a/b/c",)), Verdict("list", ("a/d",)), Verdict("related", ("a/b",))
    assert stand_apart([one, two], joined=True)
    assert not stand_apart([one, one], joined=False)
    assert stand_apart([one, none], joined=False)
    assert not stand_apart([one, none], joined=True)
    assert not stand_apart([none, none], joined=False)


def test_what_two_parts_share_is_answered_once_where_one_passage_answers_both(ask, library, asked):
    library.hits, library.confidence = ("sme-roles/economic/competition",), 0.9
    turn = ask(ActionAnswerQuestion, library, asked("دورها في المدن وفي الأرياف"))
    assert [message["evidence"]["query"] for message in turn.messages] == ["دورها في المدن وفي الأرياف"]


@pytest.mark.parametrize("part", ["ما ثمن التدريب؟", "كم تكلفته", "quel est le prix ?", "متى بدأ"])
def test_a_part_about_a_price_or_a_time_asks_for_itself(part):
    assert asks_for_itself(part)


@pytest.mark.parametrize("part", ["ما تقدمه للمجتمع", "ما يميزها", "ما تحدياتها؟"])
def test_a_part_that_may_be_a_relative_clause_does_not(part):
    assert not asks_for_itself(part)


def test_each_part_is_a_message_with_its_own_evidence_in_order(ask, library, asked):
    class ByWords(type(library)):
        def search(self, query, k=5):
            self.hits = ("sme-roles/social",) if "الاجتماعي" in query else ("sme-roles/economic",)
            return super().search(query, k)

    turn = ask(
        ActionAnswerQuestion, ByWords(confidence=0.9), asked("ما الدور الاجتماعي؟ وما الدور الاقتصادي؟")
    )
    evidence = [message["evidence"] for message in turn.messages]
    assert [one["citations"][0]["passage_id"] for one in evidence] == [
        "sme-roles/social",
        "sme-roles/economic",
    ]
    assert len({one["answer_id"] for one in evidence}) == 2
    assert [event["value"]["sections"][0] for event in turn.events] == ["sme-roles/economic"]


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("ما دور المنافسة وما مصدره؟", ["sme-roles/economic/competition"] * 2),
        ("ما دور المنافسة؟ وما المصدر من فضلك؟", ["sme-roles/economic/competition"] * 2),
        (
            "ما الدور الاقتصادي وما النقطة الثانية منه؟",
            ["sme-roles/economic", "sme-roles/economic/competition"],
        ),
    ],
)
@pytest.mark.parametrize("action", [ActionAnswerQuestion, ActionCiteSource])
def test_a_part_may_follow_up_the_part_before_it(ask, library, asked, text, cited, action):
    class ByWords(type(library)):
        def search(self, query, k=5):
            self.hits = (cited[0],)
            return super().search(query, k)

    turn = ask(action, ByWords(confidence=0.9), asked(text))
    assert [message["evidence"]["citations"][0]["passage_id"] for message in turn.messages] == cited


def test_a_part_may_follow_up_the_message_before(ask, library, asked):
    points = tuple(point.id for point in library.points("sme-roles/economic"))
    slots = {"last_answer": Memory("list", ("sme-roles/economic",), points).to_slot()}
    turn = ask(ActionAnswerQuestion, library, asked("اشرح الثانية وما مصدرها؟"), slots)
    assert [message["response"] for message in turn.messages] == ["utter_answer_point", "utter_source"]

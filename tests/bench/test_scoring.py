"""What counts as answered, as right, and as left unanswered."""

import pytest

from bench.questions import Abstain, AllOf, Anything, parse_reply
from tests.bench.replies import answer

SILENCE = {"message_id": "1", "intent": {"name": "greet", "confidence": 1.0}, "messages": []}


@pytest.mark.parametrize(
    ("kind", "answered"),
    [
        ("point", True),
        ("list", True),
        ("comparison", True),
        ("related", False),
        ("none", False),
        ("clarify", False),
    ],
)
def test_the_kind_of_evidence_decides_whether_it_was_answered(kind, answered):
    reply = parse_reply(answer("نص", kind))
    assert reply.answered is answered
    assert Abstain().met_by(reply) is not answered


def test_small_talk_answers_nothing():
    reply = parse_reply(answer("أهلا", None, intent="greet"))
    assert reply.kinds == ()
    assert not reply.answered
    assert Abstain().met_by(reply)
    assert not reply.failed


def test_one_answering_message_among_refusals_is_an_answer():
    body = answer("أولا", "related")
    body["messages"] += answer("ثانيا", "point")["messages"]
    assert parse_reply(body).answered


def test_a_question_without_evidence_is_a_failure():
    assert parse_reply(answer("عذرا، حدث خلل", None, intent="ask_question")).failed
    assert not parse_reply(answer("لا أجد جوابا", "none", intent="ask_question")).failed


def test_silence_meets_no_expectation():
    reply = parse_reply(SILENCE)
    assert not Anything().met_by(reply)
    assert not Abstain().met_by(reply)
    assert not AllOf((("نص",),)).met_by(reply)


def test_every_group_needs_one_of_its_strings():
    expected = AllOf((("التوزيع العادل", "توزيع عادل"), ("مناصب شغل",)))
    assert expected.met_by(parse_reply(answer("توزيع عادل للدخول وخلق مناصب شغل")))
    half = parse_reply(answer("التوزيع العادل للدخول"))
    assert not expected.met_by(half)
    assert expected.missing(half) == ("مناصب شغل",)


def test_strings_are_looked_for_as_search_keys():
    reply = parse_reply(answer("زِيَادَةُ الإدِّخَـــار، في ١٢ ولاية"))
    assert AllOf((("زيادة الادخار",), ("12 ولايه",))).met_by(reply)


def test_headings_and_texts_of_the_points_count_as_said():
    reply = parse_reply(answer("وفق المصدر:", "list", (("تعبئة الموارد المالية", "تؤدي إلى زيادة الادخار"),)))
    assert AllOf((("تعبئة الموارد",), ("زيادة الادخار",))).met_by(reply)


def test_a_reply_tells_its_confidence_top_hit_and_intent():
    reply = parse_reply(answer("نص"))
    assert (reply.confidence, reply.top_hit, reply.intent) == (0.75, "d/s/p", "ask_question")


def test_what_was_said_is_cut_to_one_short_line():
    assert parse_reply(answer("سطر\nآخر طويل")).said(8) == "سطر آخر…"


@pytest.mark.parametrize("metadata", [None, {}, {"evidence": None}])
def test_a_message_may_come_without_metadata(metadata):
    body = {"messages": [{"text": "نص", "metadata": metadata}]}
    assert parse_reply(body).kinds == ()

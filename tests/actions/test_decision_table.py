"""The list of rules: every one is described for staff, and the one that decided is in the evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.analysis import Analysis
from actions.answer_question import ActionAnswerQuestion, ActionCiteSource, ActionShowMore
from actions.decision_table import RULES, Scope
from actions.follow_up.memory import Memory
from actions.message import Question
from contract import rules

ECONOMIC, SOCIAL, COMPETITION = "sme-roles/economic", "sme-roles/social", "sme-roles/economic/competition"
QUOTED = {"last_answer": Memory("point", (ECONOMIC,), (), COMPETITION, (ECONOMIC, COMPETITION)).to_slot()}


def test_every_rule_is_described_for_staff_in_the_order_of_the_table():
    assert [rule.name for rule in RULES] == list(rules.RULES)
    assert all(text.endswith(".") for text in rules.RULES.values())


def test_the_last_rule_takes_everything(library):
    last = RULES[-1]
    assert last.scope == Scope.QUERY
    assert last.when(Analysis(Question(""), Memory(), library))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("ما دور المنافسة؟", "search"),
        ("عندي سؤال آخر", "follow_up.announced_question"),
        ("السابق", "follow_up.step"),
        ("لماذا؟", "follow_up.about_shown"),
        ("وما المصدر؟", "source_in_words"),
        ("قارن بين الاقتصادي والاجتماعي", "comparison"),
        ("لخص النص", "everything"),
        ("كم عددها؟", "shown_sections"),
        ("حدثني عن المؤسسات", "unnamed_section"),
        ("المنافسة سنة 2019", "asked_for_missing"),
        ("ما الدور الاقتصادي؟ وما مصدره؟", "several_questions"),
    ],
)
def test_the_rule_that_decided_is_in_the_evidence(ask, library, asked, text, rule):
    library = replace(library, hits=(COMPETITION,), confidence=0.9)
    assert ask(ActionAnswerQuestion, library, asked(text), QUOTED).evidence["rule"] == rule


@pytest.mark.parametrize(
    ("action", "found", "text", "rule"),
    [
        (ActionAnswerQuestion, {"curated": "q1", "confidence": 0.9}, "ما الأولى؟ وكم؟", "curated_wording"),
        (ActionAnswerQuestion, {"taught": ("كم؟",), "curated": "q1", "confidence": 0.9}, "كم؟", "curated"),
        (ActionAnswerQuestion, {"nearness": 0.9}, "ما الضريبة؟", "near_topics"),
        (ActionAnswerQuestion, {"nearness": 0.9}, "asdfasdf", "nonsense"),
        (ActionAnswerQuestion, {}, "من فاز؟", "nothing_found"),
        (ActionShowMore, {}, "هيا", "follow_up.next"),
        (ActionCiteSource, {}, "من قال هذا؟", "source"),
    ],
)
def test_so_is_that_of_what_is_taught_refused_or_goes_on(ask, library, asked, action, found, text, rule):
    library = replace(library, hits=(COMPETITION,), **found)
    assert ask(action, library, asked(text), QUOTED).evidence["rule"] == rule


def test_a_button_and_an_intent_decide(ask, library, asked, pressed):
    assert ask(ActionAnswerQuestion, library, pressed(COMPETITION)).evidence["rule"] == "pressed"
    library = replace(library, hits=(SOCIAL,), confidence=0.9)
    turn = ask(ActionAnswerQuestion, library, asked("ما أدوارها؟", "ask_section", 0.95))
    assert turn.evidence["rule"] == "section_of_intent"


def test_more_of_everything_is_everything(ask, library, asked):
    library = replace(library, hits=(COMPETITION,))
    assert ask(ActionShowMore, library, asked("لخص كل شيء"), QUOTED).evidence["rule"] == "everything"


@pytest.mark.parametrize("text", ["ما دور المنافسة؟", "كم دورا اقتصاديا؟", "الضرائب؟"])
def test_a_question_is_searched_for_once(ask, library, asked, text):
    searched = []

    class Counting(type(library)):
        def search(self, query, k=5):
            searched.append(query)
            return super().search(query, k)

    ask(ActionAnswerQuestion, Counting(hits=(COMPETITION,), confidence=0.4), asked(text), QUOTED)
    assert searched == [text]


def test_a_curated_question_is_not_taken_for_more_or_for_its_source(ask, library, asked):
    library = replace(library, hits=(SOCIAL,), confidence=0.9, curated="q1", taught=("ما مصدر الدخل؟",))
    for action in (ActionShowMore, ActionCiteSource):
        turn = ask(action, library, asked("ما مصدر الدخل؟"), QUOTED)
        assert (turn.evidence["rule"], turn.evidence["curated"]) == ("curated", "q1")

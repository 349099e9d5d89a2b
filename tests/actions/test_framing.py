"""Frames that claim no more than the source's words: premises, and what is lacking."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.analysis import Analysis
from actions.claims import contradicted
from actions.decision_table import decide
from actions.follow_up.memory import Memory
from actions.message import Question

COMPETITION = "sme-roles/economic/competition"
SAVING = "تلعب المؤسسات الصغيرة دورا هاما في زيادة الادخار"
TRAINING = "تساهم المؤسسات في تكوين الأفراد وتدريبهم"


def found_in(library, text, asked, confidence=0.9):
    passages = tuple(replace(p, text=text) if p.id == COMPETITION else p for p in library.passages)
    index = replace(library, passages=passages, hits=(COMPETITION,), confidence=confidence, nearness=0.9)
    (one,) = decide(Analysis(Question(asked), Memory(), index))
    return one


@pytest.mark.parametrize(
    ("text", "asked", "response"),
    [
        (SAVING, "هل صحيح أنها تقلل الادخار؟", "utter_said_otherwise"),
        (SAVING, "لماذا تضعف الادخار؟", "utter_said_otherwise"),
        (SAVING, "علاش تنقص الادخار؟", "utter_said_otherwise"),
        (SAVING, "why do they reduce saving?", "utter_said_otherwise"),
        (SAVING, "كيف تدمر الادخار؟", "utter_said_otherwise"),
        (TRAINING, "لماذا تفشل في تكوين الأفراد؟", "utter_said_otherwise"),
        (SAVING, "هل تزيد الادخار في المدن فقط؟", "utter_said"),
        (SAVING, "هل تزيد الادخار؟", "utter_said"),
        (SAVING, "كيف تزيد الادخار؟", "utter_answer_point"),
    ],
)
def test_a_premise_is_quoted_against_only_where_the_words_say_so(library, text, asked, response):
    one = found_in(library, text, asked)
    assert (one.reply.kind, one.reply.response) == ("point", response)
    gainsaid = response == "utter_said_otherwise" or "فقط" in asked
    assert (one.rule == "premise", one.missing == "premise") == (gainsaid, gainsaid)


def test_a_premise_about_a_text_that_breaks_off_says_so(library):
    one = found_in(library, f"{SAVING}\u2026", "هل صحيح أنها تقلل الادخار؟")
    assert one.reply.response == "utter_said_otherwise_cut"


@pytest.mark.parametrize(
    ("asked", "response"),
    [
        ("كم عدد العمال؟", "utter_missing_number"),
        ("شحال تخلص؟", "utter_missing_number"),
        ("how long does it take?", "utter_missing_duration"),
        ("أي قانون ينظمها؟", "utter_missing_law"),
        ("متى ظهرت؟", "utter_missing_time"),
        ("امتى بدأت؟", "utter_missing_time"),
        ("من هو الوزير؟", "utter_missing_person"),
        ("who founded them?", "utter_missing_person"),
        ("وين مقرها؟", "utter_missing_place"),
        ("pourquoi le ciel est-il si bleu ?", "utter_missing_reason"),
        ("كيف أسجل شركة؟", "utter_answer_related"),
    ],
)
def test_what_is_lacking_is_named(library, asked, response):
    assert found_in(library, SAVING, asked, confidence=0.1).reply.response == response


@pytest.mark.parametrize(
    ("asked", "claims", "is_contradicted"),
    [
        ("هل تقلل الادخار؟", True, True),
        ("إذا كان الادخار ضعيفا فكيف تعالجه؟", False, False),
        ("هل صحيح أنها لا تزيد الادخار؟", True, True),
        ("لماذا لا يكفي الادخار؟", True, False),
        ("هل تزيد الادخار؟", True, False),
    ],
)
def test_words_that_say_the_contrary(asked, claims, is_contradicted):
    assert contradicted(asked, [SAVING], claims=claims) is is_contradicted

"""The choice between a point, a list, topics and none, at its edges."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_policy import FOREIGN, Verdict, is_foreign, judge, needed_confidence
from actions.message import Question

POINT, OVERVIEW, SOCIAL = "sme-roles/economic/competition", "sme-roles/economic", "sme-roles/social"
THRESHOLD = 0.6


def verdict(library, question, hits, confidence, nearness=0.0, named=()):
    result = replace(library, hits=hits, confidence=confidence, nearness=nearness).search(question.asked)
    return judge(question, replace(result, threshold=THRESHOLD), named)


BOTH = (OVERVIEW, SOCIAL)
PLAIN = Question("س", "ask_question", 0.9)


@pytest.mark.parametrize(
    ("hits", "confidence", "nearness", "expected"),
    [
        ((POINT,), 0.6, 0.0, Verdict("point", (POINT,))),
        ((POINT,), 0.5999, 0.0, Verdict("none")),
        ((POINT, SOCIAL), 0.5999, 0.75, Verdict("related", (POINT, SOCIAL))),
        ((POINT, SOCIAL), 0.5999, 0.74, Verdict("none")),
        ((OVERVIEW,), 0.6, 1.0, Verdict("list", (OVERVIEW,))),
        ((), 1.0, 1.0, Verdict("none")),
    ],
)
def test_the_threshold_parts_answers_from_topics_and_topics_from_none(
    library, hits, confidence, nearness, expected
):
    assert verdict(library, PLAIN, hits, confidence, nearness) == expected


@pytest.mark.parametrize(
    ("asked", "other", "foreign"),
    [
        ("كم سعر البيتكوين؟", FOREIGN + 0.1, True),
        ("كم سعر البيتكوين؟", FOREIGN - 0.1, False),
        ("كم سعر المؤسسات الصغيرة؟", 9, False),
    ],
)
def test_what_is_surely_of_another_subject_is_foreign_unless_it_names_ours(library, asked, other, foreign):
    result = replace(replace(library, hits=(POINT,), nearness=0.95).search(asked), other_subject=other)
    assert is_foreign(asked, result) == foreign


def test_a_certain_intent_lifts_its_section_above_the_point(library):
    sure = Question("س", "ask_section", 0.95)
    assert verdict(library, sure, (POINT,), 0.7, named=(OVERVIEW,)) == Verdict("list", (OVERVIEW,))
    assert verdict(library, sure, (POINT,), 0.7) == Verdict("point", (POINT,))
    unsure = Question("س", "ask_section", 0.5)
    assert verdict(library, unsure, (POINT,), 0.7, named=(OVERVIEW,)) == Verdict("point", (POINT,))
    point_wished = Question("س", "ask_question", 0.95)
    assert verdict(library, point_wished, (POINT,), 0.7, named=(OVERVIEW,)) == Verdict("point", (POINT,))


def test_an_intent_does_not_overrule_a_search_that_found_another_section(library):
    sure = Question("س", "ask_section", 0.99)
    assert verdict(library, sure, (POINT,), 0.7, named=(SOCIAL,)) == Verdict("point", (POINT,))


def test_both_roles_need_a_first_hit_in_one_of_them(library):
    sure = Question("س", "ask_section", 0.95)
    assert verdict(library, sure, (SOCIAL,), 0.7, named=BOTH) == Verdict("list", BOTH)


def test_an_agreeing_intent_needs_less_confidence_brief_words_and_nonsense_more():
    assert needed_confidence(PLAIN, False, THRESHOLD) == THRESHOLD
    assert needed_confidence(PLAIN, True, THRESHOLD) < THRESHOLD
    assert THRESHOLD < needed_confidence(Question("س", is_brief=True), False, THRESHOLD) < 1
    assert THRESHOLD < needed_confidence(Question("س", "nonsense", 0.95), False, THRESHOLD) < 1
    assert needed_confidence(Question("س", "nonsense", 0.5), False, THRESHOLD) == THRESHOLD
    assert needed_confidence(Question("س", "ask_question", 0.99), False, THRESHOLD) == THRESHOLD


def test_topics_are_three_at_most_and_never_the_same_heading_twice(library):
    ids = tuple(p.id for p in library.passages)
    assert len(verdict(library, PLAIN, ids, 0.1, 0.9).passage_ids) == 3
    twin = replace(library.passages[1], id="sme-roles/economic/twin")
    library = replace(library, passages=(*library.passages, twin))
    hits = ("sme-roles/economic/local-cadres", "sme-roles/economic/twin")
    assert verdict(library, PLAIN, hits, 0.1, 0.9).passage_ids == ("sme-roles/economic/local-cadres",)


def test_what_staff_taught_is_the_passage_itself_whatever_section_the_intent_asks_for(library):
    sure = Question("س", "ask_section", 0.95)
    taught = replace(library, curated="q1")
    assert verdict(taught, sure, (SOCIAL,), 0.7, named=BOTH) == Verdict("list", (SOCIAL,))
    assert verdict(library, sure, (SOCIAL,), 0.7, named=BOTH) == Verdict("list", BOTH)


def test_a_sure_match_of_what_staff_taught_passes_in_nonsense(library):
    other = Question("س", "nonsense", 0.99)
    taught = replace(library, curated="q1")
    assert verdict(taught, other, (POINT,), 0.95) == Verdict("point", (POINT,))
    assert verdict(taught, other, (POINT,), 0.7) == Verdict("none")

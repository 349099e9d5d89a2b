"""Lists, counts, summaries, the first few, and sections side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.answer_question import ActionAnswerQuestion
from actions.compose import compare_sections, list_sections
from actions.wishes import WHOLE, Shape
from contract.answer import plain_text

ECONOMIC, SOCIAL = "sme-roles/economic", "sme-roles/social"
CADRES, COMPETITION, NEEDS = f"{ECONOMIC}/local-cadres", f"{ECONOMIC}/competition", f"{SOCIAL}/needs"


def listed(library, shape, *ids):
    return list_sections(library, [library.passage(id_) for id_ in ids], shape)


def lines(reply):
    """The blocks of a reply without its places."""
    return plain_text(replace(reply.answer, places=())).split("\n\n")


def test_a_count_is_that_of_the_sources_points_and_brings_them(library):
    answer = listed(library, Shape("count"), ECONOMIC)
    assert (answer.response, answer.variables["count"]) == ("utter_answer_count", "2")
    assert answer.answer == listed(library, WHOLE, ECONOMIC).answer
    assert answer.answer.parts[0].opening == "تحتل المؤسسات مكانة وتتمثل الأدوار فيما يلي:"


def test_a_section_that_breaks_off_is_counted_with_a_warning(library, rewrite):
    cut = rewrite(library, COMPETITION, "تصبح المنافسة أداة\u2026")
    assert listed(cut, Shape("count"), ECONOMIC).response == "utter_answer_count_cut"
    assert listed(cut, Shape("count"), ECONOMIC, SOCIAL).response == "utter_answer_count_cut"
    assert listed(cut, Shape("count"), SOCIAL).response == "utter_answer_count"


def test_a_summary_is_the_published_headings_or_the_sources_first_clause(library, rewrite):
    assert lines(listed(library, Shape("summary"), ECONOMIC)) == [
        "1. تكوين الإطارات المحلية\n2. استمرارية المنافسة"
    ]
    longer = rewrite(library, NEEDS, "إشباع رغبات الأفراد، من خلال آرائهم.")
    assert lines(listed(longer, Shape("summary"), SOCIAL)) == ["1. إشباع رغبات الأفراد \u2026"]


def test_so_many_points_as_asked_for_in_order(library):
    answer = listed(library, Shape("first", 1), ECONOMIC, SOCIAL)
    assert answer.response == "utter_answer_first"
    assert [point.id for point in answer.points] == [CADRES]
    assert [citation.passage_id for citation in answer.citations] == [ECONOMIC]
    assert lines(answer) == ["1. تكوين الإطارات المحلية: تساهم في تكوين الأفراد؛"]


def test_more_points_than_the_source_has_are_answered_with_their_number(library):
    answer = listed(library, Shape("first", 9), ECONOMIC)
    assert (answer.response, answer.variables["count"]) == ("utter_answer_count", "2")


def test_sections_side_by_side_are_labelled_and_cited_both(library):
    answer = compare_sections(library, [library.passage(ECONOMIC), library.passage(SOCIAL)])
    assert (answer.kind, answer.response) == ("comparison", "utter_answer_comparison")
    assert lines(answer) == [
        "دور المؤسسات اقتصاديا:\n"
        "1. تكوين الإطارات المحلية: تساهم في تكوين الأفراد؛\n"
        "2. استمرارية المنافسة: تصبح المنافسة أداة التغيير؛",
        "دور المؤسسات اجتماعيا:\n1. إشباع رغبات الأفراد.",
    ]
    assert [citation.passage_id for citation in answer.citations] == [ECONOMIC, SOCIAL]
    assert len(answer.buttons) == len(answer.points) == 3


@pytest.mark.parametrize(
    "asked_text", ["قارن بين الدور الاقتصادي والاجتماعي", "compare economic and social roles"]
)
def test_two_named_sections_are_compared(ask, library, asked, asked_text):
    library = replace(library, hits=(SOCIAL, ECONOMIC), confidence=0.3)
    assert ask(ActionAnswerQuestion, library, asked(asked_text)).evidence["kind"] == "comparison"


@pytest.mark.parametrize(
    "asked_text", ["ما الفرق بين المؤسسات الصغيرة والكبيرة", "قارن الدور الاقتصادي للمؤسسات بغيرها"]
)
def test_a_comparison_of_other_things_is_not_made_up(ask, library, asked, asked_text):
    library = replace(library, hits=(SOCIAL, ECONOMIC), confidence=0.1, nearness=0.9)
    assert ask(ActionAnswerQuestion, library, asked(asked_text)).evidence["kind"] == "related"

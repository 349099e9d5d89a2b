"""What is asked of the points on the screen: how many, which matters most, whether one is among them."""

from __future__ import annotations

import pytest

from actions.analysis import Analysis
from actions.decision_table import leans_on_shown
from actions.follow_up.memory import Memory
from actions.message import Question
from tests.actions.test_follow_up_resolutions import CHALLENGES, ECONOMIC, POINTS, SOCIAL
from tests.actions.test_screen import FOUND_NOTHING, after, compared, ids_of, said


@pytest.mark.parametrize(
    "asked", ["ما الأهم؟", "شكون الأهم فيهم", "which is the most important?", "lequel compte le plus ?"]
)
def test_the_source_ranks_none(asked):
    (one,), _ = said(asked, after(ECONOMIC))
    assert (one.rule, one.reply.response) == ("shown.ranked", "utter_not_ranked")
    assert len(one.reply.answer.items) == 5


@pytest.mark.parametrize(
    "asked", ["متيقن؟", "are you certain?", "ثلاثة أم أربعة؟", "كثيرة ولا قليلة؟", "beaucoup ou peu ?"]
)
def test_what_was_listed_is_counted(asked):
    (one,), _ = said(asked, after(SOCIAL))
    assert (one.reply.response, one.reply.variables) == ("utter_counted", {"count": "4"})
    (cut,), _ = said(asked, after(CHALLENGES))
    assert (cut.reply.response, cut.reply.variables) == ("utter_counted_cut", {"count": "1"})


@pytest.mark.parametrize("asked", ["sure", "أكيد", "صحيح"])
def test_a_yes_asks_for_no_count(asked):
    found, _ = said(asked, after(POINTS[3]), "affirm")
    assert all(one.rule != "shown.counted" for one in found)


def test_another_number_is_not_agreed_to():
    (one,), _ = said("20 in total?", after(SOCIAL), "ask_if_all")
    assert one.reply.response == "utter_counted"


def test_a_comparison_is_counted_by_its_columns():
    (one,), _ = said("sure?", compared())
    assert one.reply.variables == {"count": "5 + 4"}


def test_a_point_stands_as_it_is():
    (one,), _ = said("لكني قرأته هكذا", after(POINTS[3]))
    assert one.reply.response == "utter_stands"


@pytest.mark.parametrize(
    ("asked", "shown", "response"),
    [
        ("هل المنافسة منها؟", ECONOMIC, "utter_one_of_them"),
        ("هل الزراعة من بينها؟", ECONOMIC, "utter_none_of_them"),
        ("التصدير واحد منهم؟", CHALLENGES, "utter_none_of_them_cut"),
        ("is tourism one of them?", SOCIAL, "utter_none_of_them"),
        ("هل الادخار منها؟", SOCIAL, "utter_none_of_them"),
    ],
)
def test_yes_is_said_only_of_what_is_among_them(asked, shown, response):
    (one,), _ = said(asked, after(shown), "ask_if_all")
    assert (one.rule, one.reply.response) == ("shown.member", response)


@pytest.mark.parametrize(
    "asked", ["هل ينقص شيء؟", "anything missing?", "il manque quelque chose ?", "ناقصة حاجة؟"]
)
def test_what_is_missing_is_where_the_source_breaks_off(asked):
    (one,), _ = said(asked, after(CHALLENGES), "complain")
    assert (one.rule, one.reply.response) == ("shown.missing", "utter_all_listed_cut")


@pytest.mark.parametrize(
    ("asked", "response"),
    [
        ("أي أرياف؟", "utter_not_told_which"),
        ("which villages?", "utter_not_told_which"),
        ("المدن ولا الأرياف؟", "utter_said"),
    ],
)
def test_a_point_is_asked_before_anything_is_searched(asked, response):
    (one,), _ = said(asked, after(POINTS[1]), "ask_question")
    assert (one.rule, one.reply.response) == ("shown.of_point", response)
    assert ids_of([one]) == [POINTS[1]]


def test_in_short_twice_is_the_headings_and_then_no_shorter():
    _, memory = said("باختصار", after(SOCIAL), "ask_shorter")
    (one,), memory = said("أقصر", memory, "ask_more")
    assert one.reply.response == "utter_shortest_whole"
    _, memory = said("باختصار", after(ECONOMIC), "ask_shorter")
    (one,), memory = said("أقصر", memory, "ask_more")
    assert one.reply.response == "utter_shortest"
    assert one.reply.answer.items[0].heading == "تكوين الإطارات المحلية"
    _, memory = said("باختصار", after(f"{SOCIAL}/social-problems"), "ask_shorter")
    (one,), _ = said("plus court", memory, "ask_shorter")
    assert one.reply.response == "utter_shortest_whole"


@pytest.mark.parametrize("asked", ["اللي وراها", "the one after it", "celle d'après", "لي من بعدها"])
def test_the_one_after_it_again_and_again(asked):
    (second,), memory = said(asked, after(POINTS[0]))
    (third,), _ = said(asked, memory)
    assert ids_of([second, third]) == [POINTS[1], POINTS[2]]


def test_talk_that_leans_on_what_was_shown_is_read_so_where_the_classifier_is_unsure():
    def leans(text, memory, confidence=0.5):
        return leans_on_shown(Analysis(Question(text, "ask_help", confidence), memory, FOUND_NOTHING))

    assert leans("examples?", after(POINTS[0]))
    assert not leans("examples?", Memory())
    assert not leans("examples?", after(POINTS[0]), 0.95)
    assert leans("هل يذكر النص السياحة؟", Memory())

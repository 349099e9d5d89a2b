"""What goes on from what was shown: the rest, another one, one of two answers, more about a topic."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.analysis import Analysis
from actions.answer_question import ActionAnswerQuestion
from actions.compose import list_sections
from actions.decision_table import decide
from actions.follow_up.answers import answers_of
from actions.follow_up.memory import Memory, remember
from actions.message import Question
from actions.wishes import Shape
from tests.actions.test_follow_up_resolutions import (
    CHALLENGES,
    ECONOMIC,
    INDEX,
    LIST,
    NOTHING,
    POINT,
    POINTS,
    SOCIAL,
    outcome,
    resolve,
)

LAST_THREE = " ".join(id_.rpartition("/")[2] for id_ in POINTS[2:])
FIRST_TWO = remember(NOTHING, list_sections(INDEX, [INDEX.passage(ECONOMIC)], Shape("first", 2)), "اثنين")
ONE_CHALLENGE = remember(NOTHING, list_sections(INDEX, [INDEX.passage(CHALLENGES)]), "التحديات")
TWO_ANSWERS = replace(POINT, parts=((f"{SOCIAL}/needs",), (POINTS[1],)))


@pytest.mark.parametrize(
    "text",
    ["ما الباقي", "وبقية الأدوار", "اذكر الباقي", "the remaining ones", "et le reste", "شو باقي", "المزيد"],
)
def test_the_rest_is_what_was_not_shown_of_the_section(text):
    assert outcome(text, FIRST_TWO) == ("rest", LAST_THREE)


def test_the_rest_keeps_the_numbers_of_its_section():
    (answer,) = answers_of(resolve("والباقية", "", FIRST_TWO, INDEX), INDEX)
    assert answer.response == "utter_answer_rest"
    assert answer.answer.items[0].number == 3
    memory = remember(FIRST_TWO, answer, "والباقية")
    assert outcome("الثالثة", memory) == ("position", "new-products")
    assert resolve("والباقية", "", memory, INDEX).reason == "end"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هات واحدا آخر من فضلك", ("next", "new-products")),
        ("واحد تاني", ("next", "new-products")),
        ("another point", ("next", "new-products")),
        ("un autre", ("next", "new-products")),
        ("زيدني زوج", ("rest", "new-products competition")),
        ("أعطني نقطتين أخريين", ("rest", "new-products competition")),
        ("الرابع", ("position", "competition")),
    ],
)
def test_after_the_first_few_the_next_ones_are_those_of_the_same_section(text, expected):
    assert outcome(text, FIRST_TWO) == expected


@pytest.mark.parametrize("text", ["واصل", "more", "encore", "فصل أكثر"])
def test_more_than_the_one_point_listed_is_all_of_its_text(text):
    found = resolve(text, "ask_more", ONE_CHALLENGE, INDEX)
    assert found.passage_ids == (f"{CHALLENGES}/innovation",)
    assert answers_of(found, INDEX)[0].response == "utter_follow_up_explain_cut"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("الثانية لا غير", "industry-spread"),
        ("الخامس بس", "financial-resources"),
        ("just the first", "local-cadres"),
        ("la quatrième uniquement", "competition"),
        ("المحور الأول", "economic"),
        ("القسم الأخير وبس", "challenges"),
        ("لخصلي الثالثة", "new-products"),
    ],
)
def test_a_position_alone_in_short_or_among_sections(text, shown):
    assert outcome(text, LIST) == ("position", shown)


def test_a_point_in_short_is_its_first_sentences():
    found = resolve("القسم الثالث باختصار", "", LIST, INDEX)
    assert answers_of(found, INDEX)[0].response == "utter_answer_summary_cut"
    found = resolve("لخص الثالثة", "", LIST, INDEX)
    assert answers_of(found, INDEX)[0].kind == "point"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("فسر الأولى", ("explain", "needs")),
        ("وماذا عن الثاني؟", ("position", "industry-spread")),
        ("النقطة الأولى", ("position", "local-cadres")),
        ("والثالثة", ("position", "new-products")),
    ],
)
def test_after_two_answers_a_position_is_that_of_an_answer(text, expected):
    assert outcome(text, TWO_ANSWERS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أريد المزيد عن الزبائن", ("about", "customer-relations")),
        ("زدنا حول التحديات", ("about", "challenges")),
        ("plus sur le rôle social", ("about", "social")),
        ("زيدوني على البطاطا", ("about", "البطاطا والمؤسسات الصغيرة")),
        ("زيدني على هادشي", ("more", "new-products")),
    ],
)
def test_more_about_a_topic_asks_for_it(text, expected):
    assert outcome(text, POINT) == expected


class ByWords:
    """Answers by the words that a query holds."""

    def __init__(self, library):
        self._library = library

    def __getattr__(self, name):
        return getattr(self._library, name)

    def search(self, query, k=5):
        known = "المنافسة" in query and "كم" not in query
        self._library.hits = ("sme-roles/economic/competition",)
        self._library.confidence, self._library.nearness = (0.9, 0.9) if known else (0.1, 0.9)
        return self._library.search(query, k)


def test_a_part_with_a_subject_of_its_own_is_not_given_that_of_the_message(library):
    class OnlyWithTheSubject(ByWords):
        def search(self, query, k=5):
            return super().search(query if "المتوسطة" in query or "ما دور" in query else "كم", k)

    text = "ما دور المنافسة وشكون رئيس مجلس المنافسة"
    found = decide(Analysis(Question(text), NOTHING, OnlyWithTheSubject(library)))
    assert [one.reply.kind for one in found] == ["point", "related"]


@pytest.mark.parametrize("text", ["ما دور المنافسة وكم ثمنها في السوق؟", "ما دور المنافسة؟ كم يكلف ذلك؟"])
def test_the_part_that_is_not_answered_is_refused_by_itself(ask, library, asked, text):
    turn = ask(ActionAnswerQuestion, ByWords(library), asked(text))
    assert [message["response"] for message in turn.messages] == [
        "utter_answer_point",
        "utter_part_unanswered",
    ]
    memory = Memory.from_slot(turn.events[-1]["value"])
    assert (memory.parts, memory.left_open.startswith("كم")) == ((), True)


@pytest.mark.parametrize("text", ["لخص النص", "خلاصة الوثيقة كلها", "summary of everything", "résume tout"])
@pytest.mark.parametrize("memory", [NOTHING, replace(LIST, sections=(ECONOMIC,))])
def test_everything_in_short_is_every_section_by_its_headings(library, text, memory):
    library = replace(library, hits=("sme-roles/economic",))
    (found,) = decide(Analysis(Question(text, "ask_question", 0.9), memory, library))
    assert found.reply.response == "utter_answer_summary"
    assert [citation.passage_id for citation in found.reply.citations] == [ECONOMIC, SOCIAL]
    headings = [(part.heading, part.items[0].number) for part in found.reply.answer.parts]
    assert headings == [("دور المؤسسات اقتصاديا", 1), ("دور المؤسسات اجتماعيا", 3)]

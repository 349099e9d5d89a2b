"""What is wished of the answers on the screen: shorter, whether they are all, one of them again."""

from __future__ import annotations

import pytest

from actions.analysis import Analysis
from actions.decision_table import decide
from actions.follow_up.memory import Memory, remember
from actions.message import Question
from index import SearchResult
from tests.actions.test_follow_up_resolutions import CHALLENGES, ECONOMIC, INDEX, POINTS, SOCIAL, Sources


class NothingFound(Sources):
    """The real source, in which a search finds nothing."""

    version = "test"

    def search(self, query, k=5):
        return SearchResult(query, (), 0.0, 0.0, 0.0, "", 0.5, ())

    def is_curated(self, query):
        return False


FOUND_NOTHING = NothingFound()


def said(text, memory, intent="ask_follow_up"):
    """The replies to a message, and the memory after them."""
    found = decide(Analysis(Question(text, intent, 0.9, likeliest=intent), memory, FOUND_NOTHING))
    for one in found:
        memory = remember(memory, one.reply, text) if one.reply.is_remembered else memory
    return found, memory


def after(*ids):
    """The memory after these were shown by their buttons."""
    memory = Memory()
    for id_ in ids:
        found = decide(Analysis(Question("/", passage_id=id_), memory, INDEX))
        memory = remember(memory, found[0].reply, "/")
    return memory


def ids_of(found):
    return [citation.passage_id for one in found for citation in one.reply.citations]


def test_a_list_in_short_is_its_headings():
    (one,), _ = said("في سطرين", after(ECONOMIC), "ask_shorter")
    assert (one.rule, one.reply.response) == ("follow_up.shorter", "utter_answer_summary")
    assert [item.text for item in one.reply.answer.items] == [""] * 5


def test_a_point_in_short_is_its_first_words_word_for_word():
    (one,), _ = said("باختصار", after(f"{ECONOMIC}/financial-resources"), "ask_shorter")
    (quote,) = one.reply.answer.parts
    whole = INDEX.passage(quote.passage_id).text
    assert whole.startswith(quote.text.removesuffix(" …"))
    assert quote.text.endswith("…")
    assert one.reply.response == "utter_answer_short"


def test_a_short_point_is_shown_whole_and_said_to_be_so():
    (one,), _ = said("قصرها", after(f"{SOCIAL}/social-problems"), "ask_shorter")
    assert one.reply.response == "utter_answer_short_whole"


def test_in_short_leans_on_what_was_quoted_before_a_refusal():
    memory = after(SOCIAL)
    _, memory = said("كم سعر الذهب؟", memory, "ask_question")
    (one,), _ = said("الخلاصة", memory, "ask_shorter")
    assert ids_of([one]) == [SOCIAL]


@pytest.mark.parametrize("intent", ["ask_shorter", "ask_if_all"])
def test_before_anything_was_shown_it_is_asked_what_is_meant(intent):
    (one,), _ = said("طيب", Memory(), intent)
    assert (one.reply.kind, one.reply.response) == ("clarify", "utter_follow_up_nothing")


@pytest.mark.parametrize(
    ("shown", "response"),
    [
        (ECONOMIC, "utter_all_listed"),
        (CHALLENGES, "utter_all_listed_cut"),
        (POINTS[3], "utter_all_of_point"),
        (f"{CHALLENGES}/innovation", "utter_all_of_point_cut"),
    ],
)
def test_whether_that_is_all(shown, response):
    (one,), _ = said("بس هذا؟", after(shown), "ask_if_all")
    assert (one.rule, one.reply.response) == ("follow_up.whether_all", response)


def test_other_sections_are_offered_beside_all_that_there_is():
    (one,), _ = said("بس؟", after(ECONOMIC), "ask_if_all")
    offered = [button.payload for button in one.reply.buttons]
    assert [SOCIAL in each or CHALLENGES in each for each in offered[-2:]] == [True, True]


def test_an_answer_before_the_last_is_shown_again_and_the_same_once_more_is_no_other():
    memory = after(f"{ECONOMIC}/competition", SOCIAL)
    found, memory = said("أعد جوابك الأخير", memory)
    assert ids_of(found) == [SOCIAL]
    found, memory = said("أعد إجابتك", memory)
    assert ids_of(found) == [SOCIAL]
    found, _ = said("ارجع إلى الجواب السابق", memory)
    assert ids_of(found) == [f"{ECONOMIC}/competition"]


def test_a_point_that_can_be_read_is_told_by_its_place():
    memory = after(ECONOMIC)
    reply = decide(Analysis(Question("/", passage_id=POINTS[1]), memory, INDEX))[0].reply
    assert (reply.response, reply.variables) == ("utter_around", {"number": "2", "count": "5"})
    assert [item.number for item in reply.answer.items] == [1, 2, 3]
    assert [button.payload.split("/")[-1] for button in reply.buttons] == [
        'new-products"}',
        'local-cadres"}',
        'economic"}',
    ]


def test_a_point_of_which_only_the_heading_was_shown_is_shown():
    memory = after(ECONOMIC)
    _, memory = said("العناوين فقط", Memory("list", (ECONOMIC,), POINTS, answers=()), "ask_shorter")
    reply = decide(Analysis(Question("/", passage_id=POINTS[1]), memory, INDEX))[0].reply
    assert reply.response == "utter_answer_point"


def test_where_the_source_breaks_off_every_frame_says_so():
    memory = after(CHALLENGES)
    assert decide(Analysis(Question("/", passage_id=CHALLENGES), Memory(), INDEX))[0].reply.response == (
        "utter_answer_list_cut"
    )
    (one,), _ = said("باختصار", memory, "ask_shorter")
    assert one.reply.response == "utter_answer_summary_cut"
    (one,), _ = said("لماذا", after(f"{CHALLENGES}/innovation"))
    assert one.reply.response == "utter_follow_up_why_cut"
    (one,), _ = said("المزيد", after(f"{CHALLENGES}/innovation"), "ask_more")
    assert one.reply.response == "utter_no_more_cut"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("كلها إلا الثانية", "local-cadres new-products competition financial-resources"),
        ("tout sauf le dernier", "local-cadres industry-spread new-products competition"),
        ("all but the last two", "local-cadres industry-spread new-products"),
        ("لا أريد إلا الثالثة", "new-products"),
        ("بغيت غير الرابعة", "competition"),
        ("غير الأولى برك", "local-cadres"),
        ("ما عايز غير الخامسة", "financial-resources"),
        ("آخر نقطتين", "competition financial-resources"),
        ("the first two", "local-cadres industry-spread"),
    ],
)
def test_some_are_left_out_and_some_alone_are_meant(text, shown):
    found, _ = said(text, after(ECONOMIC))
    points = [point.id.rpartition("/")[2] for one in found for point in one.reply.points]
    assert " ".join(points) == shown


def compared():
    memory = Memory()
    found = decide(Analysis(Question("قارن بين الدور الاقتصادي والاجتماعي"), memory, BothRoles()))
    return remember(memory, found[0].reply, "قارن")


class BothRoles(NothingFound):
    def search(self, query, k=5):
        from index import Hit

        hit = Hit(self.passage(ECONOMIC), 3.0, 1, {})
        return SearchResult(query, (hit,), 0.9, 0.9, 0.0, "", 0.5, ())


def test_after_a_comparison_a_position_is_a_column_or_a_point_of_both():
    memory = compared()
    assert [len(part.items) for part in _columns(memory)] == [5, 4]
    assert ids_of(said("الثاني", memory)[0]) == [SOCIAL]
    assert ids_of(said("the first", memory)[0]) == [ECONOMIC]
    (asked_back,), _ = said("النقطة الثانية", memory)
    assert (asked_back.reply.kind, len(asked_back.reply.buttons)) == ("clarify", 2)
    assert ids_of(said("النقطة 5", memory)[0]) == [POINTS[4]]
    (beyond,), _ = said("السابعة", memory)
    assert beyond.reply.variables == {"count": "5"}


def _columns(memory):
    (one,), _ = said("أعد جوابك", memory)
    assert one.reply.kind == "comparison"
    return one.reply.answer.parts

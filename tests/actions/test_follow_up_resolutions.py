"""What utterances come to, by what was shown before them: over the real source, without a search."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.analysis import Analysis
from actions.decision_table import RULES
from actions.follow_up.answers import answers_of
from actions.follow_up.memory import Memory
from actions.message import Question
from documents.curated import load_document

ROOT = Path(__file__).parents[2]
DOCUMENT, PASSAGES = load_document(ROOT / "data" / "sources" / "sme-roles.md")


class Sources:
    """The source as an index that is never searched."""

    passages = PASSAGES

    def passage(self, id_):
        return {passage.id: passage for passage in PASSAGES}[id_]

    def document(self, id_):
        return {DOCUMENT.id: DOCUMENT}[id_]

    def points(self, section_id):
        return tuple(p for p in PASSAGES if p.kind == "point" and p.section_id == section_id)


INDEX = Sources()
ECONOMIC, SOCIAL, CHALLENGES = "sme-roles/economic", "sme-roles/social", "sme-roles/challenges"
POINTS = tuple(point.id for point in INDEX.points(ECONOMIC))
OFFERED = (POINTS[3], f"{SOCIAL}/needs")
NOTHING = Memory()
LIST = Memory("list", (ECONOMIC,), POINTS, "", (CHALLENGES, ECONOMIC), "ما الأدوار الاقتصادية؟")
POINT = Memory("point", (ECONOMIC,), POINTS, POINTS[1], (ECONOMIC, POINTS[1]), "والثانية؟")
REFUSED = Memory("related", (ECONOMIC,), OFFERED, "", (ECONOMIC,), "كيف أقترض؟", 1)


def resolve(text, intent, memory, index):
    """What the first follow-up rule that holds makes of a text; None for a question that stands by itself."""
    analysis = Analysis(Question(text, intent), memory, index)
    found = (rule.when(analysis) for rule in RULES if rule.name.startswith("follow_up."))
    return next(filter(None, found), None)


def outcome(text, memory, intent="ask_follow_up"):
    """What it does and why, and the passages' ends or the search."""
    found = resolve(text, intent, memory, INDEX)
    if found is None:
        return None
    shown = " ".join(id_.rpartition("/")[2] for id_ in found.passage_ids)
    return (found.reason, shown if found.action == "show" else found.query)


POSITIONS = {
    "local-cadres": [
        "الأولى",
        "الأول",
        "اشرح النقطة الأولى",
        "أول نقطة",
        "1",
        "١",
        "the first one",
        "le premier",
        "اللولة",
        "الاولانية",
        "رقم واحد",
        "النقطة رقم 1",
    ],
    "industry-spread": [
        "الثانية",
        "اشرح الثانية",
        "والثانية؟",
        "التانية",
        "2",
        "٢",
        "the second one",
        "la deuxième",
        "ثاني وحدة",
        "طيب والثانية",
        "اشرحلي التانية لو سمحت",
        "عطيني رقم 2",
        "الزوج",
    ],
    "new-products": [
        "الثالث",
        "اذكر الثالثة",
        "النقطة 3",
        "التالتة",
        "رقم ثلاثة",
        "نمرة تلاتة",
        "وماذا عن الثالثة؟",
    ],
    "competition": ["رقم ٤", "الرابعة", "قبل الأخيرة", "explain the fourth"],
    "financial-resources": ["الأخيرة", "آخر نقطة", "رقم خمسة", "the last one", "le dernier", "والخامسة؟"],
    "local-cadres new-products": ["الأولى والثالثة", "1 و 3"],
}


@pytest.mark.parametrize(
    ("text", "shown"), [(text, ids) for ids, texts in POSITIONS.items() for text in texts]
)
def test_a_position_is_counted_in_the_list_shown_last(text, shown):
    assert outcome(text, LIST) == ("position", shown)
    assert outcome(text, POINT) == ("position", shown)


@pytest.mark.parametrize("text", ["الدور الاجتماعي الثالث", "اشرح النقطة الثالثة من الدور الاجتماعي"])
@pytest.mark.parametrize("memory", [NOTHING, LIST, REFUSED])
def test_a_position_in_a_named_section_needs_nothing_before_it(text, memory):
    assert outcome(text, memory) == ("position", "social-problems")


@pytest.mark.parametrize("text", ["السابعة", "النقطة 9", "رقم ٦", "0"])
def test_a_position_out_of_range_tells_how_many_there_are(text):
    found = resolve(text, "", LIST, INDEX)
    assert (found.reason, found.count, found.passage_ids) == ("out_of_range", 5, POINTS)
    (answer,) = answers_of(found, INDEX)
    assert (answer.response, answer.variables, len(answer.buttons)) == (
        "utter_follow_up_out_of_range",
        {"count": "5"},
        5,
    )


STEPS = [
    ("التالي", POINT, ("next", "new-products")),
    ("اللي بعدها", POINT, ("next", "new-products")),
    ("نقطة أخرى", POINT, ("next", "new-products")),
    ("next", POINT, ("next", "new-products")),
    ("التالي", LIST, ("next", "local-cadres")),
    ("السابق", POINT, ("previous", "local-cadres")),
    ("اللي قبلها", POINT, ("previous", "local-cadres")),
    ("اللي قبله", POINT, ("previous", "local-cadres")),
    ("السابق", LIST, ("return", "challenges")),
    ("المزيد", POINT, ("more", "new-products")),
    ("زيدني", LIST, ("more", "social")),
    ("ارجع", POINT, ("return", "economic")),
    ("ارجع للقائمة", POINT, ("return", "economic")),
    ("ارجع إلى الأدوار", POINT, ("return", "economic")),
    ("ارجع إلى الأدوار", NOTHING, ("return", "economic social")),
    ("ارجع إلى التحديات", LIST, ("return", "challenges")),
    ("عد إلى المنافسة", POINT, ("return", "competition")),
    ("back to the roles", POINT, ("return", "economic")),
]


@pytest.mark.parametrize(("text", "memory", "expected"), STEPS)
def test_steps_go_from_what_was_shown(text, memory, expected):
    assert outcome(text, memory) == expected


AGAIN = {
    "explain": [
        "وضح أكثر",
        "اشرح",
        "لم أفهم",
        "ما فهمتش",
        "مش فاهم",
        "مو فاهم",
        "ما معنى هذا؟",
        "وضحلي",
        "explain more",
        "je n'ai pas compris",
        "زيد وضحلي",
        "غير واضح",
        "ما المقصود",
        "كيف؟",
        "ما فهمت شي",
    ],
    "why": ["لماذا؟", "ليش", "علاش؟", "ليه", "why?", "pourquoi ?", "ولماذا ذلك مهم؟"],
    "example": ["مثال؟", "عطيني مثال", "هل من مثال؟", "مثل ماذا؟", "un exemple"],
    "repeat": ["أعد", "عاود", "مرة ثانية من فضلك", "كرر", "repeat please", "ممكن تعيد"],
    "lean": ["وكيف تساعد في ذلك؟", "هل هذا مهم؟", "كيف يتم ذلك", "ما أهمية ذلك"],
}


@pytest.mark.parametrize(
    ("text", "because"), [(text, name) for name, texts in AGAIN.items() for text in texts]
)
def test_what_leans_on_a_point_shows_it_again(text, because):
    assert outcome(text, POINT) == (because, "industry-spread")


@pytest.mark.parametrize("text", [*AGAIN["explain"], *AGAIN["why"], *AGAIN["example"]])
def test_after_a_list_it_is_asked_which_one_is_meant(text):
    found = resolve(text, "", LIST, INDEX)
    assert (found.action, found.reason, found.passage_ids) == ("ask", "which", POINTS)


def test_a_list_is_repeated_and_a_refused_question_searched_again():
    assert outcome("أعد", LIST) == ("repeat", "economic")
    assert outcome("أعد", REFUSED) == ("repeat", "كيف أقترض؟")
    assert outcome("أعد", replace(REFUSED, kind="clarify")) == ("which", "")


ELLIPSES = [
    ("والاجتماعي؟", ("ellipsis", "social")),
    ("طيب والاجتماعي", ("ellipsis", "social")),
    ("وماذا عن التحديات؟", ("ellipsis", "challenges")),
    ("and the challenges?", ("ellipsis", "challenges")),
    ("et le rôle social ?", ("ellipsis", "social")),
    ("وفي التسويق؟", ("ellipsis", "innovation")),
    ("طيب والادخار", ("ellipsis", "financial-resources")),
    ("والأرياف؟", ("ellipsis", "industry-spread")),
    ("وسلسلة القيمة؟", ("ellipsis", "innovation")),
    ("ماذا عن المنافسة", ("ellipsis", "competition")),
    ("والتشغيل؟", ("ellipsis", "التشغيل والمؤسسات الصغيرة")),
    ("ماذا عن الإبداع؟", ("ellipsis", "innovation")),
    ("وبالنسبة للمنافسة؟", ("ellipsis", "competition")),
    ("واش على التحديات", ("ellipsis", "challenges")),
    ("واجتماعيا؟", ("ellipsis", "social")),
    ("والجانب الاجتماعي؟", ("ellipsis", "social")),
    ("وتحدياتها؟", ("ellipsis", "challenges")),
    ("وفي مجال التسويق؟", ("ellipsis", "innovation")),
    ("والضرائب؟", ("ellipsis", "الضرائب والمؤسسات الصغيرة")),
]


@pytest.mark.parametrize(("text", "expected"), ELLIPSES)
@pytest.mark.parametrize("memory", [LIST, POINT])
def test_the_rest_of_a_sentence_is_completed(text, expected, memory):
    assert outcome(text, memory) == expected


@pytest.mark.parametrize(
    "text",
    [
        "اشرح الثانية",
        "2",
        "أعد",
        "لم أفهم",
        "لماذا؟",
        "مثال؟",
        "وكيف تساعد في ذلك؟",
        "التالي",
        "السابق",
        "المزيد",
        "الأخيرة",
        "ارجع",
    ],
)
def test_with_nothing_to_follow_a_helpful_question_is_asked(text):
    found = resolve(text, "", NOTHING, INDEX)
    assert (found.action, found.reason) == ("ask", "nothing")
    (answer,) = answers_of(found, INDEX)
    assert (answer.kind, answer.citations, len(answer.buttons)) == ("clarify", (), 3)


FRESH = [
    "ما هي الأدوار الاقتصادية للمؤسسات الصغيرة والمتوسطة؟",
    "متى انتهت الحرب العالمية الثانية",
    "وكالة التشغيل",
    "كيف تساهم المؤسسات الصغيرة في التشغيل؟",
    "ما دورها في التشغيل وما تحدياتها؟",
    "وكيف تمول مشروعك؟",
    "اذكر اثنين",
    "اذكر أول اثنين",
    "كم دورا اقتصاديا للمؤسسات الصغيرة؟",
    "قارن بين الدور الاقتصادي والاجتماعي",
    "لماذا المؤسسات الصغيرة مهمة؟",
    "اشرح لي الدور الاجتماعي",
    "ما هي أول شركة في العالم؟",
    "وظائف الإدارة",
    "كيف أرجع ضريبة القيمة المضافة",
    "ومن كان معاه؟",
    "كيف تساعد المؤسسات الصغيرة",
    "سنة 2010",
    "وصف المشروع",
    "ما هو المثال الأعلى في الفلسفة",
    "",
    "؟؟؟",
    "😀",
]


@pytest.mark.parametrize("text", FRESH)
@pytest.mark.parametrize("memory", [NOTHING, LIST, POINT])
def test_a_question_of_its_own_is_no_follow_up(text, memory):
    assert resolve(text, "ask_question", memory, INDEX) is None


@pytest.mark.parametrize(
    ("text", "memory", "expected"),
    [
        ("wel ijtima3i?", LIST, ("ellipsis", "social")),
        ("w tania?", LIST, ("position", "industry-spread")),
        ("tania", LIST, ("position", "industry-spread")),
        ("el oula", LIST, ("position", "local-cadres")),
        ("loula", LIST, ("position", "local-cadres")),
        ("zidni", POINT, ("more", "new-products")),
        ("kemmel", POINT, ("more", "new-products")),
        ("3la wach?", POINT, ("why", "industry-spread")),
        ("3lach", POINT, ("why", "industry-spread")),
        ("fhemni", POINT, ("explain", "industry-spread")),
        ("ma fhemtch", POINT, ("explain", "industry-spread")),
        ("3awed", POINT, ("repeat", "industry-spread")),
        ("wel ta7adiyat?", POINT, ("ellipsis", "challenges")),
        ("asdf", POINT, None),
    ],
)
def test_follow_ups_in_latin_letters_are_those_in_arabic_ones(text, memory, expected):
    assert outcome(text, memory) == expected


@pytest.mark.parametrize(
    "text",
    [
        "سؤال آخر",
        "عندي سؤال ثاني",
        "لدي سؤال",
        "عندي سؤال تاني لو سمحت",
        "another question",
        "j'ai une question",
    ],
)
@pytest.mark.parametrize("memory", [NOTHING, LIST, POINT])
@pytest.mark.parametrize("intent", ["ask_more", "ask_follow_up", "ask_question"])
def test_a_question_that_is_announced_is_invited(text, memory, intent):
    found = resolve(text, intent, memory, INDEX)
    assert (found.action, found.reason) == ("ask", "invite")
    (answer,) = answers_of(found, INDEX)
    assert (answer.response, len(answer.buttons)) == ("utter_follow_up_invite", 3)


@pytest.mark.parametrize(
    "text", ["السؤال الثاني", "السؤال الأخير", "عندي سؤال عن الضرائب", "ما السؤال؟", "اطرح سؤالك", ""]
)
def test_what_is_more_than_an_announcement_is_not(text):
    found = resolve(text, "ask_follow_up", LIST, INDEX)
    assert found is None or found.reason != "invite"


@pytest.mark.parametrize(
    ("text", "count", "response"),
    [
        ("ما هو التحدي الثاني؟", 1, "utter_follow_up_out_of_range_cut"),
        ("التحدي الثالث", 1, "utter_follow_up_out_of_range_cut"),
        ("ما هو التحدي الثاني الذي تواجهه المؤسسات الصغيرة؟", 1, "utter_follow_up_out_of_range_cut"),
        ("quel est le deuxième défi ?", 1, "utter_follow_up_out_of_range_cut"),
        ("ما هو سادس دور اقتصادي؟", 5, "utter_follow_up_out_of_range"),
        ("الدور الاجتماعي السابع", 4, "utter_follow_up_out_of_range"),
    ],
)
def test_a_position_that_a_section_lacks_is_answered_with_how_many_it_has(text, count, response):
    (answer,) = answers_of(resolve(text, "ask_question", NOTHING, INDEX), INDEX)
    assert (answer.response, answer.variables["count"], len(answer.buttons)) == (response, str(count), count)


def asked_back(text):
    return Memory("clarify", (), (ECONOMIC, SOCIAL, CHALLENGES), "", (), text)


@pytest.mark.parametrize("choice", ["الاجتماعي", "الثاني", "2", "والاجتماعي؟", "the social role", "w tania"])
@pytest.mark.parametrize(
    ("text", "response", "shown"),
    [
        ("لخص", "utter_answer_summary", 4),
        ("اذكر اثنين", "utter_answer_first", 2),
        ("كم عددها؟", "utter_answer_count", 4),
        ("حدثني عن المؤسسات الصغيرة", "utter_answer_list", 4),
        ("lkhass", "utter_answer_summary", 4),
    ],
)
def test_the_topic_chosen_is_shown_in_the_form_that_was_asked_for(choice, text, response, shown):
    (answer,) = answers_of(resolve(choice, "", asked_back(text), INDEX), INDEX)
    assert (answer.response, len(answer.points)) == (response, shown)
    assert {citation.passage_id for citation in answer.citations} == {SOCIAL}


def test_a_role_of_no_named_kind_is_asked_back_and_its_position_kept():
    found = resolve("الدور الرابع", "ask_follow_up", NOTHING, INDEX)
    assert (found.reason, found.passage_ids) == ("section", (ECONOMIC, SOCIAL))
    memory = Memory("clarify", (), (ECONOMIC, SOCIAL), "", (), "الدور الرابع")
    assert outcome("الاجتماعي", memory) == ("position", "needs")
    assert outcome("الأول", memory) == ("position", "competition")
    memory = replace(memory, asked="الدور السابع")
    assert resolve("الاجتماعي", "", memory, INDEX).reason == "out_of_range"


def test_topics_that_were_offered_are_chosen_by_word_or_position():
    assert outcome("الاجتماعي", REFUSED) == ("chosen", "social")
    assert outcome("الثانية", REFUSED) == ("position", "needs")
    assert outcome("الاجتماعي", LIST) is None


def test_what_left_the_index_is_not_followed():
    gone = Memory(
        "point", ("sme-roles/gone",), ("sme-roles/gone/a",), "sme-roles/gone/a", ("sme-roles/gone/a",)
    )
    assert outcome("الأولى", gone) == ("nothing", "")
    assert outcome("أعد", gone) == ("nothing", "")


WORDS = [
    *POSITIONS["local-cadres"],
    *AGAIN["why"],
    *FRESH,
    "ارجع إلى",
    "قبل",
    "و",
    "ال",
    "والمزيد",
    "آخر",
    "مرة",
]


@given(
    st.one_of(st.text(), st.lists(st.sampled_from(WORDS)).map(" ".join)),
    st.sampled_from([NOTHING, LIST, POINT, REFUSED]),
)
def test_any_text_resolves_to_something_that_can_be_said(text, memory):
    found = resolve(text, "ask_more", memory, INDEX)
    if found is None or found.action == "search":
        assert found is None or found.query
    else:
        assert answers_of(found, INDEX)

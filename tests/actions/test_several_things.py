"""Several things named in one sentence: where they part, and what of them is said to be unanswered."""

from __future__ import annotations

import pytest

from actions.answer_question import ActionAnswerQuestion
from actions.follow_up.memory import Memory
from actions.several_things import says_the_same, things_in


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("ما دورها في الادخار والمنافسة والتدريب؟", ["الادخار", "المنافسة", "التدريب"]),
        ("الشغل والابتكار", ["الشغل", "الابتكار"]),
        ("jobs and competition?", ["jobs", "competition"]),
        ("savings, competition and training", ["savings", "competition", "training"]),
        ("parle-moi de l'épargne et du tourisme", ["l'épargne", "tourisme"]),
        ("ما دور المؤسسات الصغيرة والمتوسطة في التشغيل والتصدير؟", ["التشغيل", "التصدير"]),
        ("دورها في التشغيل وحماية البيئة", ["التشغيل", "حماية البيئة"]),
        ("الشغل، الابتكار، التدريب", ["الشغل", "الابتكار", "التدريب"]),
    ],
)
def test_things_named_one_after_another(text, things):
    assert [thing.words for thing in things_in(text)] == things


@pytest.mark.parametrize(
    "text",
    [
        "ما دور المؤسسات الصغيرة والمتوسطة؟",
        "small and medium enterprises",
        "les petites et moyennes entreprises et la formation",
        "اذكر لي دورا واحدا",
        "ما علاقة الابتكار بالمنافسة؟ وشكرا",
        "المنافسة وشكرا",
        "وظائف",
        "مين عمل الاختراعات المهمة، الشركات الصغيرة ولا الكبيرة؟",
        "واش هي التحديات؟",
        "",
        "و",
        "، و ،",
        "ب و" * 300,
    ],
)
def test_a_sentence_that_names_one_thing(text):
    assert things_in(text) == ()


def test_a_first_thing_is_asked_about_as_the_others_are():
    assert [thing.question for thing in things_in("ما دورها في الادخار والمنافسة؟")] == [
        "ما دورها في الادخار",
        "ما دورها في المنافسة",
    ]


def test_what_goes_on_with_the_thing_before_it_is_no_other():
    first, second = things_in("كيف تدرب العمال وتحفيزهم؟")
    assert says_the_same(second, [])
    assert not says_the_same(first, ["المنافسة أداة التغيير"])
    assert says_the_same(things_in("السلع والخدمات")[1], ["إنتاج السلع والخدمات"])


class ByTopic:
    """Finds a point by a word of the query; anything else is near and not answered."""

    def __init__(self, library):
        self._library = library

    def __getattr__(self, name):
        return getattr(self._library, name)

    def search(self, query, k=5):
        known = {"المنافسة": "sme-roles/economic/competition", "الأفراد": "sme-roles/economic/local-cadres"}
        found = next((id_ for word, id_ in known.items() if word in query), "")
        self._library.hits = (found or "sme-roles/social/needs",)
        self._library.confidence, self._library.nearness = (0.95 if found else 0.1), 0.9
        return self._library.search(query, k)


def test_each_thing_is_answered_and_what_is_not_is_named(ask, library, asked):
    turn = ask(ActionAnswerQuestion, ByTopic(library), asked("دورها في المنافسة وتكوين الأفراد والسياحة"))
    assert [(each["response"], each.get("part")) for each in turn.messages] == [
        ("utter_answer_point", None),
        ("utter_answer_point", None),
        ("utter_thing_unanswered", "السياحة"),
    ]
    memory = Memory.from_slot(turn.events[-1]["value"])
    assert (memory.kind, memory.left_open, memory.together) == ("point", "السياحة", 2)


def test_where_no_thing_is_answered_the_message_is_refused_as_one(ask, library, asked):
    turn = ask(ActionAnswerQuestion, ByTopic(library), asked("الضرائب والسياحة"))
    assert [each["response"] for each in turn.messages] == ["utter_answer_related"]


def test_the_visitors_words_are_no_template(ask, library, asked):
    turn = ask(ActionAnswerQuestion, ByTopic(library), asked("المنافسة والسياحة {subject}"))
    assert turn.messages[-1]["part"] == "السياحة subject"

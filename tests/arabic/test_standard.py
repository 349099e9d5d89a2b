"""A question of a dialect in standard words; a standard one stays as it is."""

import pytest

from arabic.forms import search_key
from arabic.lexicon import load
from arabic.standard import DIALECTS, standard_form

STANDARD = [
    "ما هي الأدوار الاقتصادية للمؤسسات الصغيرة والمتوسطة؟",
    "كيف تساهم البيئة في بناء المدن؟",
    "لماذا ترتفع أسعار البيوت؟",
    "كم عدد العمال في قطاع البناء؟",
    "متى تأسست هيئة السوق المالية؟",
    "من هو مفتش العمل ومن يعاونه؟",
    "هل يدفع المزارعون ثمن الماء؟",
    "How many workers are there?",
    "Combien de travailleurs ?",
    "2023",
    "",
]


@pytest.mark.parametrize("question", STANDARD)
def test_a_standard_question_stays_as_it_is(question: str) -> None:
    assert standard_form(question) == question


@pytest.mark.parametrize(
    ("said", "standard"),
    [
        ("واش هو السعر تاع الخبز؟", "ما سعر الخبز؟"),
        ("شحال يخدمو من واحد فالمصنع؟", "كم يعملون من واحد في المصنع؟"),
        ("علاش ما يديرش الرخصة؟", "لماذا لا يفعل الرخصة؟"),
        ("شكون يحكم فالسوق؟", "من يحكم في السوق؟"),
        ("وقتاش تفتح المكتبة باش نروح ليها؟", "متى تفتح المكتبة لكي نذهب ليها؟"),
        ("المكتب بيفتح إمتى؟", "متى المكتب يفتح؟"),
        ("إيه الورق المطلوب عشان أسافر؟", "ما الوثائق المطلوب لكي أسافر؟"),
        ("التذكرة دي بكام؟", "كم هذه التذكرة؟"),
        ("الموظف بيعمل إيه؟", "ماذا الموظف يعمل؟"),
        ("عايز أعرف المكتب بيفتح إمتى", "أريد أعرف المكتب يفتح متى"),
        ("وش يبون الطلاب الحين؟", "ما يريدون الطلاب الآن؟"),
        ("شلون أسوي الطلب حقي؟", "كيف أفعل الطلب الخاص بي؟"),
        ("ليش سكروا هالمصنع؟", "لماذا أغلقوا هذا المصنع؟"),
        ("شو بدك من المكتب؟", "ما تريد من المكتب؟"),
    ],
)
def test_a_question_of_a_dialect_is_put_in_standard_words(said: str, standard: str) -> None:
    assert standard_form(said) == standard


def test_what_is_standard_already_is_left_when_asked_again() -> None:
    for said in ("واش هو السعر تاع الخبز؟", "المكتب بيفتح إمتى؟", "ليش سكروا هالمصنع؟"):
        once = standard_form(said)
        assert standard_form(once) == once


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_phrase_of_a_list_stands_for_two_things(dialect: str) -> None:
    keys = [search_key(said) for all_said in load(f"dialect_{dialect}").values() for said in all_said]
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_the_marks_are_words_that_are_compared_singly() -> None:
    for words in load("dialect_marks").values():
        assert all(len(search_key(word).split()) == 1 for word in words)

"""What is suggested for what is typed."""

from __future__ import annotations

import pytest

from contract.about import SHIPPED, read
from contract.payload import show_passage
from tests.suggestions.made import CADRES, CHALLENGES, ECONOMIC, JOBS, SOCIAL, passages
from web.suggestions.candidates import Candidate, Contents, curated, examples, presentable
from web.suggestions.matching import MOST, Suggestions, has_one_slip


@pytest.fixture(scope="module")
def suggestions() -> Suggestions:
    contents = Contents.read(passages())
    return Suggestions(presentable([*examples(read(SHIPPED)), *contents.headings]))


def leads_to(found: tuple[Candidate, ...]) -> list[str]:
    return [each.passage_id or each.text for each in found]


@pytest.mark.parametrize(
    ("typed", "passage_id"),
    [
        ("تكوين", CADRES),
        ("المحلية تكوين", CADRES),  # in any order
        ("اطارات", CADRES),  # without article and hamza
        ("تَكوين الاطـارات", CADRES),  # with marks
        ("للاطارات", CADRES),
        ("تكوبن", CADRES),  # one slip
        ("تكيون", CADRES),  # two letters that changed places
        ("واش هي التحديات", CHALLENGES),
        ("شو التحديات", CHALLENGES),
        ("الاقتصا", ECONOMIC),
        ("اقتصاديه", ECONOMIC),  # by another name of the section
        ("فائدة", ECONOMIC),
        ("المجتمعات", SOCIAL),
        ("مناصب شغل", JOBS),
        ("كم عدد الأدوار", ECONOMIC),  # a broken plural
        ("شو التحديات اللي بتواجهنا", CHALLENGES),
        ("كيعاونو فالشغل", JOBS),
        ("كسب مهارات", CADRES),  # in what the heading leads to
    ],
)
def test_the_beginning_of_words_finds_what_has_them(
    suggestions: Suggestions, typed: str, passage_id: str
) -> None:
    assert passage_id in leads_to(suggestions.found(typed, "ar"))


@pytest.mark.parametrize(
    "typed", ["", "ت", "  ", "👍", "؟؟", "سعر البيتكوين", "س" * 81, "0551234567", "a@b.example"]
)
def test_nothing_is_suggested_for_nothing_for_something_else_or_for_somebodys_data(
    suggestions: Suggestions, typed: str
) -> None:
    assert suggestions.found(typed, "ar") == ()


def test_a_number_beside_words_that_fit_is_still_somebodys_data(suggestions: Suggestions) -> None:
    assert suggestions.found("تكوين", "ar")
    assert suggestions.found("تكوين رقمي 0551234567", "ar") == ()


@pytest.mark.parametrize(
    ("typed", "language", "texts"),
    [
        ("econ", "en", [read(SHIPPED).questions["en"][0], "Economic role"]),
        ("écono", "fr", [read(SHIPPED).questions["fr"][0], "Rôle économique"]),
        ("train", "en", ["Training grants"]),
        ("small entreprises", "en", [read(SHIPPED).questions["en"][0]]),  # a slip that is right in French
        ("challen", "ar", ["Which challenges do they face?", "Challenges"]),
        ("tahadiyat", "ar", ["ما التحديات التي تواجهها؟", "التحديات"]),  # Arabizi
    ],
)
def test_suggestions_are_in_the_visitors_language(
    suggestions: Suggestions, typed: str, language: str, texts: list[str]
) -> None:
    assert [each.text for each in suggestions.found(typed, language)][: len(texts)] == texts


def test_arabic_letters_are_arabic_in_every_interface(suggestions: Suggestions) -> None:
    assert suggestions.found("تكوين", "fr") == suggestions.found("تكوين", "ar") != ()


def test_what_is_often_answered_comes_first() -> None:
    contents = Contents.read(passages())
    suggestions = Suggestions(presentable(contents.headings))
    assert leads_to(suggestions.found("دور", "ar"))[0] == ECONOMIC
    suggestions.count({SOCIAL: 9, ECONOMIC: 2})
    assert leads_to(suggestions.found("دور", "ar"))[0] == SOCIAL


def test_a_section_is_suggested_once_by_its_name(suggestions: Suggestions) -> None:
    found = [each for each in suggestions.found("دور", "ar") if each.passage_id == ECONOMIC]
    assert [(each.text, each.payload) for each in found] == [("الدور الاقتصادي", show_passage(ECONOMIC))]


def test_there_are_at_most_five() -> None:
    many = Suggestions(Candidate(f"سؤال رقم {number}", "ar") for number in "اوزحطيكلم")
    assert len(many.found("سؤال", "ar")) == MOST == 5


def test_words_of_a_person_are_no_suggestion_though_staff_approved_them() -> None:
    contents = Contents.read(passages())
    rows = [
        ("كيف أدرب عمالي؟", CADRES),
        ("اتصلوا بي على 0551234567 للتدريب", CADRES),
        ("ما القروض؟", "gone/one"),
    ]
    assert [each.text for each in presentable(curated(rows, contents))] == ["كيف أدرب عمالي؟"]


def test_what_is_no_button_and_what_is_no_line_is_left_out() -> None:
    odd = [
        {"id": "bad id", "document": "sme-roles", "heading": "عنوان", "text": "نص"},
        {"id": "sme-roles/a", "document": "sme-roles", "heading": "***", "text": "نص"},
        {"id": "sme-roles/b", "document": "sme-roles", "heading": "كلمة " * 30, "text": "نص"},
        {"id": "sme-roles/c", "document": "sme-roles", "heading": "", "text": "نص"},
        {"id": "sme-roles/d", "document": "sme-roles", "text": "نص"},
    ]
    assert presentable(Contents.read(passages(passages=odd)).headings) == []
    assert Contents.read(None).headings == ()


@pytest.mark.parametrize(
    ("typed", "word", "expected"),
    [
        ("تكوبن", "تكوين", True),
        ("تكون", "تكوين", True),
        ("تكويين", "تكوين", True),
        ("تكيون", "تكوين", True),
        ("تكبلن", "تكوين", False),
        ("تكوينات", "تكو", False),
        ("challange", "challenges", True),
        ("chalenge", "challenges", True),
    ],
)
def test_one_slip_is_forgiven_and_two_are_not(typed: str, word: str, expected: bool) -> None:
    assert has_one_slip(typed, word) is expected

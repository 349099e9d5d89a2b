"""Questions about another subject: where the subject stands, what takes its place, and what never does."""

from __future__ import annotations

from collections import Counter

import pytest

from arabic import has_arabic, search_key
from arabic.lexicon import load
from index.calibration_set import CalibrationQuestion
from index.other_subjects import LEAST_LETTERS, Swapped, misspelt, subject_span, swapped_questions

SOURCES = ("تمول البنوك هذه المشاريع", "Farmers save.")


def answered(text: str) -> CalibrationQuestion:
    return CalibrationQuestion(text, "toy/a", None)


def swapped(text: str, each: int = 40) -> tuple[Swapped, ...]:
    return swapped_questions([answered(text)], SOURCES, each)


def exchanged(text: str) -> list[Swapped]:
    """Those in which the subject was exchanged, not asked of a place."""
    named = subject_span(text)
    assert named is not None
    return [one for one in swapped(text) if text[slice(*named)] not in one.text]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("ما دور المؤسسات الصغيرة في الادخار؟", "المؤسسات الصغيرة"),
        ("ما فائدة الدعم للمؤسسات الصغيرة؟", "للمؤسسات الصغيرة"),
        ("كيف نهتم بالمشاريع، ولماذا؟", "بالمشاريع"),
        ("الادخار والشركات الصغيرة والمتوسطة", "والشركات الصغيرة والمتوسطة"),
        ("ما دور الشركات والبلدية في المؤسسات الصغيرة والمتوسطة؟", "المؤسسات الصغيرة والمتوسطة"),
        ("واش تفيد المؤسسات الصغيرة فالاقتصاد؟", "المؤسسات الصغيرة"),
        ("ايه فايدة المشاريع الصغيره؟", "المشاريع الصغيره"),
        ("شنو دور المقاولات الصغرى؟", "المقاولات الصغرى"),
        ("وش دير الـPME فالبلاد", "الـPME"),
        ("Why do small and medium enterprises matter?", "small and medium enterprises"),
        ("Why do small and medium-sized enterprises matter?", "small and medium-sized enterprises"),
        ("How do SMEs and banks save?", "SMEs"),
        ("À quoi servent les petites et moyennes entreprises ?", "petites et moyennes entreprises"),
        ("À quoi servent les PME ?", "PME"),
    ],
)
def test_the_subject_is_the_longest_run_that_names_it(text: str, subject: str) -> None:
    span = subject_span(text)
    assert span is not None
    assert text[slice(*span)] == subject


@pytest.mark.parametrize(
    "text",
    ["ما هو الادخار؟", "كيف الطقس اليوم", "small and big", "Qu'est-ce que l'épargne ?", "and et", ""],
)
def test_a_question_that_names_none_has_no_span_and_gives_nothing(text: str) -> None:
    assert subject_span(text) is None
    assert swapped(text) == ()


def test_a_question_that_is_not_answered_gives_nothing() -> None:
    unanswered = CalibrationQuestion("ما عاصمة المؤسسات الصغيرة؟", None, "near")
    assert swapped_questions([unanswered], SOURCES) == ()


@pytest.mark.parametrize(
    ("named", "with_article", "without"),
    [
        ("للمؤسسات الصغيرة", "لل", "ل"),
        ("لمؤسسات صغيرة", "لل", "ل"),
        ("بالمشاريع", "بال", "ب"),
        ("بمشاريع صغيرة", "بال", "ب"),
        ("والشركات الصغيرة", "وال", "و"),
        ("كالمؤسسات", "كال", "ك"),
        ("فالمشاريع", "فال", "ف"),
        ("المؤسسات", "ال", ""),
    ],
)
def test_a_particle_stays_with_the_new_subject(named: str, with_article: str, without: str) -> None:
    found = exchanged(f"هل الدعم {named} مفيد؟")
    assert {one.subject.startswith("ال") for one in found} == {True, False}
    for one in found:
        bare = one.subject.removeprefix("ال")
        put = without + bare if bare == one.subject else with_article + bare
        assert one.text == f"هل الدعم {put} مفيد؟"


def test_start_and_end_point_at_the_name_with_its_particle() -> None:
    text = "ما فائدة الدعم للمؤسسات الصغيرة؟"
    for one in swapped(text):
        name = one.text[one.start : one.end]
        assert name.endswith(one.subject.removeprefix("ال"))
        assert one.text[: one.start].startswith("ما فائدة الدعم ")
        assert one.text[one.end :] == "؟"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ما دور المؤسسات الصغيرة؟", "arabic"),
        ("What do small enterprises do?", "english"),
        ("Quel est le rôle des petites entreprises ?", "french"),
    ],
)
def test_the_new_name_is_in_the_questions_language_and_places_are_appended(text: str, language: str) -> None:
    lists = load("other_subjects")
    span = subject_span(text)
    assert span is not None
    kinds: Counter[str] = Counter()
    for one in swapped(text):
        assert has_arabic(one.subject) is (language == "arabic")
        if one.subject in lists[f"places {language}"]:
            kinds["placed"] += 1
            assert one.text == f"{text[: span[1]]} {one.subject}{text[span[1] :]}"
            assert one.text[one.start : one.end] == one.subject
        else:
            kinds["exchanged"] += 1
            assert one.subject in lists[language]
            assert text[slice(*span)] not in one.text
    assert kinds["exchanged"] > kinds["placed"] > 0


def test_a_subject_that_a_source_names_is_never_taken() -> None:
    taken = {one.subject for one in swapped("ما دور المؤسسات الصغيرة؟", 1000)}
    assert "الجامعات" in taken
    assert "البنوك" not in taken
    assert "farmers" not in {one.subject for one in swapped("What do small enterprises do?", 1000)}


def test_sources_that_name_every_subject_leave_nothing_to_ask() -> None:
    every = [" ".join(names) for names in load("other_subjects").values()]
    assert swapped_questions([answered("ما دور المؤسسات الصغيرة؟")], every, 20) == ()


def test_the_questions_are_always_the_same_in_order_and_know_their_origin() -> None:
    asked = [answered("ما هو الادخار؟"), answered("ما دور المؤسسات؟"), answered("What do SMEs do?")]
    found = swapped_questions(asked, SOURCES)
    assert found == swapped_questions(list(asked), tuple(SOURCES))
    assert [one.origin for one in found] == [1] * 4 + [2] * 4


def test_misspelling_moves_letters_of_long_words_only() -> None:
    text = "ما دور كل المؤسسات الصغيرة، في نمو الادخار؟ what (role) do SMEs, have?"
    for start in range(len(text.split())):
        before = text.split()[start:]
        after = misspelt(" ".join(before)).split()
        assert len(after) == len(before)
        for was, became in zip(before, after, strict=True):
            assert Counter(became) == Counter(was)
            if len(was.rstrip("،؟,?)")) <= LEAST_LETTERS:
                assert became == was
            if not was[-1].isalpha():
                assert became[-1] == was[-1]
    assert search_key(misspelt(text)) != search_key(text)
    assert misspelt("ما هو في") == "ما هو في"
    assert misspelt("") == ""

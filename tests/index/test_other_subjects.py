"""Questions about another subject: where the subject stands, what takes its place, and what never does."""

from __future__ import annotations

from collections import Counter

import pytest

from arabic import has_arabic, search_key
from arabic.lexicon import load
from index import other_subjects
from index.calibration_set import CalibrationQuestion
from index.other_subjects import (
    LEAST_LETTERS,
    Swapped,
    misspelt,
    own_names,
    renamed_questions,
    subject_span,
    swapped_questions,
)

SOURCES = ("تمول البنوك هذه المشاريع", "Farmers save.")


@pytest.fixture
def _as_they_should_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exchanged names and other places alone, nothing misspelt or joined."""
    for share in ("INSTEAD", "BESIDE", "SLIPPED_OTHER", "SLIPPED_OWN", "JOINED"):
        monkeypatch.setattr(other_subjects, share, 0.0)


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


@pytest.mark.usefixtures("_as_they_should_be_typed")
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


@pytest.mark.usefixtures("_as_they_should_be_typed")
def test_start_and_end_point_at_the_name_with_its_particle() -> None:
    text = "ما فائدة الدعم للمؤسسات الصغيرة؟"
    for one in swapped(text):
        name = one.text[one.start : one.end]
        assert name.endswith(one.subject.removeprefix("ال"))
        assert one.text[: one.start].startswith("ما فائدة الدعم ")
        assert one.text[one.end :] == "؟"


@pytest.mark.usefixtures("_as_they_should_be_typed")
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
    assert renamed_questions(asked) == renamed_questions(list(asked))
    assert [one.origin for one in found] == [1] * 8 + [2] * 8


@pytest.mark.parametrize(
    ("text", "without", "put"),
    [
        ("ما دور المؤسسات الصغيرة؟", "الصغيرة", "المؤسسات الكبرى"),
        ("ما دور المشروع الصغير؟", "الصغير؟", "المشروع العملاق"),
        ("لكل مشروع صغير دور", "صغير", "مشروع كبير"),
        ("واش دور الشركات الصغار؟", "الصغار", "الشركات الكبار"),
        ("What do small enterprises do?", "small", "large enterprises"),
        ("Quel est le rôle des petites entreprises ?", "petites", "grandes entreprises"),
        ("Quel est le rôle des petites entreprises ?", "petites", "entreprises publiques"),
    ],
)
def test_the_same_head_with_another_quality_is_another_subject(
    text: str, without: str, put: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_subjects, "BESIDE", 0.0)
    heads = [one for one in swapped(text, 400) if put == one.subject]
    assert heads
    for one in heads:
        assert without not in one.text


def test_another_subject_stands_beside_the_sources_own_at_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_subjects, "ELSEWHERE", 0.0)
    monkeypatch.setattr(other_subjects, "BESIDE", 1.0)
    monkeypatch.setattr(other_subjects, "INSTEAD", 0.0)
    monkeypatch.setattr(other_subjects, "JOINED", 0.0)
    for one in swapped("ما دور المؤسسات الصغيرة في النمو؟"):
        assert one.text == f"ما دور المؤسسات الصغيرة و{one.subject} في النمو؟"
        assert one.text[one.start : one.end] == f"و{one.subject}"
    for one in swapped("What do small firms do?"):
        assert one.text == f"What do small firms and {one.subject} do?"


def test_a_name_without_a_quality_has_none_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(other_subjects, "INSTEAD", 1.0)
    every = load("other_subjects")
    assert {one.subject for one in swapped("What do SMEs do?", 60)} <= {
        *every["english"],
        *every["places english"],
    }


@pytest.mark.usefixtures("_as_they_should_be_typed")
def test_a_subject_by_another_own_name_is_no_other_subject() -> None:
    asked = [answered(f"ما دور {name} في النمو؟") for name in ("المؤسسات الصغيرة", "المقاولات المصغرة")]
    names = own_names(asked)
    assert {"المؤسسات الصغيرة", "المقاولات المصغرة"} < set(names["arabic"])
    assert "للمؤسسات الصغيرة" not in own_names([answered("ما فائدة الدعم للمؤسسات الصغيرة؟")])["arabic"]
    made = renamed_questions(asked, 40)
    assert [place for place, _ in made] == [0] * 40 + [1] * 40
    put = {text.removeprefix("ما دور ").removesuffix(" في النمو؟") for _, text in made}
    assert put <= set(names["arabic"])
    assert len(put) > len(asked)


def test_own_names_are_misspelt_and_written_as_one_with_the_next_word_at_times() -> None:
    made = [text for _, text in renamed_questions([answered("ما دور المؤسسات الصغيرة في النمو؟")], 200)]
    names = own_names([answered("ما دور المؤسسات الصغيرة؟")])["arabic"]
    right = [text for text in made if text.removeprefix("ما دور ").removesuffix(" في النمو؟") in names]
    assert 40 < len(right) < 160
    assert any("فيالنمو" not in text and len(text.split()) < 6 for text in made)


@pytest.mark.parametrize("text", ["هل يتحسن العمل؟", "خلق فرص العمل", "Is business good?"])
def test_a_word_that_names_much_else_names_the_subject_in_company_only(text: str) -> None:
    assert subject_span(text) is None
    assert subject_span("هل ينجح العمل الصغير؟") is not None
    assert subject_span("Is a small business good?") is not None


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

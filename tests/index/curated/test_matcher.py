"""Matching with the real encoder: near wordings are found, other questions are left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index import Index
from index.curated import CuratedMatcher, CuratedQuestion, CuratedSet
from index.vector_cache import VectorCache

LOAN, FOUNDER, PRICE = (
    "sme-roles/economic/financial-resources",
    "sme-roles/social/needs",
    "sme-roles/economic",
)
TAUGHT = (
    CuratedQuestion("loan", LOAN, "كيف أحصل على قرض لمشروعي الصغير سنة 2019؟"),
    CuratedQuestion("founder", FOUNDER, "من أسس غرفة التجارة في بغداد؟"),
    CuratedQuestion("price", PRICE, "كم تبلغ رسوم الاشتراك في المعرض السنوي؟"),
)


@pytest.fixture(scope="module")
def index(index_directory: Path, encoder_directory: Path) -> Index:
    plain = Index.open(index_directory)
    return plain.with_curated(CuratedSet.of(TAUGHT, "f" * 64, plain.encoder, VectorCache()))


@pytest.mark.parametrize(
    ("asked", "by"),
    [
        ("كيف أحصل على قرض لمشروعي الصغير سنة ٢٠١٩", "loan"),
        ("كيفاش نحصل على قرض لمشروعي الصغير عام 2019", "loan"),
        ("أريد أن أعرف كيف أحصل على قرض لمشروعي الصغير في سنة 2019", "loan"),
        ("How do I get a loan for my small project in 2019?", "loan"),
        ("مين اللي أسس غرفة التجارة في بغداد", "founder"),
        ("مَنْ أَسَّسَ غُرْفَةَ التِّجَارَةِ فِي بَغْدَادَ", "founder"),
        ("من اسس غرفه التجاره في بغداد", "founder"),
        ("Qui a fondé la chambre de commerce à Bagdad ?", "founder"),
        ("man assas ghorfat tijara fi baghdad?", "founder"),
        ("بكام رسوم الاشتراك في المعرض السنوي", "price"),
    ],
)
def test_a_question_near_a_taught_one_gets_its_passage_surely_enough(
    index: Index, asked: str, by: str
) -> None:
    result = index.search(asked)
    (taught,) = (one for one in TAUGHT if one.id == by)
    assert result.curated == by
    assert result.hits[0].passage.id == taught.passage_id
    assert result.hits[0].parts["curated"] == result.confidence >= 0.5
    assert result.answers
    assert [hit.rank for hit in result.hits] == [1, 2, 3, 4, 5]
    assert [hit.score for hit in result.hits] == sorted((hit.score for hit in result.hits), reverse=True)


@pytest.mark.parametrize(
    "asked",
    [
        "كيف أحصل على قرض لمشروعي الصغير سنة 2020؟",
        "كيف لا أحصل على قرض لمشروعي الصغير سنة 2019؟",
        "من أسس غرفة الصناعة في بغداد؟",
        "متى تأسست غرفة التجارة في بغداد؟",
        "ما دور المؤسسات الصغيرة في التشغيل؟",
        "ما هي التحديات التي تواجه المؤسسات؟",
        "كم سعر الذهب اليوم؟",
        "Who founded the city of Oran?",
    ],
)
def test_another_question_is_answered_as_if_nothing_were_taught(index: Index, asked: str) -> None:
    taught, plain = index.search(asked), index.with_curated(None).search(asked)
    assert taught.curated == ""
    assert (taught.hits[0].passage.id, taught.confidence) == (plain.hits[0].passage.id, plain.confidence)


@pytest.mark.parametrize("asked", ["", " ", "🌵🌵", "؟!", "َُِ", "٣٣", "a", "\u200f\u202e", "س " * 5000])
def test_what_says_nothing_matches_nothing(index: Index, asked: str) -> None:
    result = index.search(asked)
    assert result.curated == ""
    assert len(result.hits) == 5


def test_a_taught_question_is_known_by_its_letters(index: Index) -> None:
    assert index.is_curated("  مَن أسَّس غرفة التجارة، في بغداد ")
    assert not index.is_curated("من أسس غرفة التجارة في البصرة؟")
    assert not index.with_curated(None).is_curated("من أسس غرفة التجارة في بغداد؟")


def test_the_version_tells_that_curated_questions_take_part(index: Index) -> None:
    plain = index.with_curated(None)
    assert index.version == f"{plain.version}+ffffff"
    nothing = CuratedSet.of((), "e" * 64, plain.encoder, VectorCache())
    assert plain.with_curated(nothing).version == plain.version


def test_only_the_passages_that_the_index_has_are_answered_by(index: Index) -> None:
    gone = replace(TAUGHT[1], id="gone", passage_id="sme-roles/left")
    wordless = CuratedQuestion("wordless", LOAN, "🌵")
    taught = CuratedSet.of((TAUGHT[0], gone, wordless), "f" * 64, index.encoder, VectorCache())
    voice = CuratedMatcher(taught, {passage.id for passage in index.passages})
    assert {skipped.id: skipped.why for skipped in voice.skipped} == {
        "gone": "the index has no passage 'sme-roles/left'",
        "wordless": "there is no letter and no digit in it",
    }
    assert voice.count == 1
    assert index.with_curated(taught).search(TAUGHT[1].text).curated == ""
    assert index.with_curated(taught).search(TAUGHT[0].text).curated == "loan"


def test_of_two_that_read_alike_the_later_one_holds(index: Index) -> None:
    again = CuratedQuestion("again", PRICE, "من أسّس غرفة التجارة في بغداد")
    taught = CuratedSet.of((*TAUGHT, again), "f" * 64, index.encoder, VectorCache())
    both = index.with_curated(taught)
    assert both.search(TAUGHT[1].text).hits[0].passage.id == PRICE
    assert both.curated is not None
    assert [(one.id, one.why) for one in both.curated.skipped] == [
        ("founder", "again asks the same of another passage, later in the file")
    ]


def test_two_taught_questions_that_differ_in_a_number_are_told_apart(index: Index) -> None:
    newer = CuratedQuestion("newer", PRICE, "كيف أحصل على قرض لمشروعي الصغير سنة 2020؟")
    both = index.with_curated(CuratedSet.of((*TAUGHT, newer), "f" * 64, index.encoder, VectorCache()))
    assert both.search("كيف نحصل على قرض لمشروعي الصغير في 2019").curated == "loan"
    assert both.search("كيف نحصل على قرض لمشروعي الصغير في 2020").curated == "newer"


def test_a_search_by_some_voices_alone_does_not_hear_the_curated_questions(index: Index) -> None:
    assert index.search(TAUGHT[1].text, scorers={"dense"}).curated == ""

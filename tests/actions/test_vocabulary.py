"""Words are looked up in what was noted of an index: as if all its passages were read, and never stale."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from actions.sections import sections_of
from actions.subject import all_stems, stem
from actions.vocabulary import vocabulary_of
from arabic import search_key
from tests.actions.conftest import PASSAGES, LibraryIndex

WORDS = sorted({word for one in PASSAGES for word in search_key(f"{one.heading} {one.text}").split()})


@given(st.frozensets(st.sampled_from(WORDS), min_size=1, max_size=3))
def test_who_holds_words_is_told_as_by_reading_all_passages(words: frozenset[str]) -> None:
    known, stems = vocabulary_of(LibraryIndex()), frozenset(map(stem, words))
    assert known.headed(stems) == [one for one in PASSAGES if stems <= all_stems(one.heading)]
    assert known.holding(stems) == [
        one for one in PASSAGES if stems <= all_stems(f"{one.heading} {one.text}")
    ]
    assert words <= known.words


def test_no_words_are_held_by_none() -> None:
    assert vocabulary_of(LibraryIndex()).holding(frozenset()) == []


@given(st.sampled_from([*WORDS, "مجتمع", "لا شيء"]))
def test_sections_called_by_a_word_are_told_as_by_asking_each(word: str) -> None:
    sections = sections_of(LibraryIndex())
    assert sections.know(word) == any(section.is_called(word) for section in sections.all)
    assert sections.singled_out([word]) == tuple(
        one.passage.id
        for one in sections.all
        if one.is_called(word) and sum(each.is_called(word) for each in sections.all) == 1
    )


def test_another_index_has_words_of_its_own() -> None:
    first = LibraryIndex()
    known = vocabulary_of(first)
    assert vocabulary_of(first) is known
    other = LibraryIndex(passages=(replace(PASSAGES[1], text="نص غريب"),))
    assert "غريب" in vocabulary_of(other).words
    assert "غريب" not in vocabulary_of(first).words

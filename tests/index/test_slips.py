"""Names as they are mistyped: still near the name, always the same, never another length by much."""

from __future__ import annotations

from random import Random

import pytest

from index.slips import joined, slipped


def edits(one: str, other: str) -> int:
    """Letters wrong, missing or added between two words."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, row[0] = row[0], place
        for at, against in enumerate(other, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != against))
    return row[-1]


@pytest.mark.parametrize("word", ["المؤسسات", "الصغيرة", "مشاريع", "businesses", "SMEs", "entreprises"])
def test_a_slip_changes_a_letter_or_two_and_keeps_article_and_end(word: str) -> None:
    seen = {slipped(word, Random(seed)) for seed in range(60)}
    assert len(seen) > 10 or word == "SMEs"
    for written in seen:
        assert edits(word, written) <= 2
        assert written.startswith("ال") == word.startswith("ال")
        assert abs(len(written) - len(word)) <= 1


@pytest.mark.parametrize("word", ["من", "عمل", "PME", "", "١٢٣٤٥"])
def test_short_words_and_what_is_no_word_stay(word: str) -> None:
    assert {slipped(word, Random(seed)) for seed in range(20)} == {word}


def test_one_word_of_a_name_slips_and_seldom_two() -> None:
    name = "المؤسسات الصغيرة والمتوسطة"
    wrong = []
    for seed in range(200):
        written = slipped(name, Random(seed)).split(" ")
        assert len(written) == 3
        wrong.append(sum(one != other for one, other in zip(written, name.split(" "), strict=True)))
    assert set(wrong) <= {0, 1, 2}
    assert wrong.count(1) > wrong.count(2) > 0


def test_a_space_within_or_beside_the_name_is_left_out_and_its_place_follows() -> None:
    text = "ما دور البنوك الكبرى هنا"
    seen = set()
    for seed in range(40):
        made, start, end = joined(text, 7, 20, Random(seed))
        assert made.replace(" ", "") == text.replace(" ", "")
        assert len(made) == len(text) - 1
        assert made[start:end].replace(" ", "") == "البنوكالكبرى"
        seen.add(made)
    assert len(seen) == 3


def test_a_text_of_one_word_has_nothing_to_join() -> None:
    assert joined("البنوك", 0, 6, Random(0)) == ("البنوك", 0, 6)

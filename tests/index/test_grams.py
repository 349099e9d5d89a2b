"""What the word index counts."""

from hypothesis import given
from hypothesis import strategies as st

from index.gram_counts import grams


def test_a_word_gives_its_runs_of_three_to_five_characters_edges_included() -> None:
    assert grams("كتاب") == [" كت", "كتا", "تاب", "اب ", " كتا", "كتاب", "تاب ", " كتاب", "كتاب "]


def test_a_short_word_is_given_whole_once() -> None:
    assert grams("و") == [" و "]
    assert grams("من") == [" من", "من ", " من "]


def test_repetitions_and_order_are_kept() -> None:
    assert grams("من و من") == [" من", "من ", " من ", " و ", " من", "من ", " من "]


def test_spellings_that_share_a_search_key_share_their_grams() -> None:
    assert grams("إِدَارَةُ الأعمـــال، 2024!") == grams("اداره الاعمال ٢٠٢٤")


def test_a_text_without_words_has_none() -> None:
    assert grams("") == grams(" ؟!، 😀 \u0000") == []


@given(st.text())
def test_grams_never_cross_a_word_and_are_of_three_to_five_characters(text: str) -> None:
    for gram in grams(text):
        assert 3 <= len(gram) <= 5
        assert " " not in gram[1:-1]

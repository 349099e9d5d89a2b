"""Whether a text holds an Arabic letter."""

import pytest

from arabic import has_arabic


@pytest.mark.parametrize("text", ["ا", "what is المؤسسة?", "\u06a9", "\ufefb", "ؤ", "ڨ"])
def test_letters_of_arabic_and_its_neighbours_count(text: str) -> None:
    assert has_arabic(text)


@pytest.mark.parametrize("text", ["", "PME", "؟ ، ؛", "١٢٣", "\u0640", "\u064e", "😀", "שלום", "\ud800"])
def test_marks_digits_and_other_scripts_do_not(text: str) -> None:
    assert not has_arabic(text)

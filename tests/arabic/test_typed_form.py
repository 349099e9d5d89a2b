"""What is taken of a typed message, and what counts as a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic import has_word, says_something, typed_form, without_addresses


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("ما دَوْرُ المؤسسات؟", "ما دَوْرُ المؤسسات؟"),
        ("  سطر\n\tوسطر ـــ ٣  ", "  سطر\n\tوسطر ـــ ٣  "),
        ("ما\u0000 ال\u0007دور\ud800؟", "ما الدور؟"),
        ("سطر\r\nوسطر", "سطر\nوسطر"),
        ("\u202eقلب\u202c \u2067عزل\u2069 \u200fيمين\u061c", "قلب عزل يمين"),
        ("كلمة\u200b\ufeff\u00ad", "كلمة"),
        ("\U000e0041خفي\U000e007f", "خفي"),
    ],
)
def test_what_nobody_types_is_dropped_and_the_rest_stays(typed: str, taken: str) -> None:
    assert typed_form(typed) == taken


@pytest.mark.parametrize("joined", ["می\u200cخواهم", "👨\u200d👩\u200d👧", "ه\u200d"])
def test_joiners_stay_also_behind_a_mark_that_goes(joined: str) -> None:
    assert typed_form(joined) == joined
    assert typed_form(joined.replace("\u200c", "\u200f\u200c").replace("\u200d", "\u200f\u200d")) == joined


@given(st.text())
def test_a_typed_form_is_its_own_and_holds_nothing_new(text: str) -> None:
    form = typed_form(text)
    assert typed_form(form) == form
    rest = iter(text)
    assert all(character in rest for character in form)  # in the same order
    form.encode("utf-8")


@pytest.mark.parametrize("text", ["", " \n", "😀 👍🏽", "1️⃣", "؟!...", "ـــ", "\u064e"])
def test_no_letter_and_no_digit_is_no_word(text: str) -> None:
    assert not has_word(text)


@pytest.mark.parametrize("text", ["لا", "😀 نعم", "1", "٣", "ok", "é"])
def test_a_letter_or_a_digit_is_a_word(text: str) -> None:
    assert has_word(text)


@pytest.mark.parametrize("text", ["👍", "😀 👍🏽", "🇩🇿", "❤️", "1️⃣", "؟", "?!", "لا"])
def test_an_emoji_and_a_question_mark_say_something(text: str) -> None:
    assert says_something(text)


@pytest.mark.parametrize("text", ["", " \n", "!...", "ـــ", "\u064e", "،", "\u200f"])
def test_other_marks_say_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("https://example.org/the-role-of-business?x=1", ""),
        ("ما هذا www.example.com؟", "ما هذا"),
        ("كتبت إلى someone@example.org أمس", "كتبت إلى أمس"),
        ("see docs.example.org/a/b", "see"),
        ("3.5 و e.g. نص", "3.5 و e.g. نص"),
    ],
)
def test_addresses_are_no_words(text: str, left: str) -> None:
    assert " ".join(without_addresses(text).split()) == left

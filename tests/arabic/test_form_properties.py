"""What holds for every form of every text."""

import hashlib
import sys
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from arabic import display_form, encoder_form, search_key
from arabic.forms import MAX_EXPANSION, MAX_KEY_EXPANSION

Form = Callable[[str], str]

FORMS: list[tuple[Form, int, str]] = [
    (display_form, MAX_EXPANSION, "DISPLAY"),
    (encoder_form, MAX_EXPANSION, "ENCODER"),
    (search_key, MAX_KEY_EXPANSION, "KEY"),
]
EVERY_FORM = pytest.mark.parametrize(("form", "bound", "digest"), FORMS, ids=["display", "encoder", "key"])

TROUBLE = (
    " \n\r\t\x00\u00a0\u200b\u200c\u200d\u200f\u202b\ufeff\ud800\U000e0041"
    "اأإآٱبةهىيئؤءلکی٣۳3"
    "\u0640\u064b\u0651\u0653\u0654\u0655\u0670\u0674\u06e5\u0898\u08ca\u1ac1\u0301\u0302\u0345\u05b0"
    "\ufefb\ufdfa\ufe7d\ufb2c\ufc5eaAéßǰİΐ각ガが.؟؛،_-😀"
)
texts = st.text(alphabet=st.characters(codec=None) | st.sampled_from(TROUBLE), max_size=60)


@EVERY_FORM
@given(text=texts)
@settings(max_examples=1000, deadline=None)
@example(text="\u0627\u0640\u0653")
@example(text="a\u0640\u0301")
@example(text=" \u0302\u064b\u0898\u0302")
@example(text="\ufb2c\U0001d160")
def test_a_form_of_any_text_is_stable_bounded_and_encodable(
    form: Form, bound: int, digest: str, text: str
) -> None:
    once = form(text)
    assert form(once) == once
    assert len(once) <= bound * len(text)
    once.encode("utf-8")


@EVERY_FORM
def test_every_single_character_is_stable_and_bounded(form: Form, bound: int, digest: str) -> None:
    for code in range(0x20000):
        once = form(chr(code))
        assert len(once) <= bound, hex(code)
        assert form(once) == once, hex(code)


@EVERY_FORM
@pytest.mark.parametrize(
    "text", ["م" * 10_000, "َ" * 10_000, " \u200b" * 5_000, "\ufdfa" * 10_000, "😀" * 10_000]
)
def test_ten_thousand_characters_are_no_trouble(form: Form, bound: int, digest: str, text: str) -> None:
    once = form(text)
    assert form(once) == once
    assert len(once) <= bound * len(text)


@given(text=texts)
@settings(deadline=None)
def test_the_forms_build_on_each_other(text: str) -> None:
    assert encoder_form(display_form(text)) == encoder_form(text)
    assert search_key(encoder_form(text)) == search_key(text)
    assert all(part.isalnum() for part in search_key(text).split(" ") if part)


DIGESTS = {"DISPLAY": "45fe9f40033bac83", "ENCODER": "516a191cdbad81c4", "KEY": "a706bfbb8b8f1597"}


@EVERY_FORM
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="later Pythons know later Unicodes")
def test_python_3_10_and_3_11_give_the_same_forms(form: Form, bound: int, digest: str) -> None:
    """Digest of the forms of each character alone and of each between two accents."""
    found = hashlib.sha256()
    for code in range(0x20000):
        found.update(form(f"a{chr(code)}\u0302\u0327\u064b").encode())
    assert found.hexdigest()[:16] == DIGESTS[digest]

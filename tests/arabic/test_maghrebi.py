"""Sentences of the Maghreb in the words of written Arabic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.maghrebi import in_standard_words


@pytest.mark.parametrize(
    ("written", "standard"),
    [
        ("واش كيعاونو فالتشغيل؟", "هل يساعدون في التشغيل؟"),
        ("شحال من تحدي كاين", "كم عدد التحديات"),
        ("شنو هي الأدوار ديالهم فالاقتصاد", "ما هي الأدوار لديها في الاقتصاد"),
        ("علاش المنافسة مهمة وكيفاش تكون", "لماذا المنافسة مهمة وكيف تكون"),
        ("واش كتوفر المقاولات للشباب", "هل توفر المقاولات للشباب"),
        ("كيفاش الكتاب تاع الاقتصاد", "كيف الكتاب الاقتصاد"),
    ],
)
def test_its_words_and_what_is_written_onto_them_are_replaced(written: str, standard: str) -> None:
    assert in_standard_words(written) == standard


@pytest.mark.parametrize(
    "text",
    [
        "ما دور المؤسسات الصغيرة والمتوسطة في التشغيل؟",
        "ايه دور المشروعات الصغيرة في الشغل",
        "وش دورها في توفير الوظائف",
        "كيف تكتب خطة العمل",
        "how do SMEs create jobs?",
        "",
    ],
)
def test_other_sentences_stay_as_they_are(text: str) -> None:
    assert in_standard_words(text) == text


@given(st.text(max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    assert isinstance(in_standard_words(f"واش {text}"), str)

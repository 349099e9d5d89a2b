"""The sentence splitter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic import Span, sentences


def parts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ما الدور؟ كبير! نعم؛ انتهى.", ["ما الدور؟", "كبير!", "نعم؛", "انتهى."]),
        ("سطر أول\n\n  سطر ثان \n", ["سطر أول", "سطر ثان"]),
        ("ارتفع 3.5 و٣.٥ بالمئة. ثم هبط", ["ارتفع 3.5 و٣.٥ بالمئة.", "ثم هبط"]),
        ("نحو المجالات الاستثمارية.2 دور", ["نحو المجالات الاستثمارية.", "2 دور"]),
        ("قال د. أحمد شيئا. صحيح", ["قال د. أحمد شيئا.", "صحيح"]),
        ("زر www.site.com الآن. شكرا", ["زر www.site.com الآن.", "شكرا"]),
        ("ماذا؟!... (نعم.) «لا.»", ["ماذا؟!...", "(نعم.)", "«لا.»"]),
        ("؟ ـ؛ !", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_spans_are_offsets_into_the_text_given() -> None:
    assert sentences(" نعم. لا.") == [Span(1, 5), Span(6, 9)]


@given(st.text(alphabet=st.characters(codec=None) | st.sampled_from(" .\n؟!؛اب1aه")))
def test_spans_are_ordered_and_lose_no_word(text: str) -> None:
    spans = sentences(text)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(text[span.start : span.end].strip() for span in spans)
    inside = "".join(text[span.start : span.end] for span in spans)
    assert [c for c in inside if c.isalnum()] == [c for c in text if c.isalnum()]


def test_ten_thousand_characters_are_split() -> None:
    assert len(sentences("كلمة. " * 1700)) == 1700

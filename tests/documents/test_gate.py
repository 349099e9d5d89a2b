"""A page whose letters stand for whole phrases is no page of text, however Arabic it looks."""

from __future__ import annotations

from documents.gate import REPEATED, look_at

PHRASE = "تقوم الأسواق المحلية على ورش ومتاجر صغيرة يعرف أصحابها زبائنهم بالاسم"
SENTENCES = (
    "يعرف صاحب الورشة زبائنه، ويعرف ما يشترونه في كل موسم من مواسم السنة.",
    "وقد أظهر مسح أجري في أربع عشرة بلدة أن المتاجر الصغيرة تبيع نصف الخبز.",
    "ولا تتجاوز حصة التصدير ستة في المئة، مع أن القطاع يوظف ثلث العاملين.",
)


def test_letters_that_became_phrases_are_seen() -> None:
    garbled = [sentence.replace("ا", PHRASE) for sentence in SENTENCES]
    assert REPEATED in look_at(garbled)


def test_a_page_that_repeats_its_lines_is_none_of_that() -> None:
    assert look_at([*SENTENCES, *SENTENCES, *SENTENCES]) == ()


def test_a_refrain_within_longer_lines_is_none_of_that() -> None:
    prose = [f"{number}. {sentence}" for number in range(1, 9) for sentence in SENTENCES[:1]]
    different = [f"في السنة {number} {sentence}" for number, sentence in enumerate(SENTENCES)]
    assert REPEATED not in look_at(different)
    assert REPEATED in look_at(prose)  # one sentence on eight numbered lines is no page that people write

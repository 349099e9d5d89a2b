"""Lines as they are seen, left to right, back to lines as they are read; python-bidi makes the former."""

from __future__ import annotations

import pytest

from documents.pages.bidi import reading_order, turned_brackets
from tests.documents.made import seen


def read(line: str, *, is_rtl: bool = True) -> str:
    return "".join(line[place] for place in reading_order(line, is_rtl))


@pytest.mark.parametrize(
    "line",
    [
        "تقوم الأسواق المحلية على ورش صغيرة.",
        "سنة 2019 في 14 بلدية، أي 62,5 في المئة",
        "من 9 % إلى 2,5 %.",
        "بين 2017-2022 كانت",
        "يستعمل Microsoft Excel في الحساب",
        "لقاح COVID 19 متوفر",
        "الألواح قدرتها 12 kW على السطح",
        "العنوان www.example.com/a-b هنا",
        "الفصل ١٢ من القانون ٢٠١٩/١٢",
    ],
)
def test_reading_undoes_the_bidirectional_algorithm(line: str) -> None:
    assert read(seen(line)) == line


def test_brackets_follow_what_they_enclose() -> None:
    on_paper = "كبير"[::-1] + " European Union (EU) " + "الاتحاد"[::-1]
    assert read(on_paper) == "الاتحاد European Union (EU) كبير"
    assert turned_brackets("قال )نعم( ثم 1( أو [2[") == [4, 8, 14, 21]
    assert turned_brackets("قال (نعم) ثم 1) أو [2]") == []


def test_arabic_within_an_english_line() -> None:
    assert read("the word باتك means book", is_rtl=False) == "the word كتاب means book"

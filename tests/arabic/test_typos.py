"""Slips of the hand: repaired where it is sure what was meant, else left."""

import pytest

from arabic import reading_form
from arabic.reading_form import repair_typos


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("المؤسسات الصغيرة والمتوسطة", "المؤسسات الصغيرة والمتوسطة"),
        ("ما التحدييات؟", "ما التحديات؟"),
        ("الاقتصصادية", "الاقتصادية"),
        ("المناااافسة في السوووق", "المنافسة في السوق"),
        ("ما دَوْر المنافسسة", "ما دَوْر المنافسة"),  # marks elsewhere stay
    ],
)
def test_a_slip_is_repaired_and_the_rest_stays(written: str, meant: str) -> None:
    assert repair_typos(written) == meant
    assert reading_form(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "العلماء والعالمين، والإنس والعلم",  # each another good word with two letters swapped
        "براءة ببراءة",  # a preposition before its like
        "الفلسفة الإغريقية",  # unknown, and near nothing
        "كووول",
        "English text",
        "١٢٣ 456",
        "ـــ",
        "م" * 10_000,
    ],
)
def test_what_may_have_been_meant_is_left(text: str) -> None:
    assert repair_typos(text) == text


def test_repairing_twice_is_repairing_once() -> None:
    for text in ("الاقتصصادية", "ما التحدييات؟"):
        assert repair_typos(repair_typos(text)) == repair_typos(text)

"""Names of the sources' subject as people write them, and words that only look like them."""

from __future__ import annotations

import pytest

import arabic
from arabic import own_names
from contract import about

NAMES = about.read(about.SHIPPED).own_names()


def with_known_names(text: str) -> str:
    return own_names.with_known_names(text, *NAMES)


def reading_form(text: str) -> str:
    return arabic.reading_form(text, *NAMES)


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("ما دور المؤسسات الصفيرة؟", "ما دور المؤسسات الصغيرة؟"),
        ("ادوار المؤسات الصغيره", "ادوار المؤسسات الصغيره"),
        ("دور المشارع الصغيره والمتوسظة", "دور المشاريع الصغيره والمتوسطة"),
        ("للمؤساسات الصغيرة", "للمؤسسات الصغيرة"),
        ("خطة لمشرووع صغير", "خطة لمشروع صغير"),
        ("تحديات المشاريعالصغيرة", "تحديات المشاريع الصغيرة"),
        ("دورالمؤسسات الصغيرةوالمتوسطة", "دور المؤسسات الصغيرة والمتوسطة"),
        ("لي بيتي زونتربريز واش دورها؟", "المؤسسات الصغيرة واش دورها؟"),
        ("دور لي بوتيت أنتربريز", "دور المؤسسات الصغيرة"),
        ("لي بي إم أو مليحة", "المؤسسات الصغيرة مليحة"),
        ("لي بي ام او ولي بيتي زونتربريز", "المؤسسات الصغيرة المؤسسات الصغيرة"),
    ],
)
def test_a_name_is_read_as_it_is_known(written: str, known: str) -> None:
    assert with_known_names(written) == known
    assert reading_form(written) == known


@pytest.mark.parametrize(
    "text",
    [
        "ما دور المجلات الصغيرة؟",
        "دور الشبكات الصغيرة",
        "للمشروبات الصغيرة",
        "المؤسسات المصدرة",
        "هل تنمو منشأتي الصغيرة؟",
        "علاقه المشاريع الصغيرة بالعملا",
        "الصفيرة",
        "المؤسات الكبرى",
        "كيف تزيد المؤسسات الادخار؟",
        "ما دور الجامعات؟",
        "a small enterprise, une petite entreprise",
        "\u202b،؟ 123",
        "",
    ],
)
def test_a_word_of_its_own_or_alone_stays(text: str) -> None:
    assert with_known_names(text) == text


def test_what_is_known_is_known_again() -> None:
    for text in ("ادوار المؤسات الصغيره", "دورالمؤسسات الصغيرةوالمتوسطة", "لي بيتي زونتربريز"):
        once = with_known_names(text)
        assert with_known_names(once) == once


def test_a_long_text_is_read_in_bounded_time() -> None:
    text = "المؤسات " * 120 + "لي بي " * 60
    assert with_known_names(text)

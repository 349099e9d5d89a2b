"""A reworded question keeps what it asks about, and says so otherwise."""

from __future__ import annotations

from random import Random

import pytest

from arabic import search_key
from bench.rewordings import REWORDINGS

QUESTION = "ما هو دور المؤسسات الصغيرة في التصدير؟"
ABOUT = {"المؤسسات", "الصغيرة", "التصدير"}


def reworded(name: str, text: str = QUESTION) -> str:
    return REWORDINGS[name](text, Random(1))


@pytest.mark.parametrize("name", [name for name in REWORDINGS if name not in ("synonyms", "hasty")])
def test_what_is_asked_about_stays(name: str) -> None:
    words = set(search_key(reworded(name)).split())
    assert {search_key(word) for word in ABOUT} <= words


@pytest.mark.parametrize("name", REWORDINGS)
def test_it_is_said_otherwise_and_the_same_way_each_time(name: str) -> None:
    assert reworded(name) == reworded(name)
    assert any(
        REWORDINGS[name](text, Random(1)) != text
        for text in (QUESTION, "لماذا تعتبر هذه الشركات مهمة في الاقتصاد؟", "كيف تساعد على خلق فرص العمل؟")
    )


def test_the_end_is_said_first() -> None:
    assert reworded("end_first") == "في التصدير، ما هو دور المؤسسات الصغيرة؟"


def test_a_question_too_short_to_reword_stays() -> None:
    assert reworded("end_first", "ما التصدير؟") == "ما التصدير؟"
    assert reworded("keywords", "ما هو") == "ما هو"


def test_words_that_only_ask_are_left_out() -> None:
    kept = reworded("keywords").split()
    assert "ما" not in kept
    assert set(kept) >= ABOUT

"""How answers are laid out: titles, list lines, quoted sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.compose import best_sentence
from actions.layout import MAX_ITEM_CHARACTERS, MAX_TITLE_CHARACTERS, shortened, title_of


def titled(library, heading):
    return title_of(replace(library.passages[1], heading=heading))


def test_a_title_is_the_heading_without_its_colon(library):
    assert titled(library, "تكوين الإطارات المحلية:") == "تكوين الإطارات المحلية"


def test_a_long_title_is_cut_at_a_word(library):
    title = titled(library, "التخفيف من المشكلات الاجتماعية من خلال مناصب الشغل")
    assert title == "التخفيف من المشكلات الاجتماعية من خلال\u2026"
    assert len(title) <= MAX_TITLE_CHARACTERS


def test_a_title_of_one_endless_word_is_cut_inside_it(library):
    assert titled(library, "ب" * 100) == "ب" * 39 + "\u2026"


def test_a_title_is_one_line_and_an_empty_heading_gives_the_sections(library):
    assert titled(library, "سطر\n\nآخر") == "سطر آخر"
    assert titled(library, "") == "دور المؤسسات اقتصاديا"


def test_a_long_point_is_listed_by_whole_sentences():
    text = "جملة أولى قصيرة. " + "كلمة " * 70 + "نهاية. " + "خاتمة " * 10
    assert shortened(text) == "جملة أولى قصيرة. \u2026"
    assert shortened("قصير") == "قصير"


@pytest.mark.parametrize("text", ["كلمة " * 200, "." * 400, "\n" * 301, "ب" * 301])
def test_a_text_without_sentences_is_not_lost(text):
    assert shortened(text) == text
    assert len(text) > MAX_ITEM_CHARACTERS


def test_the_quoted_sentence_is_the_one_that_was_asked_about():
    text = "يرتكز النجاح على الإبداع. أما التسويق فأسلوب جديد في التوزيع والتغليف. ويطور سلسلة القيمة."
    assert best_sentence(text, "ماذا عن التغليف؟") == "أما التسويق فأسلوب جديد في التوزيع والتغليف."
    assert best_sentence(text, "marketing") == text
    assert best_sentence(text, "") == text
    assert best_sentence("جملة وحيدة", "جملة") == "جملة وحيدة"

"""Names of a thing read word by word: which of their words name it, and which say more of it."""

from __future__ import annotations

import pytest

from arabic import search_key
from arabic.names import names_of

ENTERPRISES = names_of(("المؤسسات الصغيرة والمتوسطة", "مشروع صغير", "شركة", "small firms", "compan*", "PME"))
RIGHTS = names_of(("حقوق المستهلك", "consumer rights", "droit de la consommation"))


@pytest.mark.parametrize("word", ["المؤسسات", "للمؤسسات", "ومشروع", "بالشركة", "firms", "Companies", "pme"])
def test_what_carries_a_name_names_it_with_article_and_particles(word):
    assert ENTERPRISES.role(word) == "names"


@pytest.mark.parametrize("word", ["الصغيرة", "والمتوسطة", "صغير", "small"])
def test_the_other_words_only_say_more_of_it(word):
    assert ENTERPRISES.role(word) == "qualifies"


@pytest.mark.parametrize("word", ["ضريبة", "الادخار", "of", "", "medium"])
def test_what_stands_in_no_name_does_nothing(word):
    assert ENTERPRISES.role(word) == ""


def test_a_name_of_several_words_is_carried_by_the_first_in_arabic_and_by_the_last_in_latin_letters():
    assert [RIGHTS.role(word) for word in ("حقوق", "المستهلك", "consumer", "rights")] == [
        "names",
        "qualifies",
        "qualifies",
        "names",
    ]
    assert RIGHTS.role("de") == RIGHTS.role("la") == "joins"


def test_words_of_names_are_found_in_a_text():
    found = ENTERPRISES.words.findall(search_key("ما دور المؤسسات الصغيرة في الادخار؟"))
    assert found == ["الموسسات", "الصغيره"]
    assert not names_of(()).words.search("شيء")

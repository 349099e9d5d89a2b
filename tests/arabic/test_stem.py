"""Words are compared without what is written onto them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic import search_key, stem

SAME = [
    ("المنشأة", "منشأة", "المنشات", "منشآت", "والمنشآت", "للمنشآت", "بالمنشأة", "منشأه"),
    ("مؤسسة", "المؤسسات", "موسسه", "مؤسساتها", "والمؤسسة"),
    ("التحديات", "تحديات", "للتحديات"),
    ("اقتصادي", "الاقتصادية", "اقتصادية", "اقتصاديا"),
    ("بناء", "بنا", "البناء"),
    ("صغير", "الصغيرة", "صغيرات"),
]
DIFFERENT = [
    ("دولة", "ولاية"),
    ("لا", "ولاية"),
    ("منشأة", "منشور"),
    ("دور", "دار"),
    ("علم", "عمل"),
]


@pytest.mark.parametrize("words", SAME, ids=lambda words: words[0])
def test_spellings_and_forms_of_one_word_have_one_stem(words):
    assert len({stem(search_key(word)) for word in words}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_have_other_stems(one, other):
    assert stem(search_key(one)) != stem(search_key(other))


@pytest.mark.parametrize("word", ["ما", "في", "و", "لا", "من", "business", "2019", "PME"])
def test_short_and_foreign_words_stay(word):
    assert stem(search_key(word)) == search_key(word)


@given(st.text(max_size=40))
def test_a_stem_is_a_part_of_its_word_and_never_empty(text):
    for word in search_key(text).split():
        assert stem(word)
        assert stem(word) in word

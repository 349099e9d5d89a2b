"""How alike two questions are in their words."""

from __future__ import annotations

import pytest

from index.curated.likeness import Likeness, Wordings, weight_of


def likeness(query: str, known: str) -> Likeness:
    return Wordings.of([known]).likeness(query, [0])[0]


def test_the_same_words_lack_nothing_in_any_order() -> None:
    assert likeness("القمح سعر ما", "ما سعر القمح") == Likeness(0.0, 0.0, names_another=False)


def test_a_question_word_weighs_less_than_a_name() -> None:
    assert weight_of("ما") < 0.1 < 0.9 < weight_of("زنجبار")
    without_word, without_name = likeness("سعر زنجبار", "ما سعر زنجبار"), likeness("ما سعر", "ما سعر زنجبار")
    assert without_word.unasked < 0.1 < without_name.unasked


def test_affixes_and_slips_of_the_hand_cost_little() -> None:
    assert likeness("بالزنجبيل", "الزنجبيل").unmet < 0.3
    assert likeness("ما فوائد الزنجبييل", "ما فوائد الزنجبيل").unmet < 0.3


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("من أسس غرفة الصناعة؟", "من أسس غرفة التجارة؟"),
        ("متى تأسست شركة أرامكو السعودية؟", "متى تأسست شركة سابك السعودية؟"),
        ("Who founded the port of Tangier?", "Who founded the port of Oran?"),
    ],
)
def test_another_name_in_the_place_of_one_is_noticed(query: str, known: str) -> None:
    assert likeness(query, known).names_another


@pytest.mark.parametrize(
    ("query", "known"),
    [
        ("من أسس غرفة التجاره", "من أسس غرفة التجارة؟"),
        ("من أسس غرفة التجراة", "من أسس غرفة التجارة؟"),  # swapped letters
        ("الشخص اللي فتح غرفة التجارة", "من أسس غرفة التجارة؟"),  # several words are others
        ("التسويق", "التمويل"),  # nothing else is there
        ("غرفة التجارة", "من أسس غرفة التجارة؟"),
    ],
)
def test_a_slip_a_translation_or_a_missing_word_is_no_other_name(query: str, known: str) -> None:
    assert not likeness(query, known).names_another


@pytest.mark.parametrize("query", ["", " ", "🌵", "؟؟", "َُِ"])
def test_a_query_without_words_lacks_everything(query: str) -> None:
    found = likeness(query, "ما سعر القمح؟")
    assert (found.unmet, found.unasked) == pytest.approx((1.0, 1.0))
    assert not found.names_another


def test_joined_and_parted_wordings_compare_as_built_at_once() -> None:
    texts = ["ما سعر القمح؟", "من أسس غرفة التجارة؟", "كم عدد العمال؟"]
    query = "سعر القمح عند غرفة التجارة"
    whole = Wordings.of(texts).likeness(query, [0, 1, 2])
    assert Wordings.of(texts[:1]).plus(Wordings.of(texts[1:])).likeness(query, [0, 1, 2]) == whole
    assert Wordings.of(texts).at([2, 0]).likeness(query, [1, 0]) == [whole[0], whole[2]]
    assert Wordings.of([]).plus(Wordings.of(texts)).likeness(query, [1]) == [whole[1]]

"""A greeting before a question is returned, and left out of what is searched."""

from __future__ import annotations

import pytest

from actions.greetings import opening_greeting, without_greeting
from actions.message import language_of


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("السلام عليكم، ما الدور؟", "ما الدور؟"),
        ("bonjour quels défis ?", "quels défis ?"),
        ("صباح الخير", "صباح الخير"),
        ("السلام الاجتماعي", "السلام الاجتماعي"),
        ("ما الدور؟", "ما الدور؟"),
    ],
)
def test_a_greeting_is_left_out_where_something_follows(asked, left):
    assert without_greeting(asked) == left


def test_an_english_sentence_that_quotes_an_arabic_word_is_english():
    assert language_of("what does the text mean by the word إطارات?") == "en"
    assert language_of("واش معنى startup") == "ar"
    assert language_of("les défis ta3 المؤسسات") == "ar"


def test_it_is_returned_in_kind():
    assert opening_greeting("صباح الخير شنو الدور؟") == "utter_returned_morning"
    assert opening_greeting("ما الدور؟") == ""

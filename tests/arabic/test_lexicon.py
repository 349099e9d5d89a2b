"""Word lists are read from data/lexicon, and a file that is none says so."""

from pathlib import Path

import pytest

from arabic import search_key
from arabic.lexicon import FOLDER, LexiconError, load, pattern_of, patterns, read_lists


def test_a_topic_is_its_groups_of_words_as_written() -> None:
    assert "défis" in load("arabizi_spellings")["تحديات"]


def test_patterns_find_whole_words_of_the_search_key() -> None:
    assert patterns("arabizi")["english"].search(search_key("What?"))
    assert not patterns("arabizi")["english"].search(search_key("whatever"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ما هو الدَّور؟", True),
        ("والدور فالأول", True),  # an attached "and"
        ("الدوري", False),
        ("اقتصادي", True),  # any ending
        ("كم عدد النقاط", True),  # a phrase
        ("كم منها", False),
    ],
)
def test_a_pattern_knows_open_endings_phrases_and_attached_conjunctions(text: str, found: bool) -> None:
    pattern = pattern_of(["الدور", "اقتصاد*", "كم عدد"])
    assert bool(pattern.search(search_key(text))) is found


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("a = 1", "'a' must be a list of words"),
        ('a = ["x", 2]', "'a' must be a list of words"),
        ('a = [""]', "'a' must be a list of words"),
        ("[a]\nb = []", "'a' must be a list of words"),
        ("a = [", "is not TOML"),
    ],
)
def test_a_file_that_is_no_word_list_says_so(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "a.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        read_lists(path)


def test_an_unknown_topic_says_so() -> None:
    with pytest.raises(LexiconError, match="no word list"):
        load("no-such-topic")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_every_list_can_be_read(path: Path) -> None:
    assert load(path.stem)

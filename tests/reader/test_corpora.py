"""Files in SQuAD's form."""

import json
from pathlib import Path

import pytest

from reader.errors import ReaderError
from reader.training.corpora import read_corpora, read_corpus


def write(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def test_equal_contexts_are_one_passage_and_offsets_follow_the_trimmed_text(tmp_path: Path) -> None:
    context = "  في عام 1990 تأسست الشركة."
    asked = {
        "question": "متى تأسست الشركة؟ ",
        "answers": [{"text": "1990", "answer_start": context.index("1990")}],
    }
    refused = {"question": "من أسسها؟", "answers": [], "is_impossible": True}
    paragraphs = [{"context": context, "qas": [asked]}, {"context": context, "qas": [refused]}]
    corpus = read_corpus(write(tmp_path / "a.json", {"data": [{"title": "شركة", "paragraphs": paragraphs}]}))
    assert corpus.texts == (context.strip(),)
    assert corpus.articles == ("شركة",)
    first, second = corpus.questions
    assert first.text == "متى تأسست الشركة؟"
    assert corpus.texts[0][first.start :].startswith("1990")
    assert not second.is_answered


@pytest.mark.parametrize("text", ["not JSON", "[]", '{"data": [{"paragraphs": [{"qas": []}]}]}'])
def test_what_is_not_of_the_form_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReaderError, match=r"bad\.json"):
        read_corpus(path)


def test_a_folder_without_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="no question set"):
        read_corpora(tmp_path)

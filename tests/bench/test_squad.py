"""Corpora in SQuAD's form."""

import json

import pytest

from bench.command import BenchError
from bench.corpora import Context, Question, read_squad


def paragraph(context, *questions):
    return {"context": context, "qas": [{"question": text, "answers": []} for text in questions]}


def write(folder, content):
    path = folder / "corpus.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_a_context_given_twice_is_one_passage(tmp_path):
    articles = [
        {"title": "t", "paragraphs": [paragraph("one", " q1 "), paragraph("two", "q2")]},
        {"title": "u", "paragraphs": [paragraph("one", "q3")]},
    ]
    corpus = read_squad(write(tmp_path, {"data": articles}))
    assert corpus.contexts == (Context("0", "t", "one"), Context("1", "t", "two"))
    assert corpus.questions == (Question("q1", "0"), Question("q2", "1"), Question("q3", "0"))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("{", "is not JSON"),
        ([], "has no list 'data'"),
        ({"data": []}, "holds no question"),
        ({"data": [{"title": "t"}]}, r"data\[0\] has no list 'paragraphs'"),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, r"data\[0\].paragraphs\[0\] has no text 'context'"),
        ({"data": [{"paragraphs": [{"context": "c", "qas": [{}]}]}]}, r"qas\[0\] has no text 'question'"),
    ],
)
def test_a_file_of_another_form_is_refused_with_its_place(tmp_path, content, complaint):
    with pytest.raises(BenchError, match=complaint):
        read_squad(write(tmp_path, content))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(BenchError, match="cannot be read"):
        read_squad(tmp_path / "missing.json")

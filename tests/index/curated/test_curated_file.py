"""The published file: read whole, or refused with the first line that is wrong."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from index.curated import CuratedQuestion, read_published
from index.errors import CuratedError
from tests.index.curated.publishing import line, write

GOOD = line("1", "toy/farming/wheat", "ما سعر القمح؟")


def test_the_questions_are_read_in_order_with_the_fingerprint_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "curated.jsonl"
    write(path, f"{GOOD}\n\n{line('2', 'toy/fishing', 'متى يهاجر السمك؟')}\n")
    published = read_published(path)
    assert published.questions == (
        CuratedQuestion("1", "toy/farming/wheat", "ما سعر القمح؟"),
        CuratedQuestion("2", "toy/fishing", "متى يهاجر السمك؟"),
    )
    assert published.fingerprint == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_empty_file_teaches_nothing(tmp_path: Path) -> None:
    write(tmp_path / "curated.jsonl", "")
    assert read_published(tmp_path / "curated.jsonl").questions == ()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (GOOD[:-4], "curated.jsonl:1 is not JSON"),  # half-written
        (f"{GOOD}\n[1]\n", "curated.jsonl:2 is no JSON object"),
        (f"{GOOD}\n{GOOD}\n", "curated.jsonl:2 has the id '1' a second time"),
        ('{"id": "1", "passage_id": "p"}', "has no text 'text'"),
        ('{"id": 1, "passage_id": "p", "text": "t"}', "has no text 'id'"),
        (line("1", " ", "t"), "has no text 'passage_id'"),
        (line("1", "p", "س" * 1001), "has a 'text' of 1001 characters"),
        ('{"id": "1", "passage_id": "p", "text": "\\ud800"}', "half a character"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_what_is_no_curated_question_is_refused_with_its_line(
    tmp_path: Path, content: str, found: str
) -> None:
    path = tmp_path / "curated.jsonl"
    write(path, content)
    with pytest.raises(CuratedError) as refused:
        read_published(path)
    assert found in str(refused.value)


def test_what_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "curated.jsonl"
    with pytest.raises(CuratedError, match="cannot be read"):
        read_published(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(CuratedError, match="no text in UTF-8"):
        read_published(path)

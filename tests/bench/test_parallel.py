"""Two varieties' questions are paired where they lie side by side and say the same."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from bench.command import BenchError
from bench.corpora import MIN_RUN, TAKEN, read_pairs
from encoder import Embedding
from index.vector_cache import VectorCache

KINDS = 16


class Meanings:
    """An encoder to whom a text's last word is its meaning: "<variety> <number>"."""

    name, dimensions = "meanings", KINDS

    def embed_query(self, text: str) -> Embedding:
        vector = np.zeros(KINDS, dtype=np.float32)
        vector[int(text.split()[-1]) % KINDS] = 1.0
        return Embedding(vector, vector[None])


def written(path: Path, rows: list[tuple[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("label", "text"))
        writer.writerows(rows)
    return path


def a_variety(name: str, intent: str, first: int = 0) -> list[tuple[str, str]]:
    return [(intent, f"{name} {number}") for number in range(first, first + MIN_RUN)]


def test_questions_of_one_meaning_are_paired_in_order(tmp_path: Path) -> None:
    rows = [
        *a_variety("فصيح", "a"),
        *a_variety("فصيح", "b"),
        *a_variety("عامي", "a"),
        *a_variety("عامي", "b"),
    ]
    pairs = read_pairs(written(tmp_path / "both.csv", rows), Meanings(), VectorCache())
    assert {pair.intent for pair in pairs} == {"a", "b"}
    assert len(pairs) == 2 * TAKEN
    for pair in pairs:
        assert pair.standard.startswith("فصيح") and pair.dialect.startswith("عامي")
        assert pair.standard.split()[1] == pair.dialect.split()[1]


def test_what_has_no_partner_is_left_out(tmp_path: Path) -> None:
    shifted = a_variety("عامي", "a", first=3)  # the first three questions were not translated
    pairs = read_pairs(
        written(tmp_path / "shifted.csv", [*a_variety("فصيح", "a"), *a_variety("x", "b"), *shifted]),
        Meanings(),
        VectorCache(),
    )
    assert [(pair.standard.split()[1], pair.dialect.split()[1]) for pair in pairs] == [
        (str(number), str(number)) for number in range(3, TAKEN)
    ]


@pytest.mark.parametrize("rows", [[], [("a", "فصيح 1"), ("a", "عامي 1")], a_variety("فصيح", "a")])
def test_a_file_without_two_varieties_is_refused(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    with pytest.raises(BenchError, match=r"parallel questions|no columns"):
        read_pairs(written(tmp_path / "one.csv", rows), Meanings(), VectorCache())

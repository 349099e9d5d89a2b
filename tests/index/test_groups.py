"""Questions are grouped by what they ask."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from encoder import QueryEncoder
from encoder.sentence import open_query_encoder
from index.__main__ import main
from index.groups import MOST_AT_ONCE, cluster, group
from index.vector_cache import VectorCache

THEMES = {
    "weather": ("كيف حالة الطقس اليوم؟", "ما هي حالة الطقس غدا؟", "طقس اليوم كيف", "الطقس غدا كيف يكون؟"),
    "loan": (
        "كيف أحصل على قرض من البنك؟",
        "أريد قرضا من البنك، كيف؟",
        "شروط القرض من البنك",
        "القرض البنكي كيف أحصل عليه",
        "كيفاش ناخد قرض من البنك",
    ),
    "phone": ("ما رقم الهاتف للتواصل معكم؟", "أعطني رقم هاتفكم", "رقم الهاتف من فضلك"),
    "football": ("من فاز بكأس العالم؟", "من هو الفائز بكأس العالم الماضي؟", "مين كسب كأس العالم"),
}
TEXTS = [text for texts in THEMES.values() for text in texts]


@pytest.fixture(scope="module")
def encoder(encoder_directory: Path) -> QueryEncoder:
    return open_query_encoder(str(encoder_directory))


def test_a_theme_is_a_group_and_the_largest_is_the_first(encoder: QueryEncoder) -> None:
    found = group(TEXTS, encoder, VectorCache())
    by_group: defaultdict[int, set[str]] = defaultdict(set)
    for text, one in zip(TEXTS, found, strict=True):
        by_group[one.group].add(text)
    assert set(map(frozenset, by_group.values())) == set(map(frozenset, THEMES.values()))
    assert by_group[0] == set(THEMES["loan"])


def test_each_group_has_one_central_question(encoder: QueryEncoder) -> None:
    found = group([*TEXTS, "كيف حالة الطقس اليوم", "xyz 123"], encoder, VectorCache())
    groups = {one.group for one in found}
    assert sorted(one.group for one in found if one.is_central) == sorted(groups) == list(range(len(groups)))


def test_texts_that_read_alike_are_in_one_group(encoder: QueryEncoder) -> None:
    found = group(["ما رقم الهاتف؟", "مَا رَقْم الهـاتف", "🌵", "من فاز بكأس العالم؟"], encoder, VectorCache())
    assert found[0].group == found[1].group != found[3].group
    assert len(found) == 4


def test_no_questions_and_one_question_can_be_grouped(encoder: QueryEncoder) -> None:
    assert group([], encoder, VectorCache()) == []
    (one,) = group(["ما رقم الهاتف؟"], encoder, VectorCache())
    assert (one.group, one.is_central) == (0, True)


def test_more_than_are_compared_at_once_are_grouped_in_lots() -> None:
    chance = np.random.default_rng(0)
    centres = chance.normal(size=(300, 256))  # so many dimensions keep them apart
    kinds = np.arange(MOST_AT_ONCE + 1000) % 300
    vectors = centres[kinds] + chance.normal(size=(len(kinds), 256)) * 0.3
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    labels = cluster(vectors)
    assert labels.max() + 1 == 300
    assert len(set(zip(kinds.tolist(), labels.tolist(), strict=True))) == 300


def test_the_command_writes_a_line_for_each_question(
    encoder_directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, out = tmp_path / "q.jsonl", tmp_path / "g.jsonl"
    lines = (json.dumps({"id": f"n{n}", "text": text}) for n, text in enumerate(TEXTS))
    questions.write_text("\n".join(lines), encoding="utf-8")
    arguments = ["group", "--questions", str(questions), "--out", str(out)]
    cache = tmp_path / "cache"
    options = ["--cache", str(cache), "--encoder", str(encoder_directory)]
    assert main([*arguments, *options]) == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {row["id"] for row in rows} == {f"n{n}" for n in range(len(TEXTS))}
    assert sum(row["central"] for row in rows) == len({row["group"] for row in rows}) == len(THEMES)
    assert capsys.readouterr().out == f"{len(TEXTS)} questions in {len(THEMES)} groups\n"
    assert cache.is_file()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("{", "q.jsonl:1 is not JSON"),
        ('{"id": 1, "text": "t"}', "no texts"),
        ('{"id":"1","text":"t"}\n' * 2, "twice"),
    ],
)
def test_a_file_of_another_form_is_refused_in_one_line(
    tmp_path: Path, content: str, found: str, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text(content, encoding="utf-8")
    assert main(["group", "--questions", str(questions), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert found in error
    assert len(error.splitlines()) == 1
    assert not (tmp_path / "out").exists()

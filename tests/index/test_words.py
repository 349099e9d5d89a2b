"""The word side: BM25 by its formula, and its files."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index.gram_counts import K1, B, grams
from index.scorers import WordIndex

TEXTS = [
    "المؤسسات الصغيرة توفر مناصب شغل",
    "زيادة الادخار وتوجيهه نحو الاستثمار",
    "المنافسة أداة التغيير من خلال الابتكار والابتكار",
    "شغل",
]


def by_formula(query: str) -> list[float]:
    """BM25 as Lucene has it, Kamphuis et al. (2020), table 1."""
    documents = [Counter(grams(text)) for text in TEXTS]
    average = sum(document.total() for document in documents) / len(documents)
    scores = []
    for document in documents:
        score = 0.0
        for gram in grams(query):
            holding = sum(gram in other for other in documents)
            idf = math.log(1 + (len(TEXTS) - holding + 0.5) / (holding + 0.5))
            count = document[gram]
            score += idf * count / (count + K1 * (1 - B + B * document.total() / average))
        scores.append(score)
    return scores


@pytest.fixture(scope="module")
def words() -> WordIndex:
    return WordIndex.build(TEXTS)


@pytest.mark.parametrize("query", ["مناصب الشغل", "الادخار", "ابتكار ابتكار", "شغل غير معروف xyz"])
def test_scores_are_bm25(words: WordIndex, query: str) -> None:
    np.testing.assert_allclose(words.scores(query), by_formula(query), rtol=1e-4, atol=1e-6)


def test_the_text_that_has_the_words_is_first_despite_affixes_and_spelling(words: WordIndex) -> None:
    assert np.argmax(words.scores("وبالإدخار")) == 1
    assert np.argmax(words.scores("مبتكرات و ابتكارات")) == 2
    assert words.scores("شغل").argsort()[::-1][:2].tolist() == [3, 0]


def test_a_query_without_a_known_gram_scores_zero_everywhere(words: WordIndex) -> None:
    for query in ("", "؟!", "zzz qqq"):
        scores = words.scores(query)
        assert scores.dtype == np.float32
        assert scores.tolist() == [0.0] * 4


def test_what_is_saved_scores_the_same_when_opened(words: WordIndex, tmp_path: Path) -> None:
    words.save(tmp_path)
    opened = WordIndex.open(tmp_path)
    assert opened.count == words.count == 4
    for query in ("مناصب الشغل", "الابتكار", "غغغغ"):
        np.testing.assert_array_equal(opened.scores(query), words.scores(query))


def test_what_is_joined_scores_as_what_was_built_at_once(words: WordIndex, tmp_path: Path) -> None:
    """Texts taken away and put in, in another order, from an index that was opened."""
    words.save(tmp_path)
    rows = np.array([3, 4, 0, 5, 4])
    joined = WordIndex.open(tmp_path).joined(["الابتكار والتجديد في المؤسسة", "تمويل الشركات"], rows)
    every = [*TEXTS, "الابتكار والتجديد في المؤسسة", "تمويل الشركات"]
    built = WordIndex.build([every[row] for row in rows])
    for query in ("مناصب الشغل", "الادخار", "تجديد الشركة", "غير معروف"):
        np.testing.assert_allclose(joined.scores(query), built.scores(query), rtol=1e-6)
    assert joined.scores("شغل").any()


def test_an_opened_index_is_mapped(words: WordIndex, tmp_path: Path) -> None:
    words.save(tmp_path)
    opened = WordIndex.open(tmp_path)
    files = {Path(line.split()[-1]).name for line in _maps() if str(tmp_path) in line}
    assert "data.csc.index.npy" in files
    assert opened.count == 4


def _maps() -> list[str]:
    return Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()

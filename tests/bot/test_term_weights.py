"""Weights beside scikit-learn's, whose formula they follow."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.components.search_key_featurizer import TermWeights, letter_runs, word_runs

KEYS = ["ما دور الموسسات في التشغيل", "شكرا شكرا شكرا لك", "ما هو دور الموسسات", "a b", "و"]


@pytest.mark.parametrize(
    ("runs", "lengths", "analyzer"), [(word_runs, (1, 2), "word"), (letter_runs, (2, 5), "char_wb")]
)
@pytest.mark.parametrize("min_texts", [1, 2])
def test_weights_are_those_of_scikit_learn(
    runs: object, lengths: tuple[int, int], analyzer: str, min_texts: int
) -> None:
    pattern = r"\S+" if analyzer == "word" else None
    vectorizer = TfidfVectorizer(
        analyzer=analyzer, ngram_range=lengths, sublinear_tf=True, token_pattern=pattern, min_df=min_texts
    )
    expected = vectorizer.fit_transform(KEYS).toarray()
    weights = TermWeights.fit((runs(key, *lengths) for key in KEYS), min_texts)
    assert list(weights.columns) == vectorizer.get_feature_names_out().tolist()
    for key, row in zip(KEYS, expected, strict=True):
        columns, values = weights.weigh(runs(key, *lengths))
        found = np.zeros(len(row))
        found[columns] = values
        np.testing.assert_allclose(found, row, rtol=1e-5)


def test_a_text_of_unknown_terms_weighs_nothing() -> None:
    columns, values = TermWeights.fit([iter(["a"])], 1).weigh(iter(["b", "c"]))
    assert len(columns) == len(values) == 0

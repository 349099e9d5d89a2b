"""The classifier without Rasa."""

from pathlib import Path

import numpy as np
import pytest
import scipy.sparse

from bot import BotError
from bot.components.linear_head import SOLVERS, FeatureJoiner, LinearHead

SETTINGS = {"C": 1.0, "folds": 5, "max_iter": 1000}


def blobs(labels: int, noise: float, rows: int = 400) -> tuple[scipy.sparse.csr_matrix, list[str]]:
    """Return points around one corner a label, and the labels."""
    random = np.random.default_rng(7)
    numbers = random.integers(labels, size=rows)
    points = np.eye(labels)[numbers] + noise * random.standard_normal((rows, labels))
    return scipy.sparse.csr_matrix(points, dtype=np.float32), [f"وسم {number}" for number in numbers]


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("labels", [2, 5])
def test_clear_labels_are_told_apart_with_confidence(solver: str, labels: int) -> None:
    features, names = blobs(labels, noise=0.05)
    probabilities = LinearHead.fit(features, names, solver=solver, **SETTINGS).probabilities(features)
    classes = sorted(set(names))
    assert [classes[i] for i in probabilities.argmax(axis=1)] == names
    assert probabilities.max(axis=1).mean() > 0.95
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize("solver", SOLVERS)
def test_confidence_is_the_share_that_is_right(solver: str) -> None:
    features, names = blobs(4, noise=0.6, rows=4000)
    head = LinearHead.fit(features[:2000], names[:2000], solver=solver, **SETTINGS)
    probabilities = head.probabilities(features[2000:])
    right = np.array([head.classes[i] for i in probabilities.argmax(axis=1)]) == names[2000:]
    assert 0.6 < right.mean() < 0.95
    assert probabilities.max(axis=1).mean() == pytest.approx(right.mean(), abs=0.04)


def test_a_saved_head_predicts_the_same(tmp_path: Path) -> None:
    features, names = blobs(3, noise=0.3)
    head = LinearHead.fit(features, names, solver="svc", **SETTINGS)
    head.save(tmp_path)
    np.testing.assert_array_equal(
        LinearHead.load(tmp_path).probabilities(features), head.probabilities(features)
    )


def test_one_intent_is_refused() -> None:
    with pytest.raises(BotError, match="1 intents with examples"):
        LinearHead.fit(scipy.sparse.eye(3, format="csr"), ["a"] * 3, solver="svc", **SETTINGS)


def test_a_label_with_one_example_can_be_learnt() -> None:
    head = LinearHead.fit(scipy.sparse.eye(3, format="csr"), ["a", "b", "b"], solver="svc", **SETTINGS)
    assert head.sharpness == 1.0


def test_joined_rows_hold_the_sparse_part_and_the_dense_part_of_the_set_length(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    rows = [[scipy.sparse.random(1, 6, 0.5, "csr", random_state=i), random.random((1, 4))] for i in range(5)]
    joiner = FeatureJoiner.fit(rows, dense_weight=0.5)
    joined = joiner.join(rows).toarray()
    np.testing.assert_allclose(joined[:, :6], np.vstack([sparse.toarray() for sparse, _ in rows]), rtol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(joined[:, 6:], axis=1), 0.5, rtol=1e-5)
    joiner.save(tmp_path)
    np.testing.assert_array_equal(FeatureJoiner.load(tmp_path).join(rows).toarray(), joined)


def test_dense_features_of_another_width_are_refused() -> None:
    joiner = FeatureJoiner.fit([[np.ones((1, 4))]], dense_weight=1.0)
    with pytest.raises(BotError, match="5 numbers but the classifier was trained on 4"):
        joiner.join([[np.ones((1, 5))]])

"""How the parts of a score become one: z-scores per query, weighted.

Weights were chosen on ARCD's training half (text) and on the calibration questions, held out (questions).
"""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

DENSE_WEIGHT = 0.45
WORDS_WEIGHT = 0.55
TOKENS_WEIGHT = 0.5
QUESTIONS_WEIGHT = 2.5  # of the natural logarithm of a probability
LEAST_PROBABILITY = 1e-6
OVERVIEW_DISCOUNT = 0.5  # an overview shares the words of all its points


def fuse_text(dense: FloatArray, words: FloatArray | None) -> FloatArray:
    """Return the first fusion; the dense side alone where there are no words."""
    if words is None:
        return z_scores(dense)
    return DENSE_WEIGHT * z_scores(dense) + WORDS_WEIGHT * z_scores(words)


def z_scores(scores: FloatArray) -> FloatArray:
    """Return scores less their mean over their deviation; zeros where all are equal."""
    deviation = float(scores.std())
    if deviation < 1e-9:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / deviation, dtype=np.float32)


def log_probabilities(probabilities: FloatArray) -> FloatArray:
    """Return natural logarithms, bounded below."""
    return np.asarray(np.log(np.maximum(probabilities, LEAST_PROBABILITY)), dtype=np.float32)

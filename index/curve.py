"""What a confidence measured on held-out questions: reliability by tenths, and refusals by threshold."""

from typing import Any

import numpy as np
import numpy.typing as npt

from index.calibration_set import DISTANCES

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]
Kinds = npt.NDArray[np.str_]

ANSWERED = "answered"
OTHER_SUBJECT = "subject"
UNANSWERED = (*DISTANCES, OTHER_SUBJECT)
KINDS = (ANSWERED, *UNANSWERED)
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def measured_curve(
    probabilities: FloatArray, right: BoolArray, kinds: Kinds, threshold: float
) -> dict[str, Any]:
    """Return counts, the share answered rightly, reliability by tenths, and refusals by threshold.

    `probabilities` that the first hit answers, `right` whether it is the passage asked for, and `kinds` (one
    of KINDS) have one entry a question.
    """
    answered = kinds == ANSWERED
    return {
        "questions": {kind: int((kinds == kind).sum()) for kind in KINDS},
        "first_hit_right": float(right[answered].mean()),
        "answered_right": float((right & (probabilities >= threshold))[answered].mean()),
        "reliability": [_bin(probabilities, right, tenth / 10) for tenth in range(10)],
        "refused": [
            {"threshold": value, **_refused(probabilities, kinds, value)}
            for value in sorted({*THRESHOLDS, round(threshold, 4)})
        ],
    }


def _bin(probabilities: FloatArray, right: BoolArray, low: float) -> dict[str, Any]:
    inside = (probabilities >= low) & (probabilities < low + 0.1)
    count = int(inside.sum())
    share = float(right[inside].mean()) if count else None
    return {"from": low, "to": round(low + 0.1, 1), "questions": count, "right": share}


def _refused(probabilities: FloatArray, kinds: Kinds, threshold: float) -> dict[str, float]:
    held = [kind for kind in KINDS if (kinds == kind).any()]
    return {kind: float((probabilities[kinds == kind] < threshold).mean()) for kind in held}

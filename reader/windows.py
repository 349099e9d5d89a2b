"""The part of a long passage that is read: the window that meets most of the question."""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]

MAX_TOKENS = 160
STRIDE = 16


def unit(states: npt.NDArray[np.floating], mean: FloatArray) -> FloatArray:
    """Return states of shape (n, dimensions) less the mean, of unit length."""
    centred = states.astype(np.float32) - mean
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.maximum(norms, 1e-6), dtype=np.float32)


def window_starts(length: int, size: int) -> list[int]:
    """Return where windows of `size` tokens may begin in a text of `length`; the last one ends with it."""
    if length <= size:
        return [0]
    return [*range(0, length - size, STRIDE), length - size]


def best_window(likeness: FloatArray, size: int, holding: int | None = None) -> tuple[int, int]:
    """Return start and end of the window where the question's tokens are met best, on average.

    likeness: (question tokens, passage tokens) in -1..1. Of equals the first is taken. `holding` names a
    token that the window must hold.
    """
    length = likeness.shape[1]
    starts = window_starts(length, size)
    if holding is not None:
        starts = [start for start in starts if start <= holding < start + size] or starts
    if len(starts) == 1 or not likeness.shape[0]:
        return starts[0], min(starts[0] + size, length)
    met = [likeness[:, start : start + size].max(axis=1).mean() for start in starts]
    start = starts[int(np.argmax(met))]
    return start, start + size

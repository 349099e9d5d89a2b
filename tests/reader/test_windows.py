"""Which part of a long passage is read."""

import numpy as np

from reader.windows import STRIDE, best_window, unit, window_starts


def test_a_short_passage_is_read_whole() -> None:
    assert best_window(np.zeros((3, 20), dtype=np.float32), 64) == (0, 20)


def test_the_window_holds_what_meets_the_question() -> None:
    likeness = np.zeros((2, 300), dtype=np.float32)
    likeness[0, 210] = 0.9
    likeness[1, 230] = 0.8
    start, end = best_window(likeness, 64)
    assert end - start == 64
    assert start <= 210 < 231 <= end


def test_a_window_holds_the_token_it_must_hold() -> None:
    likeness = np.zeros((1, 300), dtype=np.float32)
    likeness[0, 10] = 1.0
    start, end = best_window(likeness, 64, holding=280)
    assert start <= 280 < end


def test_the_last_window_ends_with_the_text() -> None:
    starts = window_starts(100, 64)
    assert starts == [0, STRIDE, 2 * STRIDE, 36]
    assert window_starts(64, 64) == [0]


def test_a_question_without_tokens_reads_the_beginning() -> None:
    assert best_window(np.zeros((0, 300), dtype=np.float32), 64) == (0, 64)


def test_unit_takes_the_mean_off() -> None:
    states = np.array([[3.0, 1.0], [1.0, 1.0]], dtype=np.float16)
    found = unit(states, np.array([1.0, 1.0], dtype=np.float32))
    assert found.tolist() == [[1.0, 0.0], [0.0, 0.0]]

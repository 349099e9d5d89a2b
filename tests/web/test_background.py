"""Long work leaves room between its steps."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from web import background


class Clock:
    """A clock that only sleeping and working move."""

    def __init__(self) -> None:
        self.now, self.rests = 0.0, list[float]()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(background, "time", clock)
    return clock


def test_each_step_is_rested_after_for_as_long_as_it_took_in_coming_and_in_use(clock: Clock) -> None:
    def steps():
        for _ in range(2):
            clock.now += 0.25
            yield

    for _ in background.unhurried(steps()):
        clock.now += 0.5
    assert clock.rests == [0.75, 0.75]


def test_no_rest_is_long(clock: Clock) -> None:
    for _ in background.unhurried([1]):
        clock.now += 100.0
    assert clock.rests == [background.MOST_REST_SECONDS]


def test_within_a_transaction_there_is_no_rest(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "connection", SimpleNamespace(in_atomic_block=True))
    for _ in background.unhurried("ab"):
        clock.now += 1.0
    assert clock.rests == []


def test_what_the_steps_bring_is_passed_on(clock: Clock) -> None:
    assert list(background.unhurried("abc")) == ["a", "b", "c"]

"""How often a name may come."""

from __future__ import annotations

from web.chat.limits import Rates
from web.environment import Rate


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def come(rates: Rates, name: str) -> int:
    wait_seconds = rates.wait_seconds(name)
    if not wait_seconds:
        rates.count(name)
    return wait_seconds


def test_so_many_come_and_the_next_is_told_when_it_may() -> None:
    clock = Clock()
    rates = Rates(Rate(2, 60), now=clock)
    assert come(rates, "a") == 0
    clock.now += 10.5
    assert come(rates, "a") == 0
    assert come(rates, "a") == 50  # 49.5, in whole seconds
    assert come(rates, "b") == 0
    clock.now += 49.4
    assert come(rates, "a") == 1
    clock.now += 0.1
    assert come(rates, "a") == 0
    assert come(rates, "a") == 11


def test_who_is_refused_waits_no_longer_for_it() -> None:
    clock = Clock()
    rates = Rates(Rate(1, 10), now=clock)
    assert come(rates, "a") == 0
    for _ in range(9):
        clock.now += 1
        assert come(rates, "a") > 0
    clock.now += 1
    assert come(rates, "a") == 0


def test_a_visit_that_cost_nothing_is_taken_back() -> None:
    rates = Rates(Rate(1, 60), now=Clock())
    for _ in range(3):
        assert come(rates, "a") == 0
        rates.take_back("a")
    rates.take_back("never came")


def test_memory_is_bounded_and_the_quietest_is_forgotten_first() -> None:
    rates = Rates(Rate(1, 60), max_names=3, now=Clock())
    for name in "abc":
        come(rates, name)
    rates.take_back("a")
    come(rates, "a")  # seen now: b is the quietest
    come(rates, "d")
    assert len(rates) == 3
    assert [rates.wait_seconds(name) > 0 for name in "abcd"] == [True, False, True, True]


def test_names_that_no_longer_count_are_forgotten() -> None:
    clock = Clock()
    rates = Rates(Rate(1, 60), now=clock)
    for number in range(100):
        come(rates, str(number))
    clock.now += 61
    come(rates, "new")
    assert len(rates) == 1

"""Ratios and figures of two deployments whose measurements are made up."""

import pytest

from bench.deployment import GREETING, RETRIEVAL, Deployment, Load
from bench.latency_figures import cpu_per_message_ms, figures_of, ratios
from bench.load import Measured, Stage


def load(users, latency_ms, wall_seconds, rasa_cpu=1.0, actions_cpu=0.5):
    measured = Measured([latency_ms] * 9 + [2 * latency_ms], [], wall_seconds)
    return Load(Stage(users, 10), measured, rasa_cpu, actions_cpu, 0.01)


def deployment(name, latency_ms, wall_seconds, megabytes):
    retrieval = [load(users, latency_ms * users, wall_seconds) for users in (1, 8, 32)]
    greeting = [load(users, 5.0, 1.0, actions_cpu=0.0) for users in (1, 8, 32)]
    loads = {RETRIEVAL: retrieval, GREETING: greeting}
    return Deployment(name, loads, 7.0, 8.0, megabytes * 1_000_000, 500_000_000, 1.0)


OURS = deployment("ours", 30.0, 2.0, 1000)
STOCK = deployment("stock", 60.0, 5.0, 700)


def test_ratios_are_ours_to_stock_on_retrieval_turns():
    assert ratios(OURS, STOCK) == {
        "p50_ratio_1": 0.5,
        "p95_ratio_1": 0.5,
        "throughput_ratio_8": 2.5,
        "throughput_ratio_32": 2.5,
        "cpu_ratio": 1.0,
        "memory_ratio": 1.25,
    }


def test_cpu_per_message_is_pooled_over_the_loads():
    loads = [
        load(1, 10.0, 1.0, rasa_cpu=1.0, actions_cpu=1.0),
        load(8, 10.0, 1.0, rasa_cpu=0.5, actions_cpu=0.5),
    ]
    assert cpu_per_message_ms(loads) == pytest.approx(150.0)
    assert cpu_per_message_ms(loads, actions=False) == pytest.approx(75.0)


def test_each_side_has_flat_figures_under_its_name():
    values = figures_of(OURS)
    assert values["ours_p50_ms_8"] == 240.0
    assert values["ours_p95_ms_1"] == 60.0
    assert values["ours_throughput_32"] == 5.0
    assert values["ours_greeting_p50_ms_1"] == 5.0
    assert values["ours_failed"] == 0
    assert all(isinstance(value, int | float) for value in values.values())

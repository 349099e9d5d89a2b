"""What the benchmark of the public chat makes of what it saw."""

from bench.web import Seen, figures_of


def seen(*latencies_ms, errors=(), out_of_order=0, web_seconds=0.0):
    return Seen(list(latencies_ms), list(errors), out_of_order, web_seconds)


def test_the_ratio_is_of_the_latency_among_idle_sessions_to_that_without():
    values = figures_of(seen(100, 100, web_seconds=0.008), seen(150, 150, web_seconds=9)).values
    assert values["p95_ratio"] == 1.5
    assert values["web_cpu_ms"] == 4.0


def test_errors_and_broken_orders_of_both_kinds_count():
    values = figures_of(
        seen(1, errors=["late"], out_of_order=2), seen(1, errors=["gone", "late"], out_of_order=1)
    ).values
    assert values["errors"] == 3
    assert values["out_of_order"] == 3

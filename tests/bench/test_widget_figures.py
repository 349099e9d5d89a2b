"""The widget's benchmark reads a browser's trace."""

from __future__ import annotations

from typing import Any

from bench.widget import evaluated_ms


def event(
    name: str, start: int, microseconds: int, url: str = "http://x/static/widget.js?v=1"
) -> dict[str, Any]:
    return {"name": name, "ph": "X", "ts": start, "dur": microseconds, "args": {"data": {"url": url}}}


def test_compiling_within_evaluating_is_counted_once() -> None:
    trace = {
        "traceEvents": [
            event("v8.compile", 0, 500),
            event("EvaluateScript", 1_000, 4_000),
            event("v8.compile", 2_000, 1_000),
            event("EvaluateScript", 9_000, 7_000, "http://x/static/panel.ar.js"),
            event("FunctionCall", 20_000, 3_000),
            {"name": "EvaluateScript", "ph": "I", "ts": 0},
        ]
    }
    assert evaluated_ms(trace, "widget.js") == 4.5
    assert evaluated_ms(trace, "panel.ar.js") == 7.0
    assert evaluated_ms(trace, "other.js") == 0.0

"""What is counted and timed, for Prometheus; nothing in it tells of a person."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from web.environment import ROOT

PARTS = ("total", "queue", "rasa", "web")
# From what web itself may add to a message (5 ms) to the time-out of a turn.
SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 35.0)

EXPOSITION_TYPE = CONTENT_TYPE_LATEST

disable_created_metrics()  # type: ignore[no-untyped-call]  # when a series began: twice the lines, and nobody asks
REGISTRY = CollectorRegistry(auto_describe=False)
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

_messages = Counter(
    "daleel_messages", "Messages asked, by how they ended", ("surface", "outcome"), registry=REGISTRY
)
_latency = Histogram(
    "daleel_latency_seconds",
    "Time of one message: whole, waiting its turn, in Rasa, and in web itself",
    ("part",),
    buckets=SECONDS,
    registry=REGISTRY,
)
_answers = Counter("daleel_answers", "Answers given, by kind", ("kind",), registry=REGISTRY)
_waiting = Gauge("daleel_waiting_messages", "Messages taken and not yet answered", registry=REGISTRY)
_disk = Gauge("daleel_disk_free_ratio", "Free part of the disk that var/ is on", registry=REGISTRY)
_disk.set_function(lambda: _free_ratio(ROOT / "var"))
_refusals = Counter("daleel_refusals", "Requests refused, by the error's code", ("code",), registry=REGISTRY)
_feedback = Counter("daleel_feedback", "Verdicts on answers", ("verdict",), registry=REGISTRY)
_observe = {part: _latency.labels(part).observe for part in PARTS}


def _free_ratio(folder: Path) -> float:
    usage = shutil.disk_usage(folder if folder.is_dir() else folder.parent)
    return usage.free / usage.total


def record_message(surface: str, outcome: str, seconds_by_part: Mapping[str, float]) -> None:
    """Count one message ("answered", or an error's code) and time its parts, each one of PARTS."""
    _messages.labels(surface, outcome).inc()
    for part, seconds in seconds_by_part.items():
        _observe[part](seconds)


def record_waiting(count: int) -> None:
    """Note how many messages are taken and not yet answered."""
    _waiting.set(count)


def record_answer(kind: str | None) -> None:
    """Count one answer; one without evidence (None) is small talk."""
    _answers.labels(kind or "small_talk").inc()


def record_refusal(code: str) -> None:
    """Count one request that was refused; `code` is one of web.api.MESSAGES."""
    _refusals.labels(code).inc()


def record_feedback(verdict: str) -> None:
    """Count one verdict: "up", "down", or "none" for one taken back."""
    _feedback.labels(verdict).inc()


def exposition() -> bytes:
    """All of it, in Prometheus' text format."""
    return generate_latest(REGISTRY)

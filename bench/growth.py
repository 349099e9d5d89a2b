"""What a turn costs late in a conversation, beside what it costs early.

Several conversations go on side by side, turn by turn. The measured turns ask the same forty questions, early
and late, each in words that were not sent before, so that no cache answers. CPU time is that of rasa and the
action server together, over all the conversations' turns of a window.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from bench.deployment import read_lines
from bench.errors import BenchError
from bench.load import REPLY_TIMEOUT_SECONDS, Surface, never_twice
from bench.processes import usage_of
from bench.tables import Table
from terminal.checks import listener_pid
from terminal.settings import Settings

CONVERSATIONS = 8
EARLY = range(3, 8)  # turns, counted from 1; with eight conversations each question once
LATE = range(196, 206)  # each question twice


@dataclass(frozen=True, slots=True)
class Growth:
    """CPU milliseconds of a turn in either window, rasa and action server together."""

    early_ms: float
    late_ms: float

    @property
    def figures(self) -> dict[str, float]:
        """The published keys; growth_200 is late / early."""
        return {
            "growth_200": round(self.late_ms / self.early_ms, 4),
            "growth_turn_5_cpu_ms": round(self.early_ms, 3),
            "growth_turn_200_cpu_ms": round(self.late_ms, 3),
        }

    @property
    def table(self) -> Table:
        """One row: both windows and their ratio."""
        row = (f"{self.early_ms:.1f}", f"{self.late_ms:.1f}", f"{self.late_ms / self.early_ms:.2f}")
        title = f"A turn's cost as {CONVERSATIONS} conversations grow"
        return Table(title, ("CPU ms, 5th turn", "CPU ms, 200th turn", "ratio"), (row,))


def measure_growth(settings: Settings, surface: Surface) -> Growth:
    """Hold the conversations with what answers on these settings' ports."""
    print(f"ours: {CONVERSATIONS} conversations of {LATE[-1]} turns", file=sys.stderr)
    pids = [_pid(port) for port in (settings.rasa_port, settings.actions_port)]
    questions, openings = read_lines("load_questions.txt"), read_lines("load_openings.txt")
    measured, between = never_twice(questions, openings[:3]), never_twice(questions, openings[3:])
    with httpx.Client(headers=surface.headers, timeout=REPLY_TIMEOUT_SECONDS, trust_env=False) as client:

        def cpu_ms(turns: range, texts: Iterator[str]) -> float:
            before = _cpu_seconds(pids)
            for _ in turns:
                for number in range(CONVERSATIONS):
                    _send(client, surface, f"growth-{settings.rasa_port}-{number}", next(texts))
            return 1000 * (_cpu_seconds(pids) - before) / (len(turns) * CONVERSATIONS)

        cpu_ms(range(1, EARLY[0]), between)
        early = cpu_ms(EARLY, measured)
        cpu_ms(range(EARLY[-1] + 1, LATE[0]), itertools.cycle(between))
        return Growth(early, cpu_ms(LATE, measured))


def _send(client: httpx.Client, surface: Surface, sender: str, text: str) -> None:
    try:
        reply = client.post(surface.url, json=surface.body(sender, text)).raise_for_status().json()
    except (httpx.HTTPError, ValueError) as error:
        raise BenchError(f"the system stopped answering at {text!r:.60}: {error}") from error
    if not surface.says_something(reply):
        raise BenchError(f"the system said nothing to {text!r:.60}")


def _cpu_seconds(pids: list[int]) -> float:
    return sum(usage_of(pid).cpu_seconds for pid in pids)


def _pid(port: int) -> int:
    pid = listener_pid(port)
    if pid is None:
        raise BenchError(f"no process of this user listens on port {port}; CPU cannot be read")
    return pid

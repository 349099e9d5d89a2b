"""What each replacement of Rasa pays: the system with one of them off, alone, beside the system as it is.

    python -m bench.patches

Every variant is started on free ports with an empty log, asked by one user and by 32, then holds some long
conversations; variants take turns for as many rounds as asked for. Compare CPU, which other work on the
machine disturbs least. What is replaced is in bot/patches.py, bot/tracker_store.py and bot/lock_store.py.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from bench.command import BenchError, make_parser, run_command
from bench.deployment import load_questions
from bench.figures import Figures, Table
from bench.latency import our_surface
from bench.load import Measured, Stage, Surface, drive
from bench.system import own_settings, usage_of
from terminal.checks import RASA, answers, listener_pid
from terminal.processes import Processes
from terminal.settings import MODEL, Settings

ALONE, MANY, WARM_UP = Stage(1, 60), Stage(32, 160), Stage(2, 20)
LONG, EARLY, LATE = 60, range(3, 8), range(56, 61)  # turns of a long conversation
CONVERSATIONS = 4
START_SECONDS = 120.0
VARIANTS = {
    "nothing": "as it is",
    "validation": "Rasa checks its own schema for every action",
    "recent_turns": "Rasa reads the whole conversation at every turn",
    "connections": "SQLite's file is opened for every query, with a wait for the disk at each commit",
    "lock_store": "Rasa looks once a second whether a message's turn has come",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One variant measured once; CPU in milliseconds a message, of rasa and with the action server's."""

    rasa_ms: float
    all_ms: float
    p50_ms: float
    messages_per_second: float
    growth: float  # CPU of a late turn / of an early one
    second_ms: float  # until the second of two messages sent at once is answered


@contextmanager
def running_without(name: str) -> Iterator[tuple[Settings, int, int]]:
    """Yield the settings and the pids of rasa and of the action server, ended on leaving."""
    with own_settings() as settings, Processes(settings, ["actions"]) as actions:
        command = [
            ".venv/rasa/bin/python",
            "-W",
            "ignore",
            "-m",
            "bench.rasa_without",
            name,
            "run",
            "--quiet",
        ]
        command += ["--interface", "127.0.0.1", "--port", str(settings.rasa_port)]
        command += ["--model", settings.values[MODEL]]
        rasa = subprocess.Popen(
            command, env=settings.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            deadline = time.monotonic() + START_SECONDS
            while not answers(settings, [RASA]):
                if rasa.poll() is not None or time.monotonic() > deadline:
                    raise BenchError(f"rasa without {name} did not start")
                time.sleep(0.25)
            actions.wait_until_ready()
            yield settings, rasa.pid, listener_pid(settings.actions_port) or 0
        finally:
            rasa.terminate()
            try:
                rasa.wait(20)
            except subprocess.TimeoutExpired:
                rasa.kill()
                rasa.wait()


def run_without(name: str) -> Run:
    """Start the system without one replacement and measure it."""
    print(f"without {name}", file=sys.stderr)
    with running_without(name) as (settings, rasa, actions):
        surface, questions = our_surface(settings), load_questions()
        _required(drive(surface, questions, WARM_UP, "warm"), name)
        before = usage_of(rasa).cpu_seconds, usage_of(actions).cpu_seconds
        alone = _required(drive(surface, questions, ALONE, "alone"), name)
        many = _required(drive(surface, questions, MANY, "many"), name)
        spent = [usage_of(pid).cpu_seconds - was for pid, was in zip((rasa, actions), before, strict=True)]
        answered = len(alone.latencies_ms) + len(many.latencies_ms)
        return Run(
            rasa_ms=1000 * spent[0] / answered,
            all_ms=1000 * sum(spent) / answered,
            p50_ms=alone.percentile_ms(0.5),
            messages_per_second=many.messages_per_second,
            growth=_growth(surface, questions, rasa),
            second_ms=_second_ms(surface, questions),
        )


def _required(measured: Measured, name: str) -> Measured:
    if measured.failures:
        raise BenchError(f"without {name} a message failed: {measured.failures[0]}")
    return measured


def _growth(surface: Surface, questions: Iterator[str], rasa: int) -> float:
    """Hold conversations side by side; return rasa's CPU in the late turns to that in the early ones."""
    spent = {"early": 0.0, "late": 0.0}
    with _client(surface) as client:
        for turn in range(1, LONG + 1):
            before = usage_of(rasa).cpu_seconds
            for number in range(CONVERSATIONS):
                _say(client, surface, f"long-{number}", next(questions))
            for window, turns in (("early", EARLY), ("late", LATE)):
                if turn in turns:
                    spent[window] += usage_of(rasa).cpu_seconds - before
    return spent["late"] / spent["early"]


def _second_ms(surface: Surface, questions: Iterator[str]) -> float:
    """Send two messages of one sender at once; return the milliseconds until both are answered."""
    with _client(surface) as client, ThreadPoolExecutor(2) as pool:
        _say(client, surface, "hasty", next(questions))
        began = time.perf_counter()
        sent = [pool.submit(_say, client, surface, "hasty", next(questions)) for _ in range(2)]
        for each in sent:
            each.result()
        return 1000 * (time.perf_counter() - began)


def _client(surface: Surface) -> httpx.Client:
    return httpx.Client(headers=surface.headers, timeout=60.0, trust_env=False)


def _say(client: httpx.Client, surface: Surface, sender: str, text: str) -> None:
    reply = client.post(surface.url, json=surface.body(sender, text)).raise_for_status().json()
    if not surface.says_something(reply):
        raise BenchError(f"nothing was said to {text!r:.60}")


def measure(arguments: argparse.Namespace) -> Figures:
    """Measure every variant as often as asked for, taking turns; figures are medians."""
    runs: dict[str, list[Run]] = defaultdict(list)
    for _ in range(arguments.rounds):
        for name in arguments.only or VARIANTS:
            runs[name].append(run_without(name))
    median = {name: _median(of_one) for name, of_one in runs.items()}
    values = {
        f"{name}_{key}": round(getattr(run, key), 3) for name, run in median.items() for key in Run.__slots__
    }
    measured = ("rasa CPU ms", "all CPU ms", "p50 ms", "messages/s", "growth in 60 turns", "two at once, ms")
    columns = ("off", "what Rasa does then", *measured)
    rows = tuple(
        (
            name,
            VARIANTS[name],
            *(f"{value:.1f}" for value in (run.rasa_ms, run.all_ms, run.p50_ms, run.messages_per_second)),
            f"{run.growth:.2f}",
            f"{run.second_ms:.0f}",
        )
        for name, run in median.items()
    )
    return Figures("What each replacement of Rasa pays", values, (Table("One off, alone", columns, rows),))


def _median(runs: list[Run]) -> Run:
    return Run(*(statistics.median(getattr(run, key) for run in runs) for key in Run.__slots__))


def main() -> None:
    """Run the command line."""
    parser = make_parser("patches", "Measure the system with each replacement of Rasa off, alone.")
    parser.add_argument("--rounds", type=int, default=2, help="how often each is started and measured")
    parser.add_argument("--only", nargs="+", choices=VARIANTS, help="these alone")
    run_command(parser, measure)


if __name__ == "__main__":
    main()

"""One deployment measured: latencies, throughput, CPU per message, memory, start-up; long conversations.

`measure_growth` compares what a turn costs late in a conversation with what it costs early. Several
conversations go on side by side, turn by turn. The measured turns ask the same forty questions, early and
late, each in words that were not sent before, so that no cache answers.
"""

from __future__ import annotations

import itertools
import sqlite3
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.command import BenchError
from bench.figures import Table
from bench.load import REPLY_TIMEOUT_SECONDS, Measured, Stage, Surface, drive, never_twice
from bench.system import Usage, usage_of
from terminal.checks import listener_pid
from terminal.settings import Settings

RETRIEVAL, GREETING = "retrieval", "greeting"
STAGES = {
    RETRIEVAL: (Stage(1, 60), Stage(8, 160), Stage(32, 320)),
    GREETING: (Stage(1, 40), Stage(8, 80), Stage(32, 160)),
}
WARM_UP = Stage(2, 20)
HERE = Path(__file__).parent
ANSWERING = "action_answer_question"

CONVERSATIONS = 8
EARLY = range(3, 8)  # turns, counted from 1; with eight conversations each question once
LATE = range(196, 206)  # each question twice


@dataclass(frozen=True, slots=True)
class Load:
    """One stage measured: CPU seconds are those of the whole stage."""

    stage: Stage
    measured: Measured
    rasa_cpu_seconds: float
    actions_cpu_seconds: float
    generator_cpu_seconds: float


@dataclass(frozen=True, slots=True)
class Deployment:
    """Everything measured of one deployment; loads by kind of turn, in the order of STAGES."""

    name: str
    loads: dict[str, list[Load]]
    start_seconds: float
    first_answer_seconds: float
    rasa_memory_bytes: int
    actions_memory_bytes: int
    retrieval_share: float  # of the retrieval turns' messages, those that reached the retrieval action


def measure_deployment(name: str, settings: Settings, surface: Surface, began: float) -> Deployment:
    """Measure what answers on these settings' ports; began is the perf_counter of its start."""
    started = time.perf_counter() - began
    questions, greetings = load_questions(), load_greetings()
    _require(drive(surface, questions, Stage(1, 1), "first"), name)
    first_answer = time.perf_counter() - began
    pids = _pid(settings.rasa_port), _pid(settings.actions_port)
    _require(drive(surface, questions, WARM_UP, "warm"), name)
    loads: dict[str, list[Load]] = {}
    for kind, texts in ((RETRIEVAL, questions), (GREETING, greetings)):
        loads[kind] = [_load(name, kind, surface, texts, stage, pids) for stage in STAGES[kind]]
    rasa, actions = (usage_of(pid) for pid in pids)
    answered = _answering_share(settings.path("DALEEL_TRACKER_DB"))
    return Deployment(
        name, loads, started, first_answer, rasa.resident_bytes, actions.resident_bytes, answered
    )


def _load(
    name: str, kind: str, surface: Surface, texts: Iterator[str], stage: Stage, pids: tuple[int, int]
) -> Load:
    print(f"{name}: {stage.messages} {kind} turns, users: {stage.users}", file=sys.stderr)
    before, generator_before = [usage_of(pid) for pid in pids], time.process_time()
    measured = drive(surface, texts, stage, kind)
    _require(measured, name)
    generator = time.process_time() - generator_before
    after = [usage_of(pid) for pid in pids]
    rasa, actions = (_cpu_between(*pair) for pair in zip(before, after, strict=True))
    return Load(stage, measured, rasa, actions, generator)


def _cpu_between(before: Usage, after: Usage) -> float:
    return after.cpu_seconds - before.cpu_seconds


def _require(measured: Measured, name: str) -> None:
    """Refuse a stage without a single reply: there is nothing to compare."""
    if not measured.latencies_ms:
        why = measured.failures[0] if measured.failures else "nothing was sent"
        raise BenchError(f"{name} answered no message: {why}")


def _pid(port: int) -> int:
    pid = listener_pid(port)
    if pid is None:
        raise BenchError(f"no process of this user listens on port {port}; its CPU and memory cannot be read")
    return pid


def load_questions() -> Iterator[str]:
    """Yield the retrieval turns' texts, none twice."""
    return never_twice(read_lines("load_questions.txt"), ["", *read_lines("load_openings.txt")])


def load_greetings() -> Iterator[str]:
    """Yield greetings without end; people repeat them, and so does the load."""
    return itertools.cycle(read_lines("load_greetings.txt"))


def read_lines(name: str) -> list[str]:
    """Return the lines of a file that stands beside this one."""
    return (HERE / name).read_text(encoding="utf-8").splitlines()


def _answering_share(tracker_db: Path) -> float:
    """Return how many of the retrieval turns' user messages were followed by the retrieval action."""
    counted = "SELECT count(*) FROM events WHERE sender_id LIKE 'retrieval-%' AND "
    connection = sqlite3.connect(f"file:{tracker_db}?mode=ro", uri=True)
    try:
        asked = connection.execute(counted + "type_name = 'user'").fetchone()[0]
        ran = connection.execute(
            counted + "type_name = 'action' AND action_name = ?", (ANSWERING,)
        ).fetchone()[0]
    except sqlite3.Error as error:
        raise BenchError(f"the tracker store {tracker_db} cannot be read: {error}") from error
    finally:
        connection.close()
    return ran / asked if asked else 0.0


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

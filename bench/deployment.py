"""One deployment under load: its latencies, throughput, CPU per message, memory and start-up."""

from __future__ import annotations

import itertools
import sqlite3
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.errors import BenchError
from bench.load import Measured, Stage, Surface, drive, never_twice
from bench.processes import Usage, usage_of
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
        raise BenchError(f"no process of this user listens on port {port}; CPU and memory cannot be read")
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

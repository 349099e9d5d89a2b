"""One message's way: which files of ours run while a visitor's question is answered, in each process.

    python -m bench.way        (or: make way)

The whole system is started on free ports with bench/tracer, which records the files whose functions run. A
first question warms it up; then QUESTIONS are asked one by one, each in a session of its own and recorded by
itself. A file counts if it ran for at least MAJORITY of them: one that ran once is background work. Python
files alone, without those that only define (dataclasses, constants).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.command import BenchError, make_parser, run_command
from bench.figures import Figures, Table
from bench.load import WebSession
from bench.system import running_web, wait_until_idle
from terminal.checks import ALL, PORT_SETTINGS, listener_pid
from terminal.settings import Settings, StartError

ROOT = Path(__file__).parents[1]
TRACER = Path(__file__).with_name("tracer")
ELSEWHERE = (".venv", "bench")  # folders of the repository whose files are not on the way
WARM_UP = "ما دور المؤسسات الصغيرة في التصدير؟"
QUESTIONS = (
    "كيف تحافظ المؤسسات الصغيرة على المنافسة؟",
    "كيف تساهم المؤسسات الصغيرة في تكوين الأفراد؟",
    "ما دور المؤسسات الصغيرة في التشغيل؟",
)
MAJORITY = 2
IDLE_SECONDS = 3.0
WRITE_SECONDS = 10.0
Files = dict[str, set[str]]  # by process, as paths from the root


def measure(arguments: argparse.Namespace) -> Figures:
    """Start the system, ask it, and return what was recorded; BenchError above --most files."""
    try:
        with _traced() as folder, running_web() as settings:
            _ask(settings, WARM_UP)
            for pid in _pids(settings).values():
                wait_until_idle(pid, seconds=IDLE_SECONDS)
            recorded = [_recorded(settings, folder, question) for question in QUESTIONS]
    except StartError as error:
        raise BenchError(str(error)) from error
    figures = figures_of(recorded)
    if arguments.most is not None and figures.values["way_files"] > arguments.most:
        raise BenchError(
            f"a message runs through {figures.values['way_files']:g} files, at most {arguments.most} may be"
        )
    return figures


@contextmanager
def _traced() -> Iterator[Path]:
    """Let the processes that are started within load the tracer; yield the folder that it writes to."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="daleel-way-") as folder:
        paths = [str(TRACER), *filter(None, [before.get("PYTHONPATH")])]
        os.environ |= {"PYTHONPATH": os.pathsep.join(paths), "DALEEL_WAY_FOLDER": folder}
        try:
            yield Path(folder)
        finally:
            os.environ.clear()
            os.environ.update(before)


def _recorded(settings: Settings, folder: Path, question: str) -> Files:
    """Ask one question and return the files of ours that ran meanwhile."""
    pids = _pids(settings)
    for written in folder.glob("*.json"):
        written.unlink()
    for pid in pids.values():
        os.kill(pid, signal.SIGUSR1)
    _ask(settings, question)
    for pid in pids.values():
        os.kill(pid, signal.SIGUSR2)
    return {name: {*_ours(_read(folder / f"{pid}.json"))} for name, pid in pids.items()}


def _pids(settings: Settings) -> dict[str, int]:
    found = {name: listener_pid(settings.port(PORT_SETTINGS[name])) for name in ALL}
    if missing := [name for name, pid in found.items() if pid is None]:
        raise BenchError(f"no process of this user listens on the port of {', '.join(missing)}")
    return {name: pid for name, pid in found.items() if pid is not None}


def _read(written: Path) -> list[str]:
    deadline = time.monotonic() + WRITE_SECONDS
    while not written.is_file():
        if time.monotonic() > deadline:
            raise BenchError(f"process {written.stem} recorded nothing within {WRITE_SECONDS:.0f} s")
        time.sleep(0.05)
    files: list[str] = json.loads(written.read_text(encoding="utf-8"))
    return files


def _ours(files: list[str]) -> Iterator[str]:
    for file in map(Path, files):
        if file.suffix == ".py" and file.is_relative_to(ROOT):
            path = file.relative_to(ROOT)
            if path.parts[0] not in ELSEWHERE:
                yield path.as_posix()


def _ask(settings: Settings, question: str) -> None:
    async def ask() -> None:
        session = await WebSession.open(settings.web_url)
        try:
            await session.ask(question)
        finally:
            await session.close()

    try:
        asyncio.run(ask())
    except (httpx.HTTPError, ValueError) as error:
        raise BenchError(f"{question!r} was not answered: {type(error).__name__} {error}") from error


def figures_of(recorded: list[Files]) -> Figures:
    """Return way_files (each file once, whatever processes it runs in), way_files_PROCESS, and the files."""
    way = {}
    for name in recorded[0]:
        counted = Counter(file for files in recorded for file in files[name])
        way[name] = sorted(file for file, times in counted.items() if times >= min(MAJORITY, len(recorded)))
    values = {"way_files": float(len({file for files in way.values() for file in files}))}
    values |= {f"way_files_{name}": float(len(files)) for name, files in way.items()}
    tables = [
        Table(f"{name}: {len(files)} files", ("file",), tuple((file,) for file in files))
        for name, files in way.items()
    ]
    rows = tuple((name, f"{value:g}") for name, value in values.items())
    return Figures("One message's way", values, (*tables, Table("Files of ours", ("figure", "value"), rows)))


def main() -> None:
    """Run the command line."""
    parser = make_parser("way", "Count the files of ours that one message runs through.")
    parser.add_argument("--most", type=int, metavar="N", help="fail where they are more")
    run_command(parser, measure)


if __name__ == "__main__":
    main()

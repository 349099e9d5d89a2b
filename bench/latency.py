"""The system beside a stock Rasa of the same domain and data, one after the other in one run.

    python -m bench.latency

Both are started for this on free ports with empty tracker stores, warmed up, then asked by 1, 8 and 32 users
who wait for each reply. Ratios are ours / stock on retrieval turns: below 1 is better for latency, CPU and
memory, above 1 for throughput. No question is asked twice, so that no cache answers.
"""

from __future__ import annotations

import argparse
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

from bench.command import BenchError, make_parser, run_command
from bench.deployment import Deployment, Growth, measure_deployment, measure_growth
from bench.figures import Figures
from bench.latency_figures import embed_figures, figures_of, ratios, tables_of
from bench.load import Surface
from bench.stock import running_stock, train_stock
from bench.system import own_settings
from contract import headers
from contract.channel import Request
from terminal.checks import check
from terminal.settings import Settings, StartError
from terminal.system import running_system

Start = Callable[[Settings], AbstractContextManager[object]]


def our_surface(settings: Settings) -> Surface:
    """Return the daleel channel."""
    return Surface(
        url=settings.url + headers.CHANNEL_PATH,
        headers={headers.SECRET: settings.secret},
        body=lambda sender, text: Request(sender, uuid.uuid4().hex, text=text).as_json(),
        says_something=lambda reply: bool(reply["messages"]),
    )


def stock_surface(settings: Settings) -> Surface:
    """Return Rasa's own REST channel."""
    return Surface(
        url=f"{settings.url}/webhooks/rest/webhook",
        headers={},
        body=lambda sender, text: {"sender": sender, "message": text},
        says_something=bool,
    )


def run_deployment(name: str, start: Start, surface: Callable[[Settings], Surface]) -> Deployment:
    """Start it, measure it, end it."""
    print(f"Starting {name}", file=sys.stderr)
    with own_settings() as settings:
        began = time.perf_counter()
        with start(settings):
            return measure_deployment(name, settings, surface(settings), began)


def run_growth() -> Growth:
    """Start ours anew, hold long conversations with it, end it."""
    with own_settings() as settings, running_system(settings):
        return measure_growth(settings, our_surface(settings))


def measure(arguments: argparse.Namespace) -> Figures:
    """Measure ours, then stock, then the embedding of a query in both environments."""
    try:
        with own_settings() as settings:
            check(settings)  # before the minutes that the stock model takes
        if arguments.growth_only:
            growth = run_growth()
            return Figures("A turn's cost as conversations grow", growth.figures, (growth.table,))
        train_stock()
        ours = run_deployment("ours", running_system, our_surface)
        growth = run_growth()
        stock = run_deployment("stock", running_stock, stock_surface)
    except StartError as error:
        raise BenchError(str(error)) from error
    values = ratios(ours, stock) | embed_figures() | figures_of(ours) | figures_of(stock)
    tables = (*tables_of(values, ours, stock), growth.table)
    return Figures("Latency beside a stock Rasa", values | growth.figures, tables)


def main() -> None:
    """Run the command line."""
    parser = make_parser("latency", "Measure the system beside a stock Rasa of the same data.")
    parser.add_argument(
        "--growth-only", action="store_true", help="only what a turn costs late, without stock"
    )
    run_command(parser, measure)


if __name__ == "__main__":
    main()

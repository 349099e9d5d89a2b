"""What every benchmark's command line shares: its options, its error, its exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from bench.figures import Figures, as_text, write_json, write_report


class BenchError(Exception):
    """A benchmark cannot run; one line saying what was found, what was expected, what to do."""


class OneLineParser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: error: {message}; see --help\n")


def make_parser(name: str, description: str) -> argparse.ArgumentParser:
    """Return the parser of `python -m bench.NAME`, with --json and --report."""
    parser = OneLineParser(prog=f"bench.{name}", description=description)
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures as one flat JSON object")
    parser.add_argument("--report", action="store_true", help=f"write bench/results/{name}.md")
    parser.set_defaults(name=name)
    return parser


def input_file(text: str) -> Path:
    """Return the path that an option names; a make variable that was not given arrives as nothing."""
    if not text:
        raise argparse.ArgumentTypeError("no file is named")
    return Path(text)


def run_command(parser: argparse.ArgumentParser, measure: Callable[[argparse.Namespace], Figures]) -> None:
    """Measure, print, and write what was asked for; exit with 2 after one line on a BenchError."""
    arguments = parser.parse_args()
    try:
        check_json_target(arguments.json)
        figures = measure(arguments)
        for table in figures.tables:
            print(as_text(table), end="\n\n")
        if arguments.json is not None:
            write_json(figures, arguments.json)
        if arguments.report:
            print(f"written: {write_report(figures, arguments.name, files_of(arguments))}")
    except BenchError as error:
        print(f"{parser.prog}: error: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print(f"{parser.prog}: stopped", file=sys.stderr)
        sys.exit(130)


def files_of(arguments: argparse.Namespace) -> list[str]:
    """Return the names of the files that were measured on, without their folders."""
    given = (value for name, value in sorted(vars(arguments).items()) if name != "json")
    paths = (path for value in given for path in (value if isinstance(value, list) else [value]))
    return [path.name for path in paths if isinstance(path, Path)]


def check_json_target(target: Path | None) -> None:
    """Refuse a --json file that could not be written, before minutes of measuring."""
    if target is None:
        return
    if target.is_dir():
        raise BenchError(f"--json {target} is a folder; name a file")
    if not target.absolute().parent.is_dir():
        raise BenchError(f"--json {target}: its folder does not exist; make it first")

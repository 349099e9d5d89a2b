"""`python -m index …`: build the index, search it, group questions."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from documents import SourceError
from encoder import EncoderError
from index import commands
from index.errors import DaleelIndexError
from index.index import DEFAULT_ENCODER
from index.sources import published_folder
from reader import ReaderError

DEFAULT_INDEX = "models/index"
DEFAULT_GROUP_CACHE = "var/teaching/questions.vectors"
FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; an operator's error is one line on standard error and exit code 2."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], None] = options.command
    try:
        command(options)
    except (DaleelIndexError, SourceError, EncoderError, ReaderError, OSError) as error:
        print(f"index: {error}", file=sys.stderr)
        return FAILED
    return 0


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} hits, expected 1 or more")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description=__doc__)
    index = Path(os.environ.get("DALEEL_INDEX") or DEFAULT_INDEX)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, command, said in (
        ("build", commands.build, "build the index of every source anew, and fit it"),
        ("publish", commands.publish, "bring the index to what is published; embeds what is new"),
    ):
        adding = subparsers.add_parser(name, help=said, description=said)
        adding.add_argument("--sources", type=Path, default=Path("data/sources"), help="the curated ones")
        adding.add_argument("--published", type=Path, default=published_folder(), help="the others")
        adding.add_argument("--calibration", type=Path, default=Path("data/calibration"))
        adding.add_argument("--index", type=Path, default=index)
        adding.add_argument("--encoder", default=os.environ.get("DALEEL_ENCODER") or DEFAULT_ENCODER)
        adding.add_argument("--reader", default=os.environ.get("DALEEL_READER"), help='a folder, or "none"')
        adding.set_defaults(command=command)
    adding.add_argument("--json", action="store_true", help="a line for each step, for programs")
    adding = subparsers.add_parser("search", help="search the index")
    adding.add_argument("query")
    adding.add_argument("-k", type=_positive, default=5, help="how many hits")
    adding.add_argument("--json", action="store_true")
    adding.add_argument("--index", type=Path, default=index)
    adding.set_defaults(command=commands.search)
    adding = subparsers.add_parser("show", help="show one passage")
    adding.add_argument("id")
    adding.add_argument("--index", type=Path, default=index)
    adding.set_defaults(command=commands.show)
    adding = subparsers.add_parser("try", help="say which answers curated questions would make worse")
    lines = 'lines of {"id", "passage_id", "text"}'
    adding.add_argument("--curated", type=Path, required=True, help=f"the proposed ones: {lines}")
    adding.add_argument("--live", type=Path, help="those that are published already")
    adding.add_argument("--cases", type=Path, help='what must hold: lines of {"text", "passage_id"}')
    adding.add_argument("--cache", type=Path, help="keeps the vectors of all of them")
    adding.add_argument("--json", action="store_true")
    adding.add_argument("--index", type=Path, default=index)
    adding.set_defaults(command=commands.try_)
    adding = subparsers.add_parser("group", help="group questions by meaning")
    adding.add_argument("--questions", type=Path, required=True, help='lines of {"id", "text"}')
    adding.add_argument("--out", type=Path, required=True, help='lines of {"group", "id", "central"}')
    adding.add_argument("--cache", type=Path, default=Path(DEFAULT_GROUP_CACHE), help="keeps their vectors")
    adding.add_argument("--encoder", default=os.environ.get("DALEEL_ENCODER") or DEFAULT_ENCODER)
    adding.set_defaults(command=commands.group)
    adding = subparsers.add_parser("nearest", help="find the nearest of many texts to each of a few")
    adding.add_argument("--questions", type=Path, required=True, help='lines of {"id", "text"}')
    adding.add_argument("--among", type=Path, required=True, help="the many, in the same form")
    adding.add_argument("--out", type=Path, required=True, help='lines of {"id", "near"}')
    adding.add_argument("-k", type=_positive, default=5, help="how many of the many")
    adding.add_argument("--cache", type=Path, default=Path(DEFAULT_GROUP_CACHE), help="keeps their vectors")
    adding.add_argument("--encoder", default=os.environ.get("DALEEL_ENCODER") or DEFAULT_ENCODER)
    adding.set_defaults(command=commands.nearest)
    return parser


if __name__ == "__main__":
    sys.exit(main())

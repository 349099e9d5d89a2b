"""`python -m documents …`: read files, make passages, prove what is published, draft."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from documents import commands
from documents.errors import SourceError

FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; an operator's error is one line on standard error and exit code 2."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], None] = options.command
    try:
        command(options)
    except (SourceError, OSError) as error:
        print(f"documents: {' '.join(str(error).split())}", file=sys.stderr)
        return FAILED
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m documents", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    adding = subparsers.add_parser("read", help="say what was read of a file, page by page")
    adding.add_argument("file", type=Path)
    adding.set_defaults(command=commands.read)
    adding = subparsers.add_parser("passages", help="make a file's passages, prove them and print them")
    adding.add_argument("file", type=Path)
    adding.add_argument("--id", help="the document's; without it, of the file's name or content")
    adding.add_argument("--json", action="store_true")
    adding.set_defaults(command=commands.passages)
    adding = subparsers.add_parser(
        "check", help="prove curated sources and published documents by their texts"
    )
    adding.add_argument("files", type=Path, nargs="*", help="NAME.md, ID.json; without any, all there are")
    adding.add_argument("--sources", type=Path, default=Path("data/sources"))
    published = Path(os.environ.get("DALEEL_SOURCES") or "var/sources") / "published"
    adding.add_argument("--published", type=Path, default=published)
    adding.set_defaults(command=commands.check)
    adding = subparsers.add_parser("picture", help="draw a page of a PDF with places marked, as PNG")
    adding.add_argument("file", type=Path)
    adding.add_argument("--page", type=int, default=1)
    adding.add_argument("--width", type=int, default=1000, help="pixels")
    adding.add_argument("--marks", default="[]", help="rectangles as documents.passage has them, in JSON")
    adding.add_argument("--out", type=Path, required=True)
    adding.set_defaults(command=commands.picture)
    adding = subparsers.add_parser("draft", help="propose the curated form of a raw text")
    adding.add_argument("file", type=Path)
    adding.set_defaults(command=commands.draft)
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""`manage.py sources …`: all of the sources by command line, for an owner without the console."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from documents import SourceError
from web.sources import command_line
from web.sources.errors import SourcesError, sentence

BAD_INPUT = 2
NAMES = {"list": "list_"}  # Python has that name


class Command(BaseCommand):
    """One subcommand for each thing that the console does. It waits until the worker has done it; without a
    worker it does the work itself."""

    help = "put in, replace, publish, withdraw and delete sources"

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="what")
        adding = _add(commands, "add", "put in files as new sources, and publish them")
        adding.add_argument("files", type=Path, nargs="+", metavar="FILE")
        adding.add_argument("--title", default="", help="of a single file; else its own, or its name")
        adding.add_argument(
            "--name", action="append", default=[], help="another name of what it speaks about"
        )
        adding.add_argument("--no-publish", action="store_true", help="read it only")
        adding = commands.add_parser("list", help="every source: its id, version, state, passages, title")
        adding = commands.add_parser("show", help="a source with its versions, pages and numbers")
        adding.add_argument("id")
        adding.add_argument(
            "--text", action="store_true", help="the passages too, of what is live or else came last"
        )
        adding = _add(commands, "replace", "put in a file as a source's next version; shows what changed")
        adding.add_argument("id")
        adding.add_argument("file", type=Path)
        adding.add_argument("--publish", action="store_true", help="in the old one's place at once")
        adding = _add(commands, "publish", "put the latest version, or an older one, in the live one's place")
        adding.add_argument("id")
        adding.add_argument("--version", type=int, dest="number", help="go back to this one")
        _add(commands, "unpublish", "take a source out of the answers; it is kept").add_argument("id")
        _add(commands, "delete", "erase a source with all its versions and files").add_argument("id")
        adding = _add(commands, "crawl", "read a web site; each page is a source")
        adding.add_argument("address")
        adding.add_argument("--depth", type=int, default=2, help="how many links far")
        for name, text in (("stop", "stop what is being done"), ("retry", "try again what failed")):
            adding = _add(commands, name, text)
            adding.add_argument("id")
            adding.add_argument("--version", type=int, dest="number")
        _add(commands, "seed", "put in what ships with Daleel and is not there")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        run: Callable[..., int] = getattr(command_line, NAMES.get(options["what"], options["what"]))
        try:
            code = run(self.stdout, options)
        except SourcesError as error:
            raise CommandError(sentence(error), returncode=BAD_INPUT) from error
        except SourceError as error:
            raise CommandError(str(error), returncode=BAD_INPUT) from error
        if code:
            raise SystemExit(code)


def _add(commands: Any, name: str, text: str) -> ArgumentParser:
    adding: ArgumentParser = commands.add_parser(name, help=text)
    adding.add_argument("--no-wait", action="store_true", help="leave it to the worker and return")
    return adding

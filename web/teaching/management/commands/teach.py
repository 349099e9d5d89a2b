"""`manage.py teach …`: all of teaching by command line, for an owner without the console."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from web.teaching import command_line
from web.teaching.errors import SpoiltError, TeachingError
from web.teaching.intents import FOLDER
from web.teaching.models import Proposal
from web.teaching.plan import DISTANCES
from web.teaching.views.page import sentence

BAD_INPUT, BROKEN = 2, 1
DAYS = 30


class Command(BaseCommand):
    """One subcommand for each thing that the console does; who does it is named by --by."""

    help = "Teach: unanswered questions, proposals, regression cases, replays, exports."

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(required=True, metavar="COMMAND", dest="what")
        adding = commands.add_parser("groups", help="the unanswered questions, grouped by meaning")
        adding.add_argument("--all", action="store_true", help="those dealt with too")
        adding.add_argument("--refresh", action="store_true", help="collect and group anew first")
        adding.add_argument("--limit", type=int, default=30)
        adding = commands.add_parser(
            "show", help="a group with its questions, or a proposal with its history"
        )
        which = adding.add_mutually_exclusive_group(required=True)
        which.add_argument("--group", type=int)
        which.add_argument("--proposal", type=int)
        adding = commands.add_parser("search", help="search the running index")
        adding.add_argument("query")
        _add_propose(commands.add_parser("propose", help="propose what is to be done about a group"))
        commands.add_parser("waiting", help="proposals that wait")
        commands.add_parser("approved", help="approved proposals, and whether the index took them up")
        for name in ("approve", "refuse", "undo"):
            adding = commands.add_parser(name, help=f"{name} a proposal")
            _add_decision(adding)
            if name == "approve":
                adding.add_argument(
                    "--answers-more",
                    action="store_true",
                    help="also where known questions without an answer would have this one",
                )
        adding = commands.add_parser(
            "cases", help="what the corrections promised; exit code 1 where one is broken"
        )
        adding.add_argument(
            "--run", action="store_true", help="hold them against the running assistant first"
        )
        adding = commands.add_parser(
            "replay", help="ask the last days' questions again; what is answered differently"
        )
        adding.add_argument("--days", type=int, default=DAYS)
        _add_export(commands.add_parser("export", help="print what would change; --write changes it"))
        commands.add_parser(
            "publish", help="bring the published curated questions into line with the database"
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        run: Callable[..., int] = getattr(command_line, options["what"])
        try:
            code = run(self.stdout, options)
        except SpoiltError as error:
            lines = [sentence(error)]
            lines += [
                f"  {each.text}: {each.expected or 'no answer'} would become {each.after or 'no answer'}"
                for each in error.spoilt
            ]
            raise CommandError("\n".join(lines), returncode=BROKEN) from error
        except TeachingError as error:
            raise CommandError(sentence(error), returncode=BAD_INPUT) from error
        if code:
            raise SystemExit(code)


def _add_propose(adding: ArgumentParser) -> None:
    adding.add_argument("group", type=int)
    adding.add_argument("--kind", required=True, choices=Proposal.Kind.values)
    adding.add_argument("--by", required=True, metavar="NAME", help="who proposes")
    adding.add_argument("--passage", default="", metavar="ID")
    adding.add_argument("--intent", default="")
    adding.add_argument("--distance", default="", choices=("", *DISTANCES))
    adding.add_argument("--wording", action="append", default=[], metavar="TEXT", help="may be repeated")
    adding.add_argument("--note", default="")


def _add_decision(adding: ArgumentParser) -> None:
    adding.add_argument("proposal", type=int)
    adding.add_argument("--by", required=True, metavar="NAME", help="who decides")
    adding.add_argument("--note", default="")


def _add_export(adding: ArgumentParser) -> None:
    adding.add_argument("what_to_export", choices=("training", "calibration", "sources", "cases"))
    adding.add_argument("--write", action="store_true", help="change data/nlu or data/calibration")
    adding.add_argument("--nlu", type=Path, default=FOLDER, help="the folder of training files to change")

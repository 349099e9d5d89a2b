"""`manage.py import_log`: take over what stands in Rasa's log alone, from before web kept a record."""

from __future__ import annotations

import sqlite3
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from web.chat.import_log import import_feedback, import_log


class Command(BaseCommand):
    help = "Take the conversations of Rasa's log into web's tables, once. Run again, it takes what is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--feedback",
            type=Path,
            metavar="FILE",
            help="web's former SQLite database, whose feedback is taken over",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        former: Path | None = options["feedback"]
        if former is not None and not former.is_file():
            raise CommandError(f"{former} is no file; web's former database is expected", returncode=2)
        started, total = time.monotonic(), 0
        for taken in import_log():
            total += taken
            if options["verbosity"] > 1:
                self.stdout.write(f"{total} messages")
        self.stdout.write(f"{total} messages in {time.monotonic() - started:.1f} s.")
        if former is not None:
            try:
                count = import_feedback(former)
            except sqlite3.Error as error:
                raise CommandError(
                    f"{former} is no former database of web's: {error}", returncode=2
                ) from error
            self.stdout.write(f"{count} judgements of answers.")

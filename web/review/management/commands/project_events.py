"""`manage.py project_events`: take Rasa's new events into the console's tables; --rebuild from nothing."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from web.review.projection.feedback import reconcile
from web.review.projection.rebuilding import clear
from web.review.projection.taking import take_new


class Command(BaseCommand):
    help = "Project Rasa's log into the console's tables. A running web does so by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="delete what was projected and begin anew")

    def handle(self, *args: Any, **options: Any) -> None:
        started, total = time.monotonic(), 0
        if options["rebuild"]:
            clear()
        while taken := take_new():
            total += taken
            if options["verbosity"] > 1:
                self.stdout.write(f"{total} events")
        reconcile()
        self.stdout.write(f"{total} events in {time.monotonic() - started:.1f} s.")

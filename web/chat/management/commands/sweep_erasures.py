"""`manage.py sweep_erasures`: erase again what was erased; --all after a backup was brought back."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from web.chat.sweep import KEPT_DAYS, sweep, sweep_all


class Command(BaseCommand):
    help = "Delete what may have come back of erased conversations. A running web does so by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all",
            action="store_true",
            help=f"of every conversation erased in the last {KEPT_DAYS} days, as after a restored backup",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        returned = sweep_all() if options["all"] else sweep()
        self.stdout.write(f"{returned} events of erased conversations had come back and were erased.")

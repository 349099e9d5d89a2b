"""`manage.py expire`: delete what is older than DALEEL_RETENTION_DAYS."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from web.review.privacy import expire, printed


class Command(BaseCommand):
    help = "Delete conversations older than DALEEL_RETENTION_DAYS. A running web does so daily."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, help="in the place of DALEEL_RETENTION_DAYS; at least 1")

    def handle(self, *args: Any, **options: Any) -> None:
        days = settings.DALEEL.retention_days if options["days"] is None else options["days"]
        if options["days"] is not None and days < 1:
            raise CommandError(f"--days is {days}; 1 or more is expected", returncode=2)
        if not days:
            self.stdout.write("DALEEL_RETENTION_DAYS is 0: everything is kept.")
            return
        receipt = expire(days, by="manage.py expire")
        self.stdout.write(printed(receipt) if receipt else f"Nothing is older than {days} days.")

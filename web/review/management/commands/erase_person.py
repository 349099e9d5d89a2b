"""`manage.py erase_person NAME`: erase a person's conversations everywhere, and print the receipt."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from web.review.privacy import NothingKept, erase_person, printed


class Command(BaseCommand):
    help = "Erase all that is kept of a person's conversations, in the log and in every table."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="a Telegram user's id, or a conversation's name in the log (web-…)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(printed(erase_person(options["name"], by="manage.py erase_person")))
        except NothingKept as error:
            raise CommandError(str(error), returncode=2) from error

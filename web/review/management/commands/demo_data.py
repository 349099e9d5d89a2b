"""`manage.py demo_data`: hold the demonstration's conversations; `make demo-data` starts what it needs."""

from __future__ import annotations

import asyncio
import random
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from web.chat.models import Session, TrackerEvent
from web.chat.service import chat_service, close_chat_service
from web.chat.tracker_log import table_exists
from web.environment import DEMONSTRATION
from web.review.demo.conversations import Held, Script, beginnings, hold, scripts, spread

AT_ONCE = 4
CONVERSATIONS = 300
SEED = 14


class Command(BaseCommand):
    help = "Hold made-up conversations with the running Rasa, in the databases of var/demo alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--conversations", type=int, default=CONVERSATIONS)

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_real_databases()
        dice = random.Random(SEED)  # noqa: S311  what people might say, no secret
        begins = beginnings(options["conversations"], datetime.now(UTC), dice)
        drawn = list(scripts(options["conversations"], dice))
        held = asyncio.run(self._hold_all(drawn))
        for conversation, at in zip(held, begins, strict=True):
            spread(conversation, at, dice)
        messages = sum(map(sum, (each.parts for each in held)))
        self.stdout.write(f"{len(held)} conversations of {messages} messages.")

    async def _hold_all(self, drawn: list[Script]) -> list[Held]:
        places = asyncio.Semaphore(AT_ONCE)

        async def one(number: int, script: Script) -> Held:
            async with places:
                if number % 25 == 0:
                    self.stdout.write(f"{number} of {len(drawn)}")
                return await hold(chat_service(), script)

        try:
            return await asyncio.gather(*(one(number, script) for number, script in enumerate(drawn)))
        finally:
            await close_chat_service()


def refuse_real_databases() -> None:
    """CommandError unless both databases are files in var/demo, and nobody has talked there yet."""
    if not settings.DALEEL.is_demonstration:
        raise CommandError(
            f"these are not the databases of {DEMONSTRATION}; a demonstration is made there alone: "
            "use 'make demo-data'",
            returncode=2,
        )
    if Session.objects.exists() or (table_exists() and TrackerEvent.objects.exists()):
        raise CommandError(f"{DEMONSTRATION} holds conversations already; delete it first", returncode=2)

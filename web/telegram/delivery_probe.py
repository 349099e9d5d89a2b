"""Whether a message that was perhaps sent is there.

Between a call and its answer, a crash or a broken line leaves open whether Telegram took the message. Bots
cannot read a chat; but an edit tells: of the ids that the message may have, the right one says "message is
not modified" (or lets itself be written as it should be), any other that there is no such message of ours.

The ids that it may have are few. It was given one above its floor, the highest that was known when it was
sent (LatestIds). Of those above, nearly every one is known from what came and what went. What is not known
was given to a message in the same doubt, to one that still waits at Telegram, or to one that is lost: so many
ids above the floor that nobody has seen, and no more, can come before the right one.
"""

from __future__ import annotations

import asyncio
import logging
import time
from itertools import count, islice

from aiogram import Bot
from aiogram.exceptions import AiogramError
from django.db.models import Max, Q

from web.telegram.models import SUPERGROUPS_BELOW, OurMessage, StoredUpdate, counts_its_own_messages

logger = logging.getLogger(__name__)

LOST = 20  # in a moment: erased here, or of a kind that we do not ask for
LOST_IN_SUPERGROUP = 100  # where people talk among themselves, unseen by us
MAX_TRIED = 1000  # when a great many wait at Telegram and do not come
WITHOUT_FLOOR = 100  # where nothing is known to be before it: this many below the highest
PATIENCE_SECONDS = 5.0
LOOK_SECONDS = 0.1


class LatestIds:
    """The highest message id that is known to be given; 0 where none is.

    Telegram numbers all private chats and small groups of a bot together, and a supergroup by itself.
    Whatever is sent from now on has a higher id, which is all that is known of it after a crash.
    """

    def __init__(self) -> None:
        self._latest: dict[int | None, int] = {}

    def saw(self, chat_id: int, message_id: int) -> None:
        """A message of this chat has this id."""
        self._latest[_counter_of(chat_id)] = max(message_id, self.latest(chat_id))

    def latest(self, chat_id: int) -> int:
        """The highest where this chat's messages are counted."""
        return self._latest.get(_counter_of(chat_id), 0)


class PendingUpdates:
    """What waits at Telegram: messages that have their ids already, though we do not know which."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._fewest: int | None = None  # of one wait; None where nothing is waited for
        self._deadline = 0.0

    async def wait(self) -> int:
        """Return once all came, or no more come for a while; then how many updates still wait."""
        while waiting := await self._count():
            now = time.monotonic()
            if self._fewest is None or waiting < self._fewest:
                self._fewest, self._deadline = waiting, now + PATIENCE_SECONDS
            if now > self._deadline:
                return waiting
            await asyncio.sleep(LOOK_SECONDS)
        self._fewest = None
        return 0

    async def _count(self) -> int:
        """How many updates wait; where that cannot be asked, as many as the last time."""
        try:
            return (await self._bot.get_webhook_info()).pending_update_count
        except AiogramError as error:
            logger.warning("how many updates wait is not known: %s", error)
            return self._fewest or 0


def candidate_ids(row: OurMessage, waiting: int) -> list[int]:
    """The ids that the row's message may have, likeliest first. Queries the database.

    `waiting`: how many updates waited at Telegram, asked just before.
    """
    counted_with = _counted_with(row.chat_id)
    floor = row.floor or max(0, _highest(counted_with) - WITHOUT_FLOOR)
    known = _known(counted_with, floor)
    in_doubt = OurMessage.objects.filter(counted_with, state=OurMessage.State.SENDING).count()
    lost = LOST_IN_SUPERGROUP if counts_its_own_messages(row.chat_id) else LOST
    tried = min(in_doubt + waiting + lost, MAX_TRIED)
    return list(islice((each for each in count(floor + 1) if each not in known), tried))


def _counter_of(chat_id: int) -> int | None:
    return chat_id if counts_its_own_messages(chat_id) else None


def _counted_with(chat_id: int) -> Q:
    if counts_its_own_messages(chat_id):
        return Q(chat_id=chat_id)
    return Q(chat_id__gte=SUPERGROUPS_BELOW)


def _highest(where: Q) -> int:
    found = [
        model.objects.filter(where).aggregate(highest=Max("message_id"))["highest"]
        for model in (StoredUpdate, OurMessage)
    ]
    return max((each for each in found if each is not None), default=0)


def _known(where: Q, floor: int) -> set[int]:
    later = where & Q(message_id__gt=floor)
    return {
        message_id
        for model in (StoredUpdate, OurMessage)
        for message_id in model.objects.filter(later).values_list("message_id", flat=True)
        if message_id is not None
    }

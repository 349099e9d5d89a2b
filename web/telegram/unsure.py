"""Whether a message that was perhaps sent is there.

Between a call and its answer, a crash or a broken line leaves open whether Telegram took the message. Bots
cannot read a chat; but an edit tells: of the ids that the message may have, the right one says "message is
not modified" (or lets itself be written as it should be), any other that there is no such message of ours.

The ids that it may have are few. It was given one above its floor, the highest that was known when it was
sent (web.telegram.numbers). Of those above, nearly every one is known from what came and what went. What is
not known was given to a message in the same doubt, to one that still waits at Telegram, or to one that is
lost: so many numbers above the floor that nobody has seen, and no more, can come before the right one.
"""

from __future__ import annotations

from itertools import count, islice

from django.db.models import Max, Q

from web.telegram.models import OurMessage, StoredUpdate
from web.telegram.models.chat import SUPERGROUPS_BELOW, counts_its_own_messages

LOST = 20  # in a moment: erased here, or of a kind that we do not ask for
LOST_IN_SUPERGROUP = 100  # where people talk among themselves, unseen by us
MAX_TRIED = 1000  # when a great many wait at Telegram and do not come
WITHOUT_FLOOR = 100  # where nothing is known to be before it: this many below the highest


def candidates(row: OurMessage, waiting: int) -> list[int]:
    """The ids that the row's message may have, likeliest first. Queries the database.

    `waiting`: how many updates waited at Telegram, asked just before.
    """
    counted_with = _counted_with(row.chat_id)
    floor = row.floor or max(0, _highest(counted_with) - WITHOUT_FLOOR)
    known = _known(counted_with, floor)
    in_doubt = OurMessage.objects.filter(counted_with, state=OurMessage.State.SENDING).count()
    lost = LOST_IN_SUPERGROUP if counts_its_own_messages(row.chat_id) else LOST
    tried = min(in_doubt + waiting + lost, MAX_TRIED)
    return list(islice((number for number in count(floor + 1) if number not in known), tried))


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
        number
        for model in (StoredUpdate, OurMessage)
        for number in model.objects.filter(later).values_list("message_id", flat=True)
        if number is not None
    }

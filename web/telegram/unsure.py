"""Whether a message that was perhaps sent is there.

Between a call and its answer, a crash or a broken line leaves open whether Telegram took the message. Bots
cannot read a chat; but an edit tells: of the ids that the message may have, the right one says "message is
not modified" (or lets itself be written as it should be), any other that there is no such message of ours.

The ids that it may have are few. Telegram numbers all private chats and small groups of a bot together, and a
supergroup by itself; nearly every number is known from what came and what went, and a message in doubt was
among the last. So what was never seen is tried first, from the highest that is known in both directions; then
what was seen in other chats, should a chat be numbered by itself after all.
"""

from __future__ import annotations

from django.db.models import Max, Q

from web.telegram.models import OurMessage, StoredUpdate
from web.telegram.models.chat import SUPERGROUPS_BELOW, counts_its_own_messages

MAX_TRIED = 80
BEYOND = 5  # past the highest that is known, and one more for each message in the same doubt
WITHOUT_FLOOR = 100  # where nothing is known to be before it: this many below the highest


def candidates(row: OurMessage) -> list[int]:
    """The ids that the row's message may have, likeliest first. Queries the database."""
    counted_with = _counted_with(row.chat_id)
    highest = max(row.floor, _highest(counted_with))
    low = row.floor or max(0, highest - WITHOUT_FLOOR)
    here, anywhere = _known(Q(chat_id=row.chat_id), low), _known(counted_with, low)
    in_doubt = OurMessage.objects.filter(state=OurMessage.State.SENDING).count()
    ids = range(low + 1, highest + BEYOND + in_doubt + 1)
    never_seen = sorted((each for each in ids if each not in anywhere), key=lambda each: abs(each - highest))
    seen_elsewhere = [number for number in ids if number in anywhere and number not in here]
    return [*never_seen, *seen_elsewhere][:MAX_TRIED]


def _counted_with(chat_id: int) -> Q:
    if counts_its_own_messages(chat_id):
        return Q(chat_id=chat_id)
    return Q(chat_id__gte=SUPERGROUPS_BELOW)


def _highest(where: Q) -> int:
    found = [
        model.objects.filter(where).aggregate(highest=Max(field))["highest"]
        for model, field in ((StoredUpdate, "message_id"), (OurMessage, "message_id"), (OurMessage, "floor"))
    ]
    return max((each for each in found if each is not None), default=0)


def _known(where: Q, low: int) -> set[int]:
    later = where & Q(message_id__gt=low)
    return {
        number
        for model in (StoredUpdate, OurMessage)
        for number in model.objects.filter(later).values_list("message_id", flat=True)
        if number is not None
    }

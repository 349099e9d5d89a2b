"""One person's conversations, erased everywhere."""

from __future__ import annotations

from collections import Counter

from django.db.models import Q

from web.chat.erase import erase_sender
from web.chat.models import Erasure, Session, TrackerEvent
from web.chat.tracker_log import table_exists
from web.review.models import Conversation, ErasureReceipt
from web.review.privacy.receipt import write_receipt
from web.review.search.table import tidy_words
from web.telegram.models import Chat, OurMessage, StoredUpdate
from web.telegram.models import Conversation as TelegramConversation

Subject = ErasureReceipt.Subject


class NothingKept(Exception):
    """Nothing is known under the name; str() says which was asked for."""


def erase_person(name: str, by: str) -> ErasureReceipt:
    """Erase all conversations of a person, and return the receipt; NothingKept where there is nothing.

    `name`: a Telegram user's id (digits), all of whose conversations go, in whatever chat; or the name of one
    conversation in Rasa's log, such as "web-…", which is all that is known of a visitor of the web. `by`: the
    staff's user name, or the command's. What a turn under way still writes is erased by the sweep.

    Queries the databases.
    """
    subject = Subject.TELEGRAM if name.isascii() and name.isdigit() else Subject.SENDER
    senders = _senders_of(int(name)) if subject == Subject.TELEGRAM else [name]
    removed: Counter[str] = Counter()
    for sender_id in senders:
        if subject == Subject.TELEGRAM or _is_known(sender_id):
            removed += erase_sender(sender_id)
    if subject == Subject.TELEGRAM:
        removed += _erase_updates(int(name))
    if not removed:
        raise NothingKept(f"nothing is kept of {name}")
    tidy_words()
    return write_receipt(subject, name, by, len(senders), removed)


def _senders_of(user_id: int) -> list[str]:
    conversations = TelegramConversation.objects.filter(user_id=user_id)
    return list(conversations.values_list("session__sender_id", flat=True))


def _is_known(sender_id: str) -> bool:
    rows = (Session.objects, Conversation.objects, Erasure.objects)
    if any(row.filter(sender_id=sender_id).exists() for row in rows):
        return True
    return table_exists() and TrackerEvent.objects.filter(sender_id=sender_id).exists()


def _erase_updates(user_id: int) -> Counter[str]:
    """What Telegram sent of the person, and what we sent into their own chat, whose id is theirs."""
    rows = (
        StoredUpdate.objects.filter(Q(user_id=user_id) | Q(chat_id=user_id)),
        OurMessage.objects.filter(chat_id=user_id),
        Chat.objects.filter(chat_id=user_id),
    )
    return Counter({each.model._meta.db_table: each.delete()[0] for each in rows})

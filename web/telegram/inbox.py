"""Updates written down before they are acknowledged, each once. These functions query the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from web.telegram.models import OurMessage, StoredUpdate
from web.telegram.ordering import QueueKey

LATEST = 200
UPDATES_KEPT = timedelta(days=3)  # Telegram repeats none after one
MESSAGES_KEPT = timedelta(days=30)  # what we said, for "back to the answer" and for edited questions

State = StoredUpdate.State


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update to be stored: its JSON, its queue, and the id of the person's message, if it is one."""

    update_id: int
    queue: QueueKey
    message_id: int | None
    body: str


def store(incoming: Sequence[Incoming]) -> list[bool]:
    """Store what is new in one transaction; say for each whether it was. Not for two at the same time."""
    with transaction.atomic():
        ids = [each.update_id for each in incoming]
        known = set(StoredUpdate.objects.filter(pk__in=ids).values_list("pk", flat=True))
        new: dict[int, Incoming] = {}
        are_new = []
        for each in incoming:
            are_new.append(each.update_id not in known and each.update_id not in new)
            new.setdefault(each.update_id, each)
        StoredUpdate.objects.bulk_create(
            [
                StoredUpdate(
                    update_id=each.update_id,
                    chat_id=each.queue[0],
                    user_id=each.queue[1],
                    message_id=each.message_id,
                    body=each.body,
                )
                for each in new.values()
                if each.update_id not in known
            ]
        )
    return are_new


def waiting() -> list[StoredUpdate]:
    """What was stored and not done when the process ended, in order."""
    return list(StoredUpdate.objects.filter(state=State.WAITING).order_by("update_id"))


def latest_done() -> set[int]:
    """The ids of the latest updates that need nothing more."""
    done_ids = StoredUpdate.objects.filter(state=State.DONE).order_by("-update_id")
    return set(done_ids.values_list("update_id", flat=True)[:LATEST])


def done(update_id: int) -> None:
    """The update needs nothing more; its words are forgotten."""
    StoredUpdate.objects.filter(pk=update_id).update(state=State.DONE, body="")


def forget_old(now: datetime | None = None) -> None:
    """Delete what is no longer needed."""
    now = now or datetime.now(UTC)
    StoredUpdate.objects.filter(state=State.DONE, stored_at__lt=now - UPDATES_KEPT).delete()
    OurMessage.objects.filter(created_at__lt=now - MESSAGES_KEPT).delete()

"""Events of Rasa's log that are taken together, with what of their conversations must be read again.

An answer may come in a later batch than its question, and with two of Rasa's workers an event may appear
late, below others that were taken: the message that it belongs to is read again, and all after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Max

from web.review.models import Message
from web.review.projection.log_rows import LogRow, rows_of
from web.review.projection.message import Taken
from web.review.projection.reading import Before, read_messages


@dataclass(frozen=True, slots=True)
class Batch:
    """`rows` follow the event `last_event_id`; `late` appeared since among the ids before it."""

    last_event_id: int
    rows: Sequence[LogRow]
    late: Sequence[LogRow]

    def __len__(self) -> int:
        return len(self.rows) + len(self.late)

    @property
    def first_id(self) -> int:
        return self.last_event_id + 1

    @property
    def end_id(self) -> int:
        return self.rows[-1].id + 1 if self.rows else self.first_id


def read_batch(batch: Batch) -> dict[str, list[Taken]]:
    """Return, by sender, the messages that the batch changes, up to each conversation's last one.

    Queries the databases.
    """
    late = _by_sender(batch.late)
    new = {sender_id: rows for sender_id, rows in _by_sender(batch.rows).items() if sender_id not in late}
    begun = _begun(new, batch.first_id)
    stretches = {sender_id: (message.event_id, batch.first_id) for sender_id, message in begun.items()}
    for sender_id, rows in late.items():
        begun |= _begun([sender_id], rows[0].id)
        first = begun[sender_id].event_id if sender_id in begun else rows[0].id
        stretches[sender_id] = (first, batch.end_id)
    again = _by_sender(rows_of(stretches))
    return {
        sender_id: read_messages(
            sender_id, [*again.get(sender_id, ()), *new.get(sender_id, ())], _before(begun.get(sender_id))
        )
        for sender_id in (*new, *late)
    }


def _begun(sender_ids: Collection[str], first_id: int) -> dict[str, Message]:
    """The last message of each sender from before an event; later events may belong to it."""
    messages = Message.objects.filter(conversation_id__in=sender_ids, event_id__lt=first_id)
    last = messages.values("conversation_id").order_by().annotate(last=Max("event_id"))
    wanted = Message.objects.filter(event_id__in=[row["last"] for row in last])
    return {each.conversation_id: each for each in wanted.only("conversation_id", "language", "at")}


def _before(begun: Message | None) -> Before:
    return Before(begun.language, begun.at) if begun else Before()


def _by_sender(rows: Iterable[LogRow]) -> dict[str, list[LogRow]]:
    found: dict[str, list[LogRow]] = defaultdict(list)
    for row in rows:
        if row.is_taken:
            found[row.sender_id].append(row)
    return dict(found)

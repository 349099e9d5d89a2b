"""What is to be seen in the chats, written down before it is sent. These functions query the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from web.telegram import inbox
from web.telegram.content import Content, new_key
from web.telegram.models import Conversation, OurMessage

State = OurMessage.State
UNSETTLED = (State.WAITING, State.SENDING, State.CHANGED, State.REMOVED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where messages go: a chat, a topic of it, the message that they answer, whether they quote it.

    `floor`: some message of the chat that was there before.
    """

    chat_id: int
    thread_id: int | None = None
    question_id: int | None = None
    quotes: bool = False
    floor: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """Rows to be delivered, in order; and older ones whose choices are closed now."""

    rows: list[OurMessage]
    closed: list[OurMessage]


def write(
    update_id: int,
    conversation: Conversation | None,
    place: Place,
    contents: Sequence[Content],
    *,
    replaces: bool = False,
    closes_choices: bool = True,
) -> Written:
    """Write the answer to an update and call the update done, in one transaction.

    With `replaces` the messages that answered the question before become these.
    """
    with transaction.atomic():
        old = list(_answers(place)) if replaces else []
        rows = [
            _changed(row, content, choices_open=bool(content.choices))
            for row, content in zip(old, contents, strict=False)
        ]
        new = [
            OurMessage(
                update_id=update_id,
                number=number,
                conversation=conversation,
                chat_id=place.chat_id,
                thread_id=place.thread_id,
                question_id=place.question_id,
                quotes=place.quotes and number == 1,
                floor=place.floor,
                key=new_key(),
                content=content.as_json(),
                choices_open=bool(content.choices),
                # The first goes out at once; the others are called so when their turn comes.
                state=State.SENDING if number == 1 else State.WAITING,
            )
            for number, content in enumerate(contents[len(old) :], 1)
        ]
        for row in old[len(contents) :]:
            row.state = State.REMOVED
            row.save(update_fields=["state"])
        closed = _closed(conversation, rows) if closes_choices and _offers(contents) else []
        OurMessage.objects.bulk_create(new)
        inbox.done(update_id)
    return Written([*rows, *old[len(contents) :], *new], closed)


def write_notice(
    update_id: int, conversation: Conversation, place: Place, content: Content
) -> list[OurMessage]:
    """A word before the answer, once for an update; nothing where it was said before a crash."""
    row, is_new = OurMessage.objects.get_or_create(
        update_id=update_id,
        number=0,
        defaults={
            "conversation": conversation,
            "chat_id": place.chat_id,
            "thread_id": place.thread_id,
            "floor": place.floor,
            "key": new_key(),
            "content": content.as_json(),
        },
    )
    return [row] if is_new else []


def change(row: OurMessage, content: Content, update_id: int) -> OurMessage:
    """Let a shown message stand otherwise, closed choices still closed, and call the update done."""
    with transaction.atomic():
        _changed(row, content, choices_open=row.choices_open and bool(content.choices))
        inbox.done(update_id)
    return row


def write_in_place(update_id: int, row: OurMessage, content: Content) -> OurMessage:
    """Let what stays in the chat of an erased conversation's message say this; the row itself is gone."""
    with transaction.atomic():
        inbox.done(update_id)
        return OurMessage.objects.create(
            update_id=update_id,
            number=1,
            chat_id=row.chat_id,
            message_id=row.message_id,
            key=new_key(),
            content=content.as_json(),
            state=State.CHANGED,
        )


def settle(changes: Sequence[tuple[int, dict[str, Any]]]) -> list[None]:
    """Write the fields of rows, by their ids, in one transaction."""
    with transaction.atomic():
        for row_id, fields in changes:
            OurMessage.objects.filter(pk=row_id).update(**fields)
    return [None] * len(changes)


def unsettled() -> list[OurMessage]:
    """What the chats have not been told when the process ended, in order."""
    rows = OurMessage.objects.select_related("conversation").filter(state__in=UNSETTLED)
    return list(rows.order_by("id"))


def by_key(key: str) -> OurMessage | None:
    """The message whose button was pressed."""
    return OurMessage.objects.select_related("conversation__session").filter(key=key).first()


def drop_all(chat_id: int) -> None:
    """Nothing more can be delivered to this chat."""
    OurMessage.objects.filter(chat_id=chat_id, state__in=UNSETTLED).update(state=State.DROPPED)


def has_answers(place: Place) -> bool:
    """Whether the question was answered by messages that can still be changed."""
    return _answers(place).exists()


def _answers(place: Place) -> QuerySet[OurMessage]:
    shown = Q(state__in=(State.SHOWN, State.CHANGED), message_id__isnull=False)
    return OurMessage.objects.filter(
        shown, chat_id=place.chat_id, question_id=place.question_id, number__gt=0
    ).order_by("id")


def _changed(row: OurMessage, content: Content, *, choices_open: bool) -> OurMessage:
    row.content, row.choices_open, row.state = content.as_json(), choices_open, State.CHANGED
    row.save(update_fields=["content", "choices_open", "state"])
    return row


def _offers(contents: Sequence[Content]) -> bool:
    return any(each.choices for each in contents)


def _closed(conversation: Conversation | None, rows: Sequence[OurMessage]) -> list[OurMessage]:
    """Close the choices of the conversation's earlier messages: new ones take their place."""
    if conversation is None:
        return []
    before = OurMessage.objects.filter(conversation=conversation, choices_open=True, state=State.SHOWN)
    closed = list(before.exclude(pk__in=[row.pk for row in rows]))
    for row in closed:
        row.choices_open, row.state = False, State.CHANGED
        row.save(update_fields=["choices_open", "state"])
    return closed

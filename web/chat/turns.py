"""Each message's way into the record: claimed before Rasa is asked, written when the answer is there.

The functions query the database: call them through web.database.in_database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import IntegrityError, transaction

from contract.channel import BotMessage as Said
from contract.channel import Reply, read_message
from web.api.errors import ApiError
from web.chat.cleaning import Asked
from web.chat.conversation import BOT_MESSAGES, PublicTurn, public_turn
from web.chat.models import BotMessage, Message, PendingMessage, Session, new_message_id
from web.chat.record import Question, store, turn_of

MAX_LOOKED_THROUGH = 500  # messages of the assistant, for a pressed button's title


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is ours to ask under `message_id`; or one that was asked before, and is `answered`."""

    message_id: str = ""
    answered: PublicTurn | None = None


def claim(session: Session, key: str, asked: Asked) -> Claimed:
    """Return the session's message of this key, made if there is none; ApiError session_unknown, key_reused.

    One that failed, or was left by a process that is gone, keeps its `message_id`: what Rasa answered to it
    meanwhile, it says again.
    """
    fingerprint = asked.fingerprint(session.pk)
    try:
        with transaction.atomic():
            before = _recorded(session, key, fingerprint)
            if before is not None and before.kind != Message.Kind.FAILED:
                return Claimed(answered=public_turn(before))
            pending = PendingMessage.objects.filter(session_id=session.pk, key=key).first()
            if pending is None:
                pending = PendingMessage(
                    message_id=before.message_id if before else new_message_id(),
                    session_id=session.pk,
                    key=key,
                    fingerprint=fingerprint,
                    text=asked.text or "",
                    payload=asked.payload or "",
                    at=datetime.now(UTC),
                )
                pending.save(force_insert=True)
            elif pending.fingerprint != fingerprint:
                raise ApiError("key_reused", 409)
    except IntegrityError as error:  # there is no such session: cheaper than to look first
        raise ApiError("session_unknown", 401) from error
    return Claimed(pending.message_id)


def answered_before(session: Session, key: str, asked: Asked) -> PublicTurn | None:
    """Return the turn of this key if it was answered; ApiError key_reused."""
    found = _recorded(session, key, asked.fingerprint(session.pk))
    return public_turn(found) if found and found.kind != Message.Kind.FAILED else None


def end(session: Session, message_id: str, reply: Reply | None, milliseconds: float) -> PublicTurn:
    """Record what came of a claimed message, and return it as the visitor finds it in the history.

    Without a reply, or with an apology alone, it failed. ApiError session_unknown where it was erased.
    """
    now = datetime.now(UTC)
    with transaction.atomic():
        pending = PendingMessage.objects.filter(pk=message_id).first()
        if pending is None or not PendingMessage.objects.filter(pk=message_id).delete()[0]:
            raise ApiError("session_unknown", 401)  # erased meanwhile: nothing of it is told
        question = Question(
            sender_id=session.sender_id,
            message_id=message_id,
            key=pending.key,
            at=pending.at,
            text=pending.text,
            payload=pending.payload,
            fingerprint=pending.fingerprint,
            language=session.language,
        )
        turn = turn_of(question, reply, now, _shown(session.sender_id), milliseconds)
        before = Message.objects.filter(conversation_id=session.sender_id, key=pending.key).first()
        if before is not None:
            turn.message.pk = before.pk
        if reply is not None and reply.is_over and turn.message.kind == Message.Kind.FAILED:
            # An apology was Rasa's last word under this id: the next try has another.
            turn.message.message_id = new_message_id()
        store([turn])
        Session.objects.filter(pk=session.pk).update(last_seen_at=now)
        found = Message.objects.prefetch_related(BOT_MESSAGES).get(pk=turn.message.pk)
    return public_turn(found)


def forget(message_id: str) -> None:
    """Delete a message that Rasa would not take."""
    PendingMessage.objects.filter(pk=message_id).delete()


def left_behind() -> list[PendingMessage]:
    """What a process that is gone was asked and did not answer, in the order in which it was asked."""
    return list(PendingMessage.objects.select_related("session").order_by("at"))


def _recorded(session: Session, key: str, fingerprint: str) -> Message | None:
    rows = Message.objects.filter(conversation_id=session.sender_id, key=key)
    found = rows.prefetch_related(BOT_MESSAGES).first()
    if found is not None and found.fingerprint and found.fingerprint != fingerprint:
        raise ApiError("key_reused", 409)
    return found


def _shown(sender_id: str) -> Iterator[Said]:
    """What the assistant said in the conversation, the latest first."""
    rows = BotMessage.objects.filter(message__conversation_id=sender_id).order_by("-pk")
    for content in rows.values_list("content", flat=True)[:MAX_LOOKED_THROUGH].iterator(chunk_size=20):
        yield read_message(content)

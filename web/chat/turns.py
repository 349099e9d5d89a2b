"""Each message's row: claimed before Rasa is asked, so that the same message is never asked twice.

The functions query the databases: call them through web.database.in_database.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from web.api.errors import ApiError
from web.chat.conversation import PublicTurn, turn_of, turn_with_key
from web.chat.models import Answer, Session, Turn
from web.chat.reply import Reply


@dataclass(frozen=True, slots=True)
class Claimed:
    """A turn that is ours to ask; or one that was asked before, with what was `answered`."""

    turn_id: UUID
    answered: PublicTurn | None = None


def claim(session: Session, key: str, fingerprint: str) -> Claimed:
    """Return the session's turn of this key, made if there is none; ApiError session_unknown or key_reused.

    One that failed, or waited in a process that is gone, is looked up in Rasa's log: it may have been
    answered after all.
    """
    turn = Turn(session_id=session.pk, key=key, fingerprint=fingerprint)
    try:
        with transaction.atomic():
            turn.save(force_insert=True)
        return Claimed(turn.id)
    except IntegrityError as error:  # a turn of this key, or no such session: cheaper than to look first
        if (existing := _existing(session, key, fingerprint)) is None:
            raise ApiError("session_unknown", 401) from error
    turn = existing
    if answered := _answer_of(session, turn):
        return Claimed(turn.id, answered)
    Turn.objects.filter(pk=turn.pk).update(
        state=Turn.State.WAITING, created_at=datetime.now(UTC), ended_at=None
    )
    return Claimed(turn.id)


def answered_before(session: Session, key: str, fingerprint: str) -> PublicTurn | None:
    """Return the turn of this key if it was answered; ApiError key_reused."""
    turn = _existing(session, key, fingerprint)
    return _answer_of(session, turn) if turn else None


def end(session: Session, turn_id: UUID, message_id: str, fresh: PublicTurn, *, is_press: bool) -> PublicTurn:
    """Record an answer, and return it as the visitor will find it in the history.

    A press has the title in the log that its button showed; anything else is as fresh as it came.
    """
    if not _record(session, turn_id, message_id, fresh.replies):
        raise ApiError("session_unknown", 401)  # erased meanwhile: nothing of it is told
    return (turn_of(session.sender_id, message_id) if is_press else None) or fresh


def fail(turn_id: UUID) -> None:
    """Record that no answer came."""
    Turn.objects.filter(pk=turn_id).update(state=Turn.State.FAILED, ended_at=datetime.now(UTC))


def forget(turn_id: UUID) -> None:
    """Delete a turn that Rasa would not take."""
    Turn.objects.filter(pk=turn_id).delete()


def _existing(session: Session, key: str, fingerprint: str) -> Turn | None:
    turn = Turn.objects.filter(session_id=session.pk, key=key).first()
    if turn is not None and turn.fingerprint != fingerprint:
        raise ApiError("key_reused", 409)
    return turn


def _answer_of(session: Session, turn: Turn) -> PublicTurn | None:
    """The turn's answer from Rasa's log; None where that has none, or only an apology."""
    found = turn_of(session.sender_id, turn.message_id) if turn.message_id else None
    found = found or turn_with_key(session.sender_id, turn.key)
    if found is None or found.state != "answered" or not found.replies:
        return None
    if turn.state != Turn.State.ANSWERED:
        _record(session, turn.pk, "", found.replies)
    return found


def _record(session: Session, turn_id: UUID, message_id: str, replies: Iterable[Reply]) -> bool:
    """Record an answered turn, and that its session is alive; False where the turn was erased meanwhile."""
    now = datetime.now(UTC)
    ended = {"state": Turn.State.ANSWERED, "message_id": message_id, "ended_at": now}
    answers = [
        Answer(answer_id=each.answer_id, turn_id=turn_id, kind=each.kind or "")
        for each in replies
        if each.answer_id
    ]
    with transaction.atomic():
        if not Turn.objects.filter(pk=turn_id).update(**ended):
            return False
        Session.objects.filter(pk=session.pk).update(last_seen_at=now)
        if answers:
            Answer.objects.bulk_create(answers, ignore_conflicts=True)
    return True

"""The last days' conversations, asked again of the assistant as it is now, without anybody.

Whole conversations in their order, so that what leans on an answer before leans on what it is now. What was
asked by them leaves nothing in the log.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from web.review.models import Conversation, Message
from web.teaching.assistant import TALK, Answered, Running, conversation
from web.teaching.models import Difference, Replay

DAYS = 30
PAUSE_SECONDS = 0.05  # between two questions: visitors' come first
State = Replay.State


@dataclass(frozen=True, slots=True)
class Turn:
    """A message as it was said and answered; `said` is a payload where a button was pressed."""

    message: Message
    said: str
    is_press: bool


def latest() -> Replay | None:
    return Replay.objects.order_by("-pk").first()


def begin(now: Running, days: int = DAYS) -> Replay:
    """A new replay for what answers now; one that still runs is given up."""
    with transaction.atomic():
        Replay.objects.filter(state=State.RUNNING).update(state=State.GIVEN_UP, ended_at=timezone.now())
        return Replay.objects.create(
            index_version=now.index_version,
            model_id=now.model_id,
            since=timezone.now() - timedelta(days=days),
        )


def due(now: Running) -> Replay | None:
    """The replay to go on with: the one under way, or a new one where another index or model answers.

    The first version that is ever seen has nothing to be compared with: it is noted and not replayed.
    """
    last = latest()
    if last is None:
        first = begin(now)
        _end(first)
        return None
    if (last.index_version, last.model_id) != (now.index_version, now.model_id):
        return begin(now)
    return last if last.state == State.RUNNING else None


def go_on(replay: Replay, seconds: float, *, pause_seconds: float = PAUSE_SECONDS) -> bool:
    """Replay conversation after conversation for so long; return whether all are done."""
    ends = time.monotonic() + seconds
    for sender_id in _senders(replay):
        if time.monotonic() >= ends:
            return False
        _replay(replay, sender_id, pause_seconds)
    _end(replay)
    return True


def _senders(replay: Replay) -> Iterator[str]:
    """The conversations that are left, in the order of their names."""
    left = Conversation.objects.filter(last_at__gte=replay.since, sender_id__gt=replay.last_sender_id)
    yield from left.order_by("sender_id").values_list("sender_id", flat=True).iterator()


def _replay(replay: Replay, sender_id: str, pause_seconds: float) -> None:
    found, questions = [], 0
    with conversation() as opened:
        for turn in turns_of(sender_id):
            answered = opened.press(turn.said) if turn.is_press else opened.say(turn.said)
            time.sleep(pause_seconds)
            if turn.message.at < replay.since or turn.message.kind == Message.Kind.FAILED:
                continue  # before the month, or it was a failure that no change explains
            questions += 1
            if (before := answered_before(turn.message)) and differs(before, answered):
                found.append(_difference(replay, turn, before, answered))
    with transaction.atomic():
        Difference.objects.bulk_create(found, ignore_conflicts=True)
        Replay.objects.filter(pk=replay.pk).update(
            last_sender_id=sender_id,
            conversations=F("conversations") + 1,
            questions=F("questions") + questions,
        )
    replay.last_sender_id = sender_id


def turns_of(sender_id: str) -> Iterator[Turn]:
    """Yield a conversation's messages as they were said, in order."""
    for message in Message.objects.filter(conversation=sender_id).order_by("event_id"):
        said = message.payload if message.is_press else message.text
        if said.strip():
            yield Turn(message, said, message.is_press)


def answered_before(message: Message) -> Answered:
    return Answered(message.intent, message.kind, tuple(message.passage_ids))


def differs(before: Answered, after: Answered) -> bool:
    """Whether a visitor would see another answer; in small talk the intent says what is said."""
    if before.kind == after.kind == TALK:
        return before.intent != after.intent
    return (before.kind, before.passages) != (after.kind, after.passages)


def _difference(replay: Replay, turn: Turn, before: Answered, after: Answered) -> Difference:
    return Difference(
        replay=replay,
        event_id=turn.message.pk,
        sender_id=turn.message.conversation_id,
        text=turn.message.text,
        before=before.as_json(),
        after=after.as_json(),
    )


def _end(replay: Replay) -> None:
    Replay.objects.filter(pk=replay.pk).update(state=State.DONE, ended_at=timezone.now())

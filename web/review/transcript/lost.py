"""Messages that were sent and are in no log: the assistant was down, or took too long and failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings

from web.chat import tracker_log
from web.chat.conversation import MAX_WAITING_TURNS
from web.chat.models import Turn

MAX_LOST = 50


@dataclass(frozen=True, slots=True)
class Lost:
    """When it came; nobody kept what it said. `is_waiting`: it may still be answered."""

    at: datetime
    is_waiting: bool


def lost_turns(sender_id: str, since: datetime | None, until: datetime | None) -> tuple[Lost, ...]:
    """Return the sender's turns in a stretch of time that are not in Rasa's log, oldest first."""
    turns = Turn.objects.filter(session__sender_id=sender_id).exclude(state=Turn.State.ANSWERED)
    if since is not None:
        turns = turns.filter(created_at__gte=since)
    if until is not None:
        turns = turns.filter(created_at__lt=until)
    found = list(turns.order_by("-created_at")[:MAX_LOST])
    return tuple(
        Lost(turn.created_at, _is_waiting(turn))
        for turn in reversed(found)
        if not tracker_log.turn_with(sender_id, "turn", turn.key)
    )


def _is_waiting(turn: Turn) -> bool:
    patience = timedelta(seconds=MAX_WAITING_TURNS * settings.DALEEL.turn_seconds)
    return turn.state == Turn.State.WAITING and turn.created_at > datetime.now(UTC) - patience

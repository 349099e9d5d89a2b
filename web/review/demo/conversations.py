"""The demonstration: scripts drawn from conversations.txt, held with the running assistant on the path that
every message takes, thumbs and all, and spread over two weeks as if people had come by day and evening.

Only moments are changed, in the demonstration's own record; within a turn they keep their distances."""

from __future__ import annotations

import logging
import random
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

from django.db import transaction

from web.api.errors import ApiError
from web.chat.cleaning import clean_message, clean_payload
from web.chat.conversation import PublicTurn
from web.chat.feedback import JudgedAnswer, judge
from web.chat.models import Feedback, Message, Session
from web.chat.record import count_anew
from web.chat.service import ChatService
from web.database import in_database

FILE = Path(__file__).with_name("conversations.txt")
NEXT_DAY, UP, DOWN, PRESS = "---", "+", "-", "@"
_CHOICE = re.compile(r"\{([^{}]*)\}")
logger = logging.getLogger(__name__)
DAYS = 14
HOURS = (*range(7, 23), *range(9, 13), *range(17, 22))  # when people come; mornings and evenings twice
THOUGHT_SECONDS = (8.0, 75.0)  # between an answer and the next message
JUDGED_AFTER = timedelta(seconds=9)


@dataclass(frozen=True, slots=True)
class Script:
    """One visitor's lines; `surface` is a Session's."""

    surface: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Lines with choices in them; `weight`: how many of ten scripts or so are drawn from it."""

    weight: int
    surface: str
    lines: tuple[str, ...]


def scripts(count: int, dice: random.Random) -> Iterator[Script]:
    """Yield so many scripts, drawn from the patterns by their weights."""
    patterns = read_patterns()
    for pattern in dice.choices(patterns, [each.weight for each in patterns], k=count):
        yield Script(pattern.surface, tuple(_drawn(line, dice) for line in pattern.lines))


def _drawn(line: str, dice: random.Random) -> str:
    return _CHOICE.sub(lambda found: dice.choice(found[1].split("|")), line)


def read_patterns(file: Path = FILE) -> list[Pattern]:
    """Return the patterns of a file; ValueError for a heading that cannot be read."""
    text = file.read_text(encoding="utf-8")
    blocks = re.split(r"\n\s*\n", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    return [_pattern(block.splitlines()) for block in blocks]


def _pattern(lines: list[str]) -> Pattern:
    weight, surface = lines[0].split()
    if surface not in ("web", "telegram"):
        raise ValueError(f"{lines[0]!r}: a number and web or telegram are expected")
    return Pattern(int(weight), surface, tuple(lines[1:]))


class Held:
    """A conversation that was held; `parts` are the numbers of messages on each of its days."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.parts = [0]


async def hold(service: ChatService, script: Script) -> Held:
    """Say every line and wait for its answer; its name in the log says that it is a demonstration."""
    id_ = uuid.uuid4()
    session = Session(id=id_, surface=script.surface, sender_id=f"{script.surface}-demo-{id_.hex}")
    await in_database(session.save, force_insert=True)
    held, last = Held(session), None
    for line in script.lines:
        if line == NEXT_DAY:
            held.parts.append(0)
        elif line == UP or line.split()[0] == DOWN:
            await in_database(_judge, session, last, line)
        elif (turn := await _say(service, session, last, line)) is not None:
            last = turn
            held.parts[-1] += 1
    return held


async def _say(
    service: ChatService, session: Session, last: PublicTurn | None, line: str
) -> PublicTurn | None:
    """Type a line, or press a button of the last answer; None where there is no such button, or no answer."""
    asked = clean_message(line) if not line.startswith(PRESS) else None
    if asked is None:
        buttons = [button for reply in last.replies for button in reply.buttons] if last else []
        place = int(line.removeprefix(PRESS)) - 1
        if place >= len(buttons):
            return None
        asked = clean_payload(buttons[place].payload)
    try:
        return await service.ask(session, asked, f"demo-{uuid.uuid4().hex}")
    except ApiError as error:
        logger.warning("a line of the demonstration was not answered: %s", error.code)
        return None


def _judge(session: Session, last: PublicTurn | None, line: str) -> None:
    """Put a thumb under the last answer that has an id."""
    answer_id = next((reply.answer_id for reply in last.replies if reply.answer_id), None) if last else None
    if answer_id is None:
        return
    reason, _, comment = line.removeprefix(DOWN).strip().partition(" ")
    verdict = Feedback.Verdict.UP if line == UP else Feedback.Verdict.DOWN
    known = reason if reason in Feedback.Reason.values else None
    judge(session, JudgedAnswer(verdict, known, comment or None, answer_id=answer_id))


def beginnings(count: int, now: datetime, dice: random.Random) -> list[datetime]:
    """Return so many moments of the last days, in order; fewer come at the week's end."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [midnight - timedelta(days=days) for days in range(1, DAYS + 1)]
    weights = [1 if day.weekday() in (4, 5) else 3 for day in days]
    drawn = dice.choices(days, weights, k=count)
    return sorted(
        day + timedelta(hours=dice.choice(HOURS), minutes=dice.randrange(60), seconds=dice.randrange(60))
        for day in drawn
    )


def spread(held: Held, begins: datetime, dice: random.Random) -> None:
    """Move a conversation to where it begins, each of its days a day after the one before."""
    sender_id = held.session.sender_id
    messages = list(Message.objects.filter(conversation_id=sender_id).order_by("event_id"))
    if not messages:
        return
    begins -= timedelta(days=len(held.parts) - 1)  # so that nothing lies in the future
    starts_of_days = set(accumulate(held.parts[:-1]))
    at = begins
    for number, message in enumerate(messages):
        at += timedelta(days=number in starts_of_days)
        took = (message.answered_at or message.at) - message.at
        message.at, message.answered_at = at, at + took
        at += took + timedelta(seconds=dice.uniform(*THOUGHT_SECONDS))
    with transaction.atomic():
        Message.objects.bulk_update(messages, ["at", "answered_at"])
        count_anew([sender_id])
        first, last = messages[0].at, messages[-1].answered_at or messages[-1].at
        Session.objects.filter(pk=held.session.pk).update(created_at=first, last_seen_at=last)
        for message in messages:
            judged_at = (message.answered_at or message.at) + JUDGED_AFTER
            given = Feedback.objects.filter(answer__message=message)
            given.update(created_at=judged_at, changed_at=judged_at)

"""A script said to the running assistant on the path that every message takes, thumbs and all."""

from __future__ import annotations

import logging
import uuid

from web.api.errors import ApiError
from web.chat.cleaning import clean_message, clean_payload
from web.chat.conversation import PublicTurn
from web.chat.feedback import JudgedAnswer, judge
from web.chat.models import Feedback, Session
from web.chat.service import ChatService
from web.database import in_database
from web.review.demo.script import DOWN, NEXT_DAY, PRESS, UP, Script

logger = logging.getLogger(__name__)


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

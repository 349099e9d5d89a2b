"""A conversation to keep: as a text that reads like one, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from web.chat.conversation import PublicTurn, turns_of
from web.chat.reply import Reply
from web.chat.timestamps import iso
from web.database import in_database

MAX_TURNS = 2_000  # the latest ones; about 10 MB
PAGE_TURNS = 100  # read at once, so that others' queries come between

# Without it some phones and older editors take an Arabic text file for Latin.
_MARK_OF_UTF8 = "\ufeff"
_LINE = "\u2500" * 24  # box drawings, horizontal
_LISTED_IN_THE_TEXT = ("list", "comparison")

TITLE = "محادثة مع دليل"
SAVED = "حُفظت في {when}، والأوقات كلها بالتوقيت العالمي (UTC)."
ONLY_THE_LATEST = "في المحادثة أكثر من هذا، وهذه آخر {count} من أسئلتها."
EMPTY = "لا كلام في هذه المحادثة بعد."
VISITOR, BOT = "أنت", "دليل"
CHOSEN = "(زر) {title}"
NO_ANSWER = "(لم يصل جواب عن هذا السؤال.)"
STILL_ANSWERING = "(الجواب في الطريق.)"
CHOICES = "خيارات: {titles}"


async def all_turns(sender_id: str) -> tuple[PublicTurn, ...]:
    """Return what was said, oldest first: at most the last MAX_TURNS turns."""
    turns: tuple[PublicTurn, ...] = ()
    before: int | None = None
    while len(turns) < MAX_TURNS:
        page = await in_database(turns_of, sender_id, PAGE_TURNS, before)
        turns = (*page.turns, *turns)
        if page.before is None:
            break
        before = int(page.before)
    said = tuple(turn for turn in turns if turn.replies or turn.asked.text or turn.asked.title)
    return said[-MAX_TURNS:]


def as_text(turns: Sequence[PublicTurn], saved_at: datetime) -> str:
    """Return the conversation in Arabic, each message under its time and speaker."""
    head = [TITLE, SAVED.format(when=_time(iso(saved_at)))]
    if len(turns) >= MAX_TURNS:
        head.append(ONLY_THE_LATEST.format(count=len(turns)))
    blocks = ["\n".join(head), *(block for turn in turns for block in _blocks(turn))]
    if not turns:
        blocks.append(EMPTY)
    return _MARK_OF_UTF8 + "\n\n".join(blocks) + "\n"


def as_json(turns: Sequence[PublicTurn], saved_at: datetime) -> str:
    """Return {"saved_at", "turns"}, the turns as in the history."""
    body = {"saved_at": iso(saved_at), "turns": [turn.as_json() for turn in turns]}
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _blocks(turn: PublicTurn) -> Iterator[str]:
    asked = turn.asked
    said = CHOSEN.format(title=asked.title) if asked.title else asked.text
    yield f"{_LINE}\n{_head(VISITOR, asked.at)}\n{said}"
    for reply in turn.replies:
        yield "\n".join([_head(BOT, reply.at), reply.text, *_choices(reply)])
    if not turn.replies:
        yield STILL_ANSWERING if turn.state == "pending" else NO_ANSWER


def _head(speaker: str, at: str) -> str:
    return f"{speaker} [{_time(at)}]:"


def _choices(reply: Reply) -> Iterator[str]:
    """The buttons that were offered; the points of a list stand in its text already."""
    if reply.buttons and reply.kind not in _LISTED_IN_THE_TEXT:
        yield CHOICES.format(titles="، ".join(button.title for button in reply.buttons))


def _time(at: str) -> str:
    """2026-01-31T09:30:00.000Z as 2026-01-31 09:30."""
    return at[:16].replace("T", " ")

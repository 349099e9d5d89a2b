"""A conversation as its visitor sees it: turns, each a question and its replies, from Rasa's log.

Texts are in the log alone; web's own tables add which turns wait or failed, and what was thought of answers.
The functions query the databases: call them through web.database.in_database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from django.conf import settings
from django.db.models import QuerySet

from web.chat import tracker_log
from web.chat.evidence import text_of
from web.chat.models import Feedback, Turn
from web.chat.moments import iso, moment_of
from web.chat.press import is_press, spaceless, title_of, titles
from web.chat.reply import Judgement, Reply, public_reply
from web.chat.tracker_log import BOT, USER, Event

State = Literal["answered", "pending", "failed"]

APOLOGY = "utter_apology"  # the response that Rasa's channel says where a turn failed
MAX_WAITING_TURNS = (
    6  # the one under way and those behind it; a turn that waits longer was lost with its process
)


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is what was typed; for a button's press it is empty, and `title` what the button showed."""

    text: str
    title: str | None
    at: str


@dataclass(frozen=True, slots=True)
class PublicTurn:
    """`key` is the client's own; a turn that is only in web's tables has no text."""

    key: str
    asked: Question
    replies: tuple[Reply, ...]
    state: State

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "replies": [each.as_json() for each in self.replies]}


@dataclass(frozen=True, slots=True)
class Page:
    """Turns from the oldest to the latest; `before` asks for the page before, None where there is none.

    `pending` are the keys of the turns that are still being answered.
    """

    turns: tuple[PublicTurn, ...]
    before: str | None
    pending: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "turns": [each.as_json() for each in self.turns]}


def turns_of(sender_id: str, limit: int, before: int | None = None) -> Page:
    """Return the latest turns, or those before turn number `before`; beside them what was not logged."""
    stretch = tracker_log.latest(sender_id, limit, before)
    rows = {row.key: row for row in _open_rows(sender_id)}
    logged = list(_turns(sender_id, stretch.events, rows))
    since = moment_of(_timestamp(stretch.events[0])) if stretch.first and stretch.events else None
    until = moment_of(stretch.ends_at)
    unlogged = [
        _unlogged(row)
        for row in rows.values()
        if (since is None or row.created_at >= since) and (until is None or row.created_at < until)
    ]
    known = {turn.key for turn in logged}
    found = [*logged, *[turn for turn in unlogged if turn.key not in known][-limit:]]
    return Page(
        turns=tuple(_judged(sender_id, sorted(found, key=lambda turn: turn.asked.at))),
        before=str(stretch.first) if stretch.first else None,
        pending=tuple(row.key for row in rows.values() if _state(row) == "pending"),
    )


def turn_of(sender_id: str, message_id: str) -> PublicTurn | None:
    """Return the turn of Rasa's user event `message_id`; None where the sender's log has none."""
    return _single(sender_id, tracker_log.turn_with(sender_id, "message_id", message_id))


def turn_with_key(sender_id: str, key: str) -> PublicTurn | None:
    """Return the last logged turn of this key: also one that Rasa ended after web had given up on it."""
    return _single(sender_id, tracker_log.turn_with(sender_id, "turn", key))


def _single(sender_id: str, events: Sequence[Event]) -> PublicTurn | None:
    turn = next(_turns(sender_id, events, {row.key: row for row in _open_rows(sender_id)}), None)
    return next(_judged(sender_id, [turn])) if turn else None


def _open_rows(sender_id: str) -> QuerySet[Turn]:
    """The turns that web did not see answered, in the order they were asked."""
    rows = Turn.objects.filter(session__sender_id=sender_id).exclude(state=Turn.State.ANSWERED)
    return rows.order_by("created_at")


def _turns(sender_id: str, events: Iterable[Event], rows: dict[str, Turn]) -> Iterator[PublicTurn]:
    """The turns of these events; of a key that was asked again only the last."""
    turns: dict[str, PublicTurn] = {}
    shown: dict[str, str] = {}
    for asked, replies in _grouped(events):
        turn = _turn(sender_id, asked, replies, shown, rows)
        turns.pop(turn.key, None)
        turns[turn.key] = turn
        for each in replies:
            shown.update(titles(each))
    yield from turns.values()


def _grouped(events: Iterable[Event]) -> Iterator[tuple[Event, list[Event]]]:
    """Each user event with the bot events up to the next one."""
    asked: Event | None = None
    replies: list[Event] = []
    for event in events:
        if event.type_name == USER:
            if asked is not None:
                yield asked, replies
            asked, replies = event, []
        elif event.type_name == BOT:
            replies.append(event)
    if asked is not None:
        yield asked, replies


def _turn(
    sender_id: str, asked: Event, answers: list[Event], shown: dict[str, str], rows: dict[str, Turn]
) -> PublicTurn:
    replies = tuple(reply for each in answers if _says_something(reply := public_reply(each.data)))
    key = _key(asked)
    text, title = text_of(asked.data.get("text")), None
    if is_press(asked):
        title = shown.get(spaceless(text)) or title_of(sender_id, text) or _heading(text, replies)
        text = ""
    at = moment_of(_timestamp(asked)) or datetime.fromtimestamp(0, UTC)
    apologised = all(_utter_action(each) == APOLOGY for each in answers)
    if apologised and (not replies or key in rows):
        state: State = _state(rows[key]) if key in rows else "failed"
    else:
        state = "answered"
    return PublicTurn(key, Question(text, title, iso(at)), replies, state)


def _unlogged(row: Turn) -> PublicTurn:
    return PublicTurn(row.key, Question("", None, iso(row.created_at)), (), _state(row))


def _state(row: Turn) -> State:
    waits = timedelta(seconds=MAX_WAITING_TURNS * settings.DALEEL.turn_seconds)
    if row.state == Turn.State.WAITING and row.created_at > datetime.now(UTC) - waits:
        return "pending"
    return "failed"


def _judged(sender_id: str, turns: Iterable[PublicTurn]) -> Iterator[PublicTurn]:
    """The turns with what the visitor thought of their answers."""
    turns = list(turns)
    ids = [reply.answer_id for turn in turns for reply in turn.replies if reply.answer_id]
    found = Feedback.objects.filter(answer_id__in=ids, answer__turn__session__sender_id=sender_id)
    judgements = {
        each.answer_id: Judgement(each.verdict, each.reason or None, each.comment or None) for each in found
    }
    for turn in turns:
        replies = [replace(each, feedback=judgements.get(each.answer_id or "")) for each in turn.replies]
        yield replace(turn, replies=tuple(replies))


def _says_something(reply: Reply) -> bool:
    return bool(reply.text or reply.buttons)


def _key(asked: Event) -> str:
    """The client's key, which came with the message; Rasa's own id for a message without one."""
    metadata = asked.data.get("metadata")
    key = text_of(metadata.get("turn")) if isinstance(metadata, dict) else ""
    return key or text_of(asked.data.get("message_id"))


def _timestamp(event: Event) -> object:
    return event.data.get("timestamp")


def _utter_action(event: Event) -> object:
    metadata = event.data.get("metadata")
    return metadata.get("utter_action") if isinstance(metadata, dict) else None


def _heading(payload: str, replies: Iterable[Reply]) -> str | None:
    """What the passage of an unknown button is called in its own source."""
    sources = (source for reply in replies for source in reply.sources)
    return next((each.heading or each.section for each in sources if each.passage_id in payload), None)

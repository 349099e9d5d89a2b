"""Conversations of a time when Rasa's log was their only record, taken into web's own, once.

Run again it takes what is new: a message whose id or key is recorded is left as it is. Nothing in the log is
taken on trust; what cannot be read is named and left out.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.dateparse import parse_datetime

from contract.channel import MESSAGE_ID, Intent, Reply, read_message
from contract.channel import BotMessage as Said
from contract.fields import Fields, storable
from contract.payload import read_payload
from web.chat.models import MAX_KEY_CHARACTERS, BotMessage, Erasure, Feedback, Message, Session
from web.chat.record import LANGUAGES, Question, Turn, note_feedback, store, turn_of
from web.chat.timestamps import moment_of
from web.chat.tracker_log import TrackerEvent, table_exists
from web.environment import SettingError

USER, BOT, SLOT, LANGUAGE = "user", "bot", "slot", "language"
SILENT_INTENTS = ("session_start", "restart")  # Rasa's own beginnings of a conversation; nobody said them
# Benchmarks and replays (web.teaching) talk to Rasa too; nobody said these.
UNSEEN_PREFIXES = ("replay-", "bench-", "retrieval-", "greeting-", "warm-", "first-")
SENDERS_AT_ONCE = 100
ANSWERS_AT_ONCE = 500
BEGINNING = datetime.fromtimestamp(0, UTC)  # of a message whose time cannot be read
FORMER_TABLE = "chat_turn"  # of a database that was made before web kept a record


@dataclass(slots=True)
class _LoggedTurn:
    """A user event, and what came after it up to the next one."""

    event: TrackerEvent
    data: Mapping[str, Any]
    said: list[Said] = field(default_factory=list)
    ended_at: datetime | None = None
    language: str = ""

    @property
    def message_id(self) -> str:
        found = self.data.get("message_id")
        known = isinstance(found, str) and MESSAGE_ID.fullmatch(found)
        return str(found) if known else f"log-{self.event.pk}"

    @property
    def key(self) -> str:
        """The client's own, which came with the message; else Rasa's id."""
        metadata = self.data.get("metadata")
        key = metadata.get("turn") if isinstance(metadata, Mapping) else None
        return storable(key)[:MAX_KEY_CHARACTERS] if isinstance(key, str) and key else self.message_id


def import_log() -> Iterator[int]:
    """Take the log in, some conversations at a time; yield how many messages each time were new.

    Queries the databases.
    """
    if not table_exists():
        return
    erased = set(Erasure.objects.values_list("pk", flat=True))
    senders = TrackerEvent.objects.order_by().values_list("sender_id", flat=True).distinct()
    wanted = [each for each in senders if each not in erased and not each.startswith(UNSEEN_PREFIXES)]
    for start in range(0, len(wanted), SENDERS_AT_ONCE):
        yield _take(sorted(wanted)[start : start + SENDERS_AT_ONCE])


def import_feedback(former: Path) -> int:
    """Take over what people thought of answers from a former SQLite database; return how many it was."""
    with closing(sqlite3.connect(f"file:{former}?mode=ro", uri=True)) as opened:
        rows = opened.execute("SELECT answer_id, verdict, reason, comment, created_at FROM chat_feedback")
        given = {row[0]: row[1:] for row in rows}
    judged = set(Feedback.objects.values_list("pk", flat=True))
    ids = sorted(given.keys() - judged)
    return sum(
        _keep(ids[start : start + ANSWERS_AT_ONCE], given) for start in range(0, len(ids), ANSWERS_AT_ONCE)
    )


def refuse_former_database() -> None:
    """SettingError for a database that was made before web kept the conversations."""
    if FORMER_TABLE in connection.introspection.table_names():
        raise SettingError(
            f"{connection.settings_dict['NAME']} is of a former version; move it away, start again, and run "
            "'manage.py import_log --feedback WHERE_IT_IS' to take its conversations and feedback over"
        )


def _keep(answer_ids: Sequence[str], given: Mapping[str, tuple[str, str, str, str]]) -> int:
    """Write the feedback on those of these answers that are recorded; return how many they are."""
    with transaction.atomic():
        answers = list(BotMessage.objects.filter(answer_id__in=answer_ids).select_related("message"))
        for answer in answers:
            verdict, reason, comment, created_at = given[str(answer.answer_id)]
            Feedback.objects.create(answer=answer, verdict=verdict, reason=reason, comment=comment)
            if at := parse_datetime(created_at):
                at = at if at.tzinfo else at.replace(tzinfo=UTC)
                Feedback.objects.filter(answer=answer).update(created_at=at, changed_at=at)
        note_feedback(list({answer.message_id: answer.message for answer in answers}.values()))
    return len(answers)


def _take(sender_ids: Sequence[str]) -> int:
    """Take over the new messages of some conversations; return how many there were."""
    taken = Q(type_name__in=(USER, BOT)) | Q(type_name=SLOT, action_name=LANGUAGE)
    rows = TrackerEvent.objects.filter(taken, sender_id__in=sender_ids).order_by("sender_id", "id")
    turns: list[Turn] = []
    for sender_id, events in groupby(rows.iterator(), key=lambda event: event.sender_id):
        turns += _turns(sender_id, list(_logged(events)))
    if turns:
        store(turns)
        _open_sessions({turn.message.conversation_id: turn.message.at for turn in turns})
    return len(turns)


def _logged(events: Iterator[TrackerEvent]) -> Iterator[_LoggedTurn]:
    """One sender's turns; what stands before the first user event is left out."""
    turn: _LoggedTurn | None = None
    for event in events:
        data = _object(event.data)
        if event.type_name == USER and event.intent_name not in SILENT_INTENTS:
            if turn is not None:
                yield turn
            turn = _LoggedTurn(event, data)
        elif turn is not None and event.type_name == BOT:
            turn.said.append(_said(data))
            turn.ended_at = moment_of(event.timestamp) or turn.ended_at
        elif turn is not None and data.get("value") in LANGUAGES:
            turn.language = str(data["value"])
    if turn is not None:
        yield turn


def _turns(sender_id: str, logged: Sequence[_LoggedTurn]) -> Iterator[Turn]:
    """The turns that are not recorded yet, in order; of a key that was asked again the last keeps it."""
    recorded = Message.objects.filter(conversation_id=sender_id)
    known_ids = set(recorded.values_list("message_id", flat=True))
    known_keys = set(recorded.values_list("key", flat=True))
    last_of_key = {each.key: each.message_id for each in logged}
    shown: list[Said] = []
    language, at = "ar", BEGINNING
    for each in logged:
        language = each.language or language
        at = moment_of(each.event.timestamp) or at
        if each.message_id not in known_ids and each.key not in known_keys:
            known_ids.add(each.message_id)
            key = each.key if last_of_key[each.key] == each.message_id else each.message_id
            yield _turn(sender_id, each, key, language, at, reversed(shown))
        shown += each.said


def _turn(
    sender_id: str, logged: _LoggedTurn, key: str, language: str, at: datetime, shown: Iterator[Said]
) -> Turn:
    fields = Fields(logged.data, f"event {logged.event.pk}")
    text, parsed = fields.text("text"), logged.data.get("parse_data")
    parse = Fields(parsed if isinstance(parsed, Mapping) else {}, f"event {logged.event.pk}.parse_data")
    ranking = tuple(_intent(each) for each in parse.objects("intent_ranking", optional=True))
    # A press has its intent alone; a typed text is compared with all.
    press = read_payload(text) if len(ranking) <= 1 else None
    question = Question(
        sender_id=sender_id,
        message_id=logged.message_id,
        key=key,
        at=at,
        text="" if press else text,
        payload=press.payload if press else "",
        language=language,
    )
    found = parsed.get("intent") if isinstance(parsed, Mapping) else None
    intent = _intent(Fields(found if isinstance(found, Mapping) else {}, "intent"))
    name = storable(logged.event.intent_name or intent.name)
    ended_at = max(logged.ended_at or at, at)
    milliseconds = 1000 * (ended_at - at).total_seconds()
    reply = Reply(
        message_id=logged.message_id,
        intent=Intent(name, intent.confidence),
        ranking=ranking,
        language=language,
        milliseconds=milliseconds,
        messages=tuple(logged.said),
    )
    return turn_of(question, reply, ended_at, shown, milliseconds)


def _said(data: Mapping[str, Any]) -> Said:
    """A bot event as the channel's message of it."""
    beside = data.get("data")
    buttons = beside.get("buttons") if isinstance(beside, Mapping) else None
    return read_message({"text": data.get("text"), "buttons": buttons, "metadata": data.get("metadata")})


def _intent(fields: Fields) -> Intent:
    return Intent(fields.text("name", ""), min(1.0, max(0.0, fields.number("confidence", 0.0))))


def _open_sessions(last_at: Mapping[str, datetime]) -> None:
    """A web conversation's session, so that its visitor can go on; its id is in the sender's name."""
    for sender_id, at in last_at.items():
        surface, _, name = sender_id.partition("-")
        try:
            id_ = uuid.UUID(hex=name)
        except ValueError:
            continue
        if surface == Session.Surface.WEB and f"web-{id_.hex}" == sender_id:
            _, is_new = Session.objects.get_or_create(id=id_, defaults={"sender_id": sender_id})
            if is_new:
                Session.objects.filter(pk=id_).update(created_at=at, last_seen_at=at)


def _object(data: str | None) -> Mapping[str, Any]:
    try:
        read = json.loads(data or "")
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}

"""A sender's rows of the log, parted into turns and read: the same rows give the same at any time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from web.chat.moments import moment_of
from web.chat.press import is_press, spaceless, title_of, titles
from web.chat.tracker_log import BOT, Event
from web.review.projection.answers import Answered, read_answer
from web.review.projection.log_rows import SLOT, LogRow
from web.review.projection.message import Taken, Turn, taken

LANGUAGES = ("ar", "en", "fr")
BEGINNING = datetime.fromtimestamp(0, UTC)  # of a message whose time cannot be read


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of a conversation before the rows that are read."""

    language: str = "ar"
    at: datetime = BEGINNING


def read_messages(sender_id: str, rows: Iterable[LogRow], before: Before) -> list[Taken]:
    """Return the messages that begin in these rows, in order; what stands before the first is left out."""
    found: list[Taken] = []
    shown: list[LogRow] = []
    for asked, following in _grouped(rows):
        said = [row for row in following if row.type_name == BOT]
        before = Before(_language(following, before.language), moment_of(asked.timestamp) or before.at)
        answers = [read_answer(row) for row in said]
        title = _title(sender_id, asked, answers, shown)
        found.append(taken(Turn(asked, said, answers, title, before.language, before.at)))
        shown += said
    return found


def _grouped(rows: Iterable[LogRow]) -> list[tuple[LogRow, list[LogRow]]]:
    """Each user event with the rows up to the next one."""
    groups: list[tuple[LogRow, list[LogRow]]] = []
    for row in rows:
        if row.begins_a_message:
            groups.append((row, []))
        elif groups:
            groups[-1][1].append(row)
    return groups


def _language(following: Sequence[LogRow], before: str) -> str:
    """The last language that the slot was set to; as before where it was not."""
    values = [row.data.get("value") for row in following if row.type_name == SLOT]
    return next((str(value) for value in reversed(values) if value in LANGUAGES), before)


def _title(sender_id: str, asked: LogRow, answers: Sequence[Answered], shown: Sequence[LogRow]) -> str | None:
    """What the pressed button showed, in the rows at hand or before them in the log; None for what was typed.

    For a button that nobody was shown, the heading of the passage that it asks for, or the bare payload.
    """
    if not is_press(event := _event(asked)):
        return None
    payload = str(event.data.get("text"))
    for row in reversed(shown):
        if title := titles(_event(row)).get(spaceless(payload)):
            return title
    title = title_of(sender_id, payload, before_id=asked.id)
    points = (point for answer in answers for point in answer.evidence.points)
    return title or next((each.label for each in points if each.passage_id in payload), payload)


def _event(row: LogRow) -> Event:
    return Event(row.type_name, row.data)

"""Tables that staff take away, row by row: as CSV for spreadsheets and as JSON for programs.

A table's rows are those of a list, in the order of its pages, or the overview's counts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from arabic.private import mask
from web.review.filters import Filter
from web.review.filters.lists import Viewer, conversations, messages
from web.review.filters.pages import CONVERSATION_ORDERS, MESSAGE_ORDERS, Order, order_of, page
from web.review.filters.rows import conversation_rows
from web.review.models import Conversation, Message
from web.review.overview.counts import CONVERSATIONS, MEASURES, Asked, Counts

# What a spreadsheet takes for a formula's beginning, full-width forms too; some pass over blanks before it.
FORMULA_STARTS = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
QUOTE = "'"  # says "text" to every spreadsheet

Cell = str | int | float | bool | date | datetime | None
BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads Arabic as something else
Row = Sequence[Cell]
ROWS_AT_ONCE = 500

OF_CONVERSATION: dict[str, Callable[[Conversation], Cell]] = {
    "conversation": lambda each: each.sender_id,
    "channel": lambda each: each.channel,
    "language": lambda each: each.language,
    "started_at": lambda each: each.started_at,
    "last_at": lambda each: each.last_at,
    "messages": lambda each: each.message_count,
    "questions": lambda each: each.question_count,
    "answered": lambda each: each.answered_count,
    "refused": lambda each: each.refused_count,
    "thumbs_up": lambda each: each.thumbs_up,
    "thumbs_down": lambda each: each.thumbs_down,
    "has_follow_ups": lambda each: each.has_follow_ups,
    "asked_person": lambda each: each.asked_person,
    "wished_pass_on": lambda each: each.wished_pass_on,
    "lowest_confidence": lambda each: each.lowest_confidence,
}
OF_STAFF = ("tags", "flagged", "assigned", "reviewed")
OF_MESSAGE: dict[str, Callable[[Message], Cell]] = {
    "message": lambda each: each.event_id,
    "conversation": lambda each: each.conversation_id,
    "at": lambda each: each.at,
    "channel": lambda each: each.channel,
    "language": lambda each: each.language,
    "intent": lambda each: each.intent,
    "intent_confidence": lambda each: each.intent_confidence,
    "kind": lambda each: each.kind,
    "confidence": lambda each: each.confidence,
    "is_question": lambda each: each.is_question,
    "answered": lambda each: each.answered,
    "refused": lambda each: each.refused,
    "follow_up": lambda each: each.follow_up,
    "hand_over": lambda each: each.handoff,
    "feedback": lambda each: each.feedback,
    "topic": lambda each: each.section,
    "milliseconds": lambda each: each.milliseconds,
}
TEXT = "text"


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would reckon it."""
    begins = text[:1], text.lstrip()[:1]
    return QUOTE + text if FORMULA_STARTS.intersection(begins) else text


def written(cell: Cell) -> str:
    """A cell as CSV holds it: numbers as they are, times in ISO form, texts harmless."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return str(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    return harmless(cell) if isinstance(cell, str) else cell.isoformat()


def csv_lines(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a CSV file (RFC 4180, every cell in quotes) with a first line of names."""
    yield BYTE_ORDER_MARK + _csv_line(names)
    for row in rows:
        yield _csv_line(row)


def json_lines(names: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a JSON array with an object a line; its texts are as they were said."""
    separator = "[\n"
    for row in rows:
        pairs = dict(zip(names, row, strict=True))
        yield separator + json.dumps(pairs, ensure_ascii=False, default=_json)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _csv_line(row: Row) -> str:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow([written(cell) for cell in row])
    return line.getvalue()


def _json(value: object) -> str:
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no cell")


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` can be walked once; what visitors wrote is masked in them."""

    names: tuple[str, ...]
    rows: Iterable[Row]


def table_of_conversations(filter: Filter, viewer: Viewer) -> Table:
    """The conversations that a filter finds, in its order."""

    def rows() -> Iterator[Row]:
        found = conversations(filter, viewer)
        for some in _pages(found, order_of(CONVERSATION_ORDERS, filter.sort)):
            for row in conversation_rows(some, filter, viewer):
                staff = (" · ".join(row.tags), row.flagged, row.assigned, row.reviewed)
                yield *(read(row.conversation) for read in OF_CONVERSATION.values()), *staff

    return Table((*OF_CONVERSATION, *OF_STAFF), rows())


def table_of_messages(filter: Filter, viewer: Viewer, *, texts: bool) -> Table:
    """The messages that meet a filter, in its order; with what was written in them, masked, or without."""

    def rows() -> Iterator[Row]:
        found = messages(filter, viewer)
        for some in _pages(found, order_of(MESSAGE_ORDERS, filter.sort)):
            for each in some:
                cells = tuple(read(each) for read in OF_MESSAGE.values())
                yield (*cells, mask(each.text)) if texts else cells

    return Table((*OF_MESSAGE, TEXT) if texts else tuple(OF_MESSAGE), rows())


def table_of_counts(name: str, counted: Mapping[Any, Counts], *, conversations: bool = True) -> Table:
    """The overview's counts by day, channel or topic."""
    measures = (CONVERSATIONS, *MEASURES) if conversations else tuple(MEASURES)
    rows = [(key, *(counts[each] for each in measures)) for key, counts in sorted(counted.items())]
    return Table((name, *measures), rows)


def table_of_asked(asked: Iterable[Asked]) -> Table:
    """The questions that were asked most, or served worst."""
    names = ("question", "asked", "asked_before", "refused", "thumbs_down")
    return Table(
        names, [(mask(each.text), each.count, each.before, each.refused, each.down) for each in asked]
    )


def _pages(rows: QuerySet[Any], order: Order) -> Iterator[tuple[Any, ...]]:
    """The rows, so many at once: each query is short, and nothing stays open between them."""
    parameters: dict[str, str] = {}
    while True:
        found = page(rows, order, parameters, ROWS_AT_ONCE)
        yield found.rows
        if not found.after:
            return
        parameters = {"after": found.after}

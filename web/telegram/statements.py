"""The statements that every message costs, written out: Django takes longer to compose one than to run it.

An update stored, answered and shown took 1.2 ms of CPU through the ORM, and takes 0.4 ms so. Plain SQL that
SQLite and PostgreSQL share; all of it is to be run in a transaction. Everything rarer goes through the ORM.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection

from web.telegram.models import OurMessage, StoredUpdate

if TYPE_CHECKING:
    from web.telegram.inbox import Incoming

_UPDATES, _MESSAGES = StoredUpdate._meta.db_table, OurMessage._meta.db_table
_MESSAGE_COLUMNS = (
    "update_id",
    "number",
    "conversation_id",
    "chat_id",
    "thread_id",
    "question_id",
    "quotes",
    "message_id",
    "floor",
    "key",
    "choices_open",
    "state",
)
# The names are those of our own tables; every value is a parameter.
_INSERT_UPDATE = (
    f"INSERT INTO {_UPDATES} (update_id, chat_id, user_id, message_id, body, state, stored_at) "  # noqa: S608
    "VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
_FINISH_UPDATE = f"UPDATE {_UPDATES} SET state = %s, body = '' WHERE update_id = %s"  # noqa: S608
_INSERT_MESSAGE = (
    f"INSERT INTO {_MESSAGES} ({', '.join(_MESSAGE_COLUMNS)}, content, created_at) "  # noqa: S608
    f"VALUES ({', '.join(['%s'] * (len(_MESSAGE_COLUMNS) + 2))}) RETURNING id"
)


def known_updates(ids: Sequence[int]) -> set[int]:
    """Those of the ids that are stored."""
    places = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT update_id FROM {_UPDATES} WHERE update_id IN ({places})", ids)  # noqa: S608
        return {row[0] for row in cursor.fetchall()}


def insert_updates(incoming: Iterable[Incoming]) -> None:
    """Store updates that wait."""
    waiting, now = StoredUpdate.State.WAITING.value, _moment(datetime.now(UTC))
    values = [(each.update_id, *each.lane, each.message_id, each.body, waiting, now) for each in incoming]
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT_UPDATE, values)


def finish_update(update_id: int) -> None:
    """Call an update done, and forget its words."""
    with connection.cursor() as cursor:
        cursor.execute(_FINISH_UPDATE, [StoredUpdate.State.DONE.value, update_id])


def insert_messages(rows: Iterable[OurMessage]) -> None:
    """Write new rows, and give each its id."""
    with connection.cursor() as cursor:
        for row in rows:
            row.created_at = datetime.now(UTC)
            values = [_plain(getattr(row, name)) for name in _MESSAGE_COLUMNS]
            values += [connection.ops.adapt_json_value(row.content, None), _moment(row.created_at)]
            cursor.execute(_INSERT_MESSAGE, values)
            row.pk = cursor.fetchone()[0]


def update_message(row_id: int, fields: dict[str, Any]) -> None:
    """Change plain columns of a row, by its id."""
    columns = ", ".join(f"{name} = %s" for name in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_MESSAGES} SET {columns} WHERE id = %s",  # noqa: S608
            [*map(_plain, fields.values()), row_id],
        )


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, OurMessage.State) else value


def _moment(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)

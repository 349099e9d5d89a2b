"""The projection made from nothing again."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

from web.review.models import Conversation, Message, MessageAnswer
from web.review.projection.state import VERSION, locked_state
from web.review.projection.taking import take_new
from web.review.search.table import forget_all_words

PROJECTED = (MessageAnswer, Message, Conversation)  # a row's dependents first


def clear() -> None:
    """Delete all that was projected, and begin at the log's beginning; what the staff wrote stays."""
    with locked_state() as state:
        forget_all_words()
        with connection.cursor() as cursor:
            for model in PROJECTED:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
        state.last_event_id, state.version = 0, VERSION
        state.gaps, state.footholds = [], []


def rebuild(on_progress: Callable[[int], None] = lambda taken: None) -> int:
    """Project the whole log anew; return how many of its rows were taken. on_progress gets them so far."""
    clear()
    total = 0
    while taken := take_new():
        total += taken
        on_progress(total)
    return total

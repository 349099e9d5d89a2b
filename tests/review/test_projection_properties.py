"""Whatever is in the log and however it comes in, the projection is what a rebuild makes of it."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.review.both import empty
from tests.review.random_log import logs, projected, write

SLOW = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)
RUN = settings(max_examples=30, deadline=None, suppress_health_check=SLOW)


def take_all(max_events: int) -> None:
    from web.review.projection import take_new

    while take_new(max_events):
        pass


def rebuilt() -> dict[str, list[Any]]:
    from web.review.projection import rebuild

    rebuild()
    return projected()


@RUN
@given(rows=logs(), size=st.integers(1, 7), pieces=st.integers(1, 5))
def test_taken_in_pieces_it_is_as_rebuilt(
    either_database: str, rows: list[dict[str, Any]], size: int, pieces: int
) -> None:
    empty()
    for piece in range(pieces):
        write(rows[len(rows) * piece // pieces : len(rows) * (piece + 1) // pieces])
        take_all(size)
    found = projected()
    assert found == rebuilt()
    said = [row for row in rows if row["type_name"] == "user" and row["intent_name"] != "session_start"]
    asked = [row for row in said if row["sender_id"] != "replay-e"]
    assert [each["event_id"] for each in found["messages"]] == [row["id"] for row in asked]
    assert {each["sender_id"] for each in found["conversations"]} == {row["sender_id"] for row in asked}


@RUN
@given(rows=logs(), late=st.sets(st.integers(0, 39), max_size=6), size=st.integers(1, 50))
def test_what_appears_late_below_others_is_taken_too(
    either_database: str, rows: list[dict[str, Any]], late: set[int], size: int
) -> None:
    """As when two of Rasa's workers write, and the one who began first commits last."""
    empty()
    for row in rows:  # of rows from long ago no writer is still at work
        if row["timestamp"] is not None and row["timestamp"] < 0:
            row["timestamp"] = None
    last = len(rows) - 1
    write(row for number, row in enumerate(rows) if number not in late or number == last)
    take_all(size)
    write(row for number, row in enumerate(rows) if number in late and number != last)
    take_all(size)
    assert projected() == rebuilt()

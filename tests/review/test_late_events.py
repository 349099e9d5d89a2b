"""Events that appear below others that were taken, as with two of Rasa's workers on PostgreSQL."""

from __future__ import annotations

import time
from typing import Any

from tests.review.random_log import write
from web.review.projection.gaps import KEPT_SECONDS, gaps_among, ranges, still_open
from web.review.projection.log_rows import LogRow

NOW = 1_900_000_000.0


def row(id_: int, at: float | None = NOW) -> LogRow:
    return LogRow(id_, "web-a", "user", at, None, {}, True)


def event(id_: int, type_name: str, text: str) -> dict[str, Any]:
    data = f'{{"text": "{text}"}}'
    return {"id": id_, "sender_id": "web-a", "type_name": type_name, "timestamp": time.time(), "data": data}


def project() -> list[tuple[int, str, str]]:
    from web.review.models import Message
    from web.review.projection import take_new

    while take_new():
        pass
    return list(Message.objects.order_by("pk").values_list("pk", "text", "kind"))


def gaps() -> list[tuple[int, int]]:
    from web.review.models import ProjectionState

    return ranges(ProjectionState.objects.get().gaps)


def test_a_late_answer_belongs_to_the_question_before_it(either_database: str) -> None:
    write([event(1, "user", "a"), event(3, "user", "b"), event(4, "bot", "c")])
    assert project() == [(1, "a", "failed"), (3, "b", "talk")]
    assert gaps() == [(2, 2)]
    write([event(2, "bot", "d")])
    assert project() == [(1, "a", "talk"), (3, "b", "talk")]
    assert gaps() == []


def test_a_late_question_takes_over_what_was_answered_to_it(either_database: str) -> None:
    write([event(1, "user", "a"), event(5, "bot", "c")])
    assert project() == [(1, "a", "talk")]
    write([event(3, "user", "b")])
    assert project() == [(1, "a", "failed"), (3, "b", "talk")]
    assert gaps() == [(2, 2), (4, 4)]


def test_gaps_before_recent_rows_are_kept() -> None:
    rows = [row(4), row(5), row(9, None), row(12, NOW - KEPT_SECONDS - 1), row(20)]
    assert ranges(gaps_among(rows, 1, NOW)) == [(2, 3), (6, 8), (13, 19)]


def test_gaps_close_as_they_are_filled_and_when_they_are_old() -> None:
    found = [[2, 3, NOW], [6, 8, NOW], [10, 14, NOW - KEPT_SECONDS - 1]]
    assert ranges(still_open(found, [], NOW)) == [(2, 3), (6, 8)]
    assert ranges(still_open(found, [7, 2], NOW)) == [(3, 3), (6, 6), (8, 8)]
    assert ranges(still_open(found, [2, 3, 6, 7, 8], NOW)) == []

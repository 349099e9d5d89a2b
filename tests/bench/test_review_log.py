"""The made-up log of the review console's benchmark, and what is made of its figures."""

import json
from collections import Counter

from bench.review import Measured, figures_of
from bench.review_log import MadeLog


def test_the_same_seed_gives_the_same_rows():
    assert list(MadeLog(500, until=1e9).rows()) == list(MadeLog(500, until=1e9).rows())


def test_ids_are_dense_and_times_grow_up_to_the_end():
    rows = list(MadeLog(2000, until=1e9, days=10).rows())
    assert [row[0] for row in rows] == list(range(1, 2001))
    times = [row[3] for row in rows]
    assert times == sorted(times)
    assert 1e9 - 10 * 86_400 <= times[0] < times[-1] == 1e9


def test_a_question_is_followed_by_its_answer():
    rows = [row for row in MadeLog(3000, until=1e9).rows() if row[2] in ("user", "bot")]
    types = Counter(row[2] for row in rows)
    assert 0 <= types["user"] - types["bot"] <= 1
    for asked, told in zip(rows[::2], rows[1::2], strict=False):
        assert (asked[1], asked[2], told[2]) == (told[1], "user", "bot")
        evidence = json.loads(told[6])["metadata"].get("evidence")
        assert evidence is None or evidence["asked"] == json.loads(asked[6])["text"]


def test_figures_of_the_second_database_have_keys_of_their_own():
    found = [Measured("SQLite", 5000.4, (1.0, 2.0), (3.0,)), Measured("PostgreSQL", 7.0, (4.0,), (5.0,))]
    values = figures_of(10, found).values
    assert values == {
        "events": 10,
        "first_page_ms": 2.0,
        "search_ms": 3.0,
        "imported_per_second": 5000,
        "postgresql_first_page_ms": 4.0,
        "postgresql_search_ms": 5.0,
        "postgresql_imported_per_second": 7,
    }

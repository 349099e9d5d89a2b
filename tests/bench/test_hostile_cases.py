"""What the hostile benchmark counts, and that its requests come out as counted."""

from __future__ import annotations

from bench.hostile import PARTS, Tally, _parts
from bench.hostile_cases import _kinds
from bench.hostile_http import Attack, RawResponse, request

ATTACK = Attack("a kind", (request("GET", "/api/chat/history"),))
GOOD = RawResponse(200, {"x-request-id": "a" * 32}, b"{}")


def tally(*answers: RawResponse) -> Tally:
    found = Tally((b"secret-word",), pid=0, resident_bytes=[100 * 2**20] * (PARTS - 1) + [103 * 2**20])
    for answer in answers:
        found.see(ATTACK, answer)
    return found


def test_good_answers_are_counted_and_nothing_else() -> None:
    values = tally(GOOD, GOOD).figures(harmed=False).values
    assert values == {
        "requests": 2,
        "server_errors": 0,
        "leaks": 0,
        "bad_forms": 0,
        "harmed": 0,
        "memory_growth_mb": 3.0,
    }


def test_faults_and_leaks_are_counted_and_shown() -> None:
    broken = RawResponse(500, GOOD.headers, b'{"error": {}}')
    told = RawResponse(200, GOOD.headers, b"secret-word")
    figures = tally(GOOD, broken, told).figures(harmed=True)
    found = {
        name: figures.values[name] for name in ("requests", "server_errors", "leaks", "bad_forms", "harmed")
    }
    assert found == {"requests": 3, "server_errors": 1, "leaks": 1, "bad_forms": 1, "harmed": 1}
    assert [table.title for table in figures.tables][-1] == "Found wrong"


def test_the_parts_are_the_whole() -> None:
    for count in (10_000, 7, 123):
        assert sum(_parts(count)) == count
        assert max(_parts(count)) - min(_parts(count)) <= 1


def test_every_operation_is_asked_rightly_and_wrongly() -> None:
    kinds = [(operation.label, mode.value) for operation, mode in _kinds()]
    assert len({label for label, _ in kinds}) == 12
    assert {label for label, mode in kinds if mode == "negative"} >= {
        "POST /api/chat/session",
        "POST /api/chat/messages",
        "POST /api/chat/feedback",
        "GET /api/chat/history",
        "GET /api/chat/transcript",
    }

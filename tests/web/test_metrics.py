"""What is counted, in Prometheus' words, and who may read it."""

from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.web.in_process import daleel, request
from web.operations.metrics import (
    PARTS,
    record_answer,
    record_feedback,
    record_message,
    record_refusal,
)


def samples():
    """Every sample by its name and labels."""
    families = text_string_to_metric_families(request("/metrics").text)
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


def grown(record):
    """Which samples of ours a call has changed, and by how much."""
    before = samples()
    record()
    after = samples()
    return {
        name: value - before.get(name, 0.0)
        for name, value in after.items()
        if name[0].startswith("daleel_")
        and not name[0].startswith("daleel_disk")
        and value != before.get(name)
    }


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (lambda: record_answer("point"), ("daleel_answers_total", ("kind", "point"))),
        (lambda: record_answer(None), ("daleel_answers_total", ("kind", "small_talk"))),
        (lambda: record_refusal("too_long"), ("daleel_refusals_total", ("code", "too_long"))),
        (lambda: record_feedback("down"), ("daleel_feedback_total", ("verdict", "down"))),
    ],
)
def test_each_event_adds_one_to_its_own_series(record, expected):
    assert grown(record) == {expected: 1.0}


def test_a_message_is_counted_once_and_timed_by_part():
    seconds = {"total": 0.3, "queue": 0.001, "rasa": 0.29, "web": 0.004}
    changed = grown(lambda: record_message("web", "answered", seconds))
    assert changed["daleel_messages_total", ("outcome", "answered"), ("surface", "web")] == 1.0
    for part, spent in seconds.items():
        assert changed["daleel_latency_seconds_count", ("part", part)] == 1.0
        assert changed["daleel_latency_seconds_sum", ("part", part)] == pytest.approx(spent)
    assert ("daleel_latency_seconds_bucket", ("le", "0.2"), ("part", "total")) not in changed
    assert changed["daleel_latency_seconds_bucket", ("le", "0.5"), ("part", "total")] == 1.0


def test_every_part_is_there_before_the_first_message():
    known = samples()
    assert all(("daleel_latency_seconds_count", ("part", part)) in known for part in PARTS)


def test_the_process_is_measured_too():
    known = samples()
    assert known["process_resident_memory_bytes",] > 1e6
    assert known["process_cpu_seconds_total",] > 0
    assert known["process_open_fds",] > 0


def test_a_foreign_origin_is_counted_as_a_refusal():
    changed = grown(lambda: request("/api/chat/history", headers={"Origin": "https://evil.example"}))
    assert changed == {("daleel_refusals_total", ("code", "origin_not_allowed")): 1.0}


@pytest.mark.parametrize("caller", ["127.0.0.1", "::1"])
def test_without_a_token_callers_on_this_machine_may_read(caller):
    response = request("/metrics", caller=caller)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_who_comes_through_a_proxy_is_not_on_this_machine(header):
    assert request("/metrics", headers={header: "127.0.0.1"}).status_code == 403


@pytest.mark.parametrize("caller", ["10.0.0.7", "203.0.113.9", "not-an-address"])
def test_without_a_token_nobody_else_may(caller):
    response = request("/metrics", caller=caller)
    assert response.status_code == 403
    assert "DALEEL_METRICS_TOKEN" in response.text
    assert "daleel_messages" not in response.text


@pytest.mark.parametrize(
    ("authorization", "status"),
    [("Bearer right-token", 200), ("Bearer wrong-token", 403), ("right-token", 403), ("", 403)],
)
def test_where_there_is_a_token_it_alone_decides(authorization, status):
    with daleel(metrics_token="right-token"):
        asked = {"Authorization": authorization, "X-Forwarded-For": "203.0.113.9"}
        assert request("/metrics", headers=asked, caller="10.0.0.7").status_code == status
        assert request("/metrics", headers={"Authorization": authorization}).status_code == status

"""When a session is over."""

from __future__ import annotations

from unittest import mock

import pytest

from tests.review.visitor import PASSWORD, Visitor
from tests.web.in_process import daleel

CLOCK = "web.review.middleware.time.time"
BEGIN = 1_900_000_000.0
MINUTE, HOUR = 60, 3600


@pytest.fixture
def at(staff_member):
    """Visit at(seconds) after signing in."""
    staff_member("rim", "reviewer")
    rim = Visitor()
    with mock.patch(CLOCK, return_value=BEGIN):
        rim.sign_in("rim")

    def visit(seconds: float) -> int:
        with mock.patch(CLOCK, return_value=BEGIN + seconds):
            return rim.get("/review/").status_code

    return visit


def test_half_an_hour_without_a_click_ends_it(at):
    assert at(30 * MINUTE) == 200
    assert at(60 * MINUTE) == 200
    assert at(90 * MINUTE + 1) == 302
    assert at(90 * MINUTE + 2) == 302


def test_twelve_hours_end_it_however_busy_one_is(at):
    for seconds in range(0, 12 * HOUR, 29 * MINUTE):
        assert at(seconds) == 200
    assert at(12 * HOUR + 1) == 302


def test_how_long_is_set(at):
    with daleel(staff_idle_minutes=5, staff_session_hours=1):
        assert at(4 * MINUTE) == 200
        assert at(10 * MINUTE) == 302


def test_a_session_without_its_times_is_over(signed_in):
    from django.contrib.sessions.backends.db import SessionStore

    rim = signed_in("reviewer")
    session = SessionStore(rim.cookies["daleel_staff"])
    del session["began_at"]
    session.save()
    assert rim.get("/review/").status_code == 302


def test_an_administrator_ends_anothers_sessions(signed_in):
    rim, amal = signed_in("reviewer", name="rim"), signed_in("administrator", name="amal")
    amal.post("/review/staff/rim/end-sessions")
    assert rim.get("/review/").status_code == 302
    assert amal.get("/review/").status_code == 200
    assert rim.sign_in("rim").status_code == 302
    assert rim.get("/review/").status_code == 200


def test_ones_other_sessions_end_and_this_one_does_not(signed_in):
    here = signed_in("reviewer", name="rim")
    there = Visitor()
    there.sign_in("rim")
    assert here.post("/review/account/end-sessions").status_code == 302
    assert here.get("/review/").status_code == 200
    assert there.get("/review/").status_code == 302


def test_a_new_password_ends_the_other_sessions(signed_in):
    here = signed_in("reviewer", name="rim")
    there = Visitor()
    there.sign_in("rim")
    new = "an even calmer evening"
    form = {"old": PASSWORD, "new": new, "again": new}
    assert here.post("/review/account/password", form).headers["location"] == "/review/account"
    assert here.get("/review/").status_code == 200
    assert there.get("/review/").status_code == 302


def test_ended_sessions_are_not_kept(staff_member):
    from datetime import timedelta

    from django.contrib.sessions.models import Session
    from django.utils import timezone

    staff_member("rim", "reviewer")
    for _ in range(3):
        Visitor().sign_in("rim")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    Visitor().sign_in("rim")
    assert Session.objects.count() == 1

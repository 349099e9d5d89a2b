"""After a few wrong passwords a name is locked where they came from, and nowhere else."""

from __future__ import annotations

import time
from datetime import timedelta

from django.test import override_settings
from django.utils import timezone

from tests.review.visitor import PASSWORD, Visitor
from tests.web.in_process import daleel
from web.environment import Rate

TRIES = 5
ELSEWHERE = "203.0.113.9"


def guess(times: int, name: str = "rim", address: str = "127.0.0.1") -> list[int]:
    return [Visitor(address).sign_in(name, f"wrong password {number}").status_code for number in range(times)]


def test_the_right_password_is_refused_after_too_many_wrong_ones(staff_member):
    staff_member("rim", "reviewer")
    assert guess(TRIES) == [401] * (TRIES - 1) + [429]
    answer = Visitor().sign_in("rim")
    assert answer.status_code == 429
    assert "محاولات كثيرة" in answer.text
    assert answer.headers["retry-after"] == "900"


def test_a_few_wrong_ones_are_forgiven_by_the_right_one(staff_member):
    staff_member("rim", "reviewer")
    for _ in range(3):
        assert 429 not in guess(TRIES - 1)
        assert Visitor().sign_in("rim").status_code == 302


def test_neither_others_there_nor_the_same_elsewhere_are_locked(staff_member):
    staff_member("rim", "reviewer")
    staff_member("sami", "reviewer")
    guess(TRIES, address=ELSEWHERE)
    assert Visitor(ELSEWHERE).sign_in("rim").status_code == 429
    assert Visitor(ELSEWHERE).sign_in("sami").status_code == 302
    assert Visitor().sign_in("rim").status_code == 302


def test_a_browser_that_calls_itself_otherwise_and_new_cookies_help_nobody(staff_member):
    staff_member("rim", "reviewer")
    for number in range(TRIES):
        stranger = Visitor()
        stranger.post(
            "/review/sign-in", {"username": "rim", "password": "no"}, **{"User-Agent": f"Browser/{number}"}
        )
    assert Visitor().sign_in("rim").status_code == 429


def test_capitals_do_not_make_another_name(staff_member):
    staff_member("rim", "reviewer")
    for spelt in ("rim", "RIM", " Rim ", "riM", "rIm"):
        Visitor().sign_in(spelt, "wrong password")
    assert Visitor().sign_in("rim").status_code == 429


def test_a_forged_header_is_no_other_address(staff_member):
    staff_member("rim", "reviewer")
    for number in range(TRIES):
        Visitor().post(
            "/review/sign-in",
            {"username": "rim", "password": "no"},
            **{"X-Forwarded-For": f"198.51.100.{number}", "X-Real-IP": f"198.51.100.{number}"},
        )
    assert Visitor().sign_in("rim").status_code == 429


def test_who_has_a_whole_network_of_addresses_has_one_place(staff_member):
    staff_member("rim", "reviewer")
    for number in range(TRIES):
        guess(1, address=f"2001:db8:1:2::{number + 1}")
    assert Visitor("2001:db8:1:2:ffff::1").sign_in("rim").status_code == 429
    assert Visitor("2001:db8:1:3::1").sign_in("rim").status_code == 302


def test_the_lock_opens_by_itself_and_tries_while_it_holds_do_not_lengthen_it(staff_member):
    from axes.models import AccessAttempt

    staff_member("rim", "reviewer")
    guess(TRIES)
    before = AccessAttempt.objects.get(username="rim").attempt_time
    guess(3)
    assert AccessAttempt.objects.get(username="rim").attempt_time == before
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(seconds=901))
    assert Visitor().sign_in("rim").status_code == 302


def test_a_lock_is_one_line_of_the_audit_log_and_a_name_that_nobody_has_is_none(staff_member):
    from web.review.models import AuditEntry

    staff_member("rim", "reviewer")
    locks = AuditEntry.objects.filter(action="staff.locked_out")
    before = list(locks.values_list("pk", flat=True))
    # A lock that an earlier test left in the log would count as this one.
    with daleel(staff_tries=Rate(5, 3)):
        time.sleep(3)
        guess(TRIES + 3)
        guess(TRIES + 1, name="nobody-here")
    added = locks.exclude(pk__in=before)
    assert list(added.values_list("who", "object", "after")) == [("", "staff:rim", {"address": "127.0.0.1"})]


def test_an_administrator_opens_it(staff_member, signed_in):
    staff_member("rim", "reviewer")
    guess(TRIES)
    amal = signed_in("administrator", name="amal")
    assert amal.post("/review/staff/rim/unlock").status_code == 302
    assert Visitor().sign_in("rim").status_code == 302


def test_passwords_that_were_tried_are_kept_nowhere(staff_member):
    from axes.models import AccessAttempt

    staff_member("rim", "reviewer")
    Visitor().sign_in("rim", "my other secret")
    kept = " ".join(str(row) for row in AccessAttempt.objects.values())
    assert "rim" in kept
    assert "my other secret" not in kept


def test_ones_own_password_is_not_guessed_at_in_the_account_either(signed_in):
    rim = signed_in("reviewer", name="rim")
    form = {"old": "no", "new": "another long password", "again": "another long password"}
    answers = [rim.post("/review/account/password", form).status_code for _ in range(TRIES)]
    assert answers == [422] * (TRIES - 1) + [429]
    assert rim.post("/review/account/password", {**form, "old": PASSWORD}).status_code == 429


def test_who_tries_one_name_after_the_other_has_to_wait_as_well(staff_member):
    staff_member("rim", "reviewer")
    answers = [guess(1, name=f"name-{number}")[0] for number in range(31)]
    assert answers == [401] * 30 + [429]
    answer = Visitor().sign_in("rim")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert Visitor(ELSEWHERE).sign_in("rim").status_code == 302


def test_how_many_tries_is_a_setting(staff_member):
    staff_member("rim", "reviewer")
    with override_settings(AXES_FAILURE_LIMIT=2):
        assert guess(2) == [401, 429]

"""Signing in and out: who comes in, where they land, what it leaves."""

from __future__ import annotations

import pytest

from tests.review.visitor import PASSWORD, Visitor


def test_the_right_password_opens_the_console(staff_member, visitor):
    staff_member("rim", "reviewer")
    rim = visitor()
    assert rim.get("/review/").headers["location"] == "/review/sign-in?next=%2Freview%2F"
    answer = rim.sign_in("rim")
    assert (answer.status_code, answer.headers["location"]) == (302, "/review/")
    page = rim.get("/review/")
    assert page.status_code == 200
    assert "<bdi>rim</bdi>" in page.text


def test_a_name_is_the_same_in_capitals_and_with_spaces_around(staff_member, visitor):
    staff_member("rim", "reviewer")
    assert visitor().sign_in(" Rim ").status_code == 302


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("rim", "another password"),
        ("rim", ""),
        ("", PASSWORD),
        ("nobody", PASSWORD),
        ("rim\0", PASSWORD),
        ("rim", "\0"),
        ("r" * 151, PASSWORD),
        ("rim", "p" * 1025),
    ],
)
def test_a_wrong_name_or_password_opens_nothing_and_says_the_same(staff_member, visitor, name, password):
    staff_member("rim", "reviewer")
    stranger = visitor()
    answer = stranger.sign_in(name, password)
    assert answer.status_code == 401
    assert "الاسم أو كلمة المرور غير صحيح" in answer.text
    assert stranger.get("/review/").status_code == 302


def test_somebody_without_a_role_is_not_let_in(visitor):
    from django.contrib.auth.models import User

    User.objects.create_user("guest", password=PASSWORD)
    guest = visitor()
    answer = guest.sign_in("guest")
    assert answer.status_code == 403
    assert "لا صلاحية لهذا الحساب هنا" in answer.text
    assert guest.get("/review/").status_code == 302


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/review/audit?who=rim&action=a", "/review/audit?who=rim&action=a"),
        ("http://localhost/review/audit", "/review/audit"),
        ("https://evil.example/", "/review/"),
        ("https://evil.example/review/audit", "/review/audit"),
        ("//evil.example/review/", "/review/"),
        ("/review//evil.example", "/review//evil.example"),
        ("javascript:alert(1)", "/review/"),
        ("/api/chat/session", "/review/"),
        ("http://[", "/review/"),
        ("/review/\r\nSet-Cookie: a=b", "/review/Set-Cookie:%20a=b"),
    ],
)
def test_one_lands_where_one_wanted_to_go_but_never_outside(staff_member, visitor, wanted, lands):
    staff_member("rim", "lead")
    answer = visitor().sign_in("rim", next=wanted)
    assert answer.headers["location"] == lands
    assert "a=b" not in answer.headers.get("set-cookie", "")


def test_signing_out_ends_the_session_for_good(signed_in):
    rim = signed_in("reviewer")
    kept = Visitor()
    kept.cookies = dict(rim.cookies)
    assert kept.get("/review/").status_code == 200
    assert rim.sign_out().headers["location"] == "/review/sign-in"
    assert rim.get("/review/").status_code == 302
    assert kept.get("/review/").status_code == 302


def test_signing_in_takes_a_new_session_and_a_new_form_token(staff_member, visitor):
    staff_member("rim", "reviewer")
    rim = visitor()
    rim.get("/review/sign-in")
    before = rim.cookies["daleel_staff_form"]
    rim.sign_in("rim")
    first = rim.cookies["daleel_staff"]
    assert rim.cookies["daleel_staff_form"] != before
    rim.sign_out()
    rim.sign_in("rim")
    assert rim.cookies["daleel_staff"] != first


def test_cookies_keep_to_the_console_and_from_scripts(staff_member, visitor):
    staff_member("rim", "reviewer")
    cookies = visitor().sign_in("rim").headers.get_list("set-cookie")
    session = next(each for each in cookies if each.startswith("daleel_staff="))
    form = next(each for each in cookies if each.startswith("daleel_staff_form="))
    assert {"HttpOnly", "Path=/review/", "SameSite=Lax"} <= set(session.split("; "))
    assert {"HttpOnly", "Path=/review/", "SameSite=Strict"} <= set(form.split("; "))
    assert "Secure" not in session


def test_over_tls_cookies_travel_by_tls_alone(staff_member):
    staff_member("rim", "reviewer")
    rim = Visitor(scheme="https")
    answer = rim.send(
        "POST",
        "/review/sign-in",
        data={"username": "rim", "password": PASSWORD, **rim.token()},
        headers={"Origin": "https://localhost"},
    )
    assert answer.status_code == 302
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert all("Secure" in each for each in cookies)


def test_pages_are_kept_by_nobody_and_framed_by_nobody(signed_in):
    headers = signed_in("reviewer").get("/review/").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    policy = set(headers["content-security-policy"].split("; "))
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'"} <= set(
        policy
    )
    assert "unsafe" not in headers["content-security-policy"]


def test_who_came_and_went_is_in_the_audit_log(signed_in):
    from web.review.models import AuditEntry

    last = AuditEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    signed_in("reviewer", name="rim").sign_out()
    said = AuditEntry.objects.filter(id__gt=last).order_by("id")
    assert list(said.values_list("who", "action", "object")) == [
        ("", "staff.added", "staff:rim"),
        ("rim", "staff.signed_in", "staff:rim"),
        ("rim", "staff.signed_out", "staff:rim"),
    ]
    assert all(len(each) == 32 for each in said.exclude(who="").values_list("request_id", flat=True))

"""An administrator looks after the staff."""

from __future__ import annotations

import re

import pytest

from tests.review.visitor import PASSWORD, Visitor

SHOWN = re.compile(r'<code class="handed-over-password"[^>]*>([^<]+)</code>')


@pytest.fixture
def amal(signed_in):
    return signed_in("administrator", name="amal")


def test_who_is_added_comes_in_with_the_shown_password_and_must_choose_another(amal):
    page = amal.post("/review/staff/add", {"name": "Rim", "role": "lead"})
    assert page.status_code == 200
    password = SHOWN.search(page.text)[1]
    assert re.fullmatch(r"(?:[a-z2-9]{4}-){4}[a-z2-9]{4}", password)
    assert password not in amal.get("/review/staff").text
    rim = Visitor()
    assert rim.sign_in("rim", password).status_code == 302
    assert rim.get("/review/audit").headers["location"] == "/review/account"
    assert "كلمة مرور مؤقتة" in rim.get("/review/account").text
    form = {"old": password, "new": PASSWORD, "again": PASSWORD}
    assert rim.post("/review/account/password", form).status_code == 302
    assert rim.get("/review/audit").status_code == 200


def test_two_passwords_are_never_the_same():
    from web.review.staff import new_password

    assert len({new_password() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("name", "role", "says"),
    [
        ("amal", "lead", "هذا الاسم لعضو آخر"),
        ("x", "lead", "الاسم من حرفين"),
        ("a b", "lead", "الاسم من حرفين"),
        ("<b>rim</b>", "lead", "الاسم من حرفين"),
        ("nobody", "lead", "الاسم من حرفين"),
        ("rim\n", "", "اختر دورا"),
        ("rim", "superuser", "اختر دورا"),
    ],
)
def test_who_cannot_be_added_is_not_and_it_says_why(amal, name, role, says):
    from django.contrib.auth.models import User

    page = amal.post("/review/staff/add", {"name": name, "role": role})
    assert page.status_code == 422
    assert says in page.text
    assert "<b>rim" not in page.text
    assert list(User.objects.values_list("username", flat=True)) == ["amal"]


def test_a_role_is_changed_and_the_page_shows_it(amal, staff_member):
    staff_member("rim", "reviewer")
    assert amal.post("/review/staff/rim/role", {"role": "lead"}).headers["location"] == "/review/staff"
    assert '<option value="lead" selected>' in amal.get("/review/staff").text
    assert amal.post("/review/staff/rim/role", {"role": "king"}).status_code == 422


def test_who_is_disabled_is_out_at_once_and_comes_in_again_when_enabled(amal, signed_in):
    rim = signed_in("reviewer", name="rim")
    amal.post("/review/staff/rim/disable")
    assert rim.get("/review/").status_code == 302
    assert rim.sign_in("rim").status_code == 401
    amal.post("/review/staff/rim/enable")
    assert rim.get("/review/").status_code == 302
    assert rim.sign_in("rim").status_code == 302


def test_a_forgotten_password_is_replaced(amal, signed_in):
    rim = signed_in("reviewer", name="rim")
    password = SHOWN.search(amal.post("/review/staff/rim/password").text)[1]
    assert rim.get("/review/").status_code == 302
    assert rim.sign_in("rim", PASSWORD).status_code == 401
    assert rim.sign_in("rim", password).status_code == 302


@pytest.mark.parametrize("action", ["disable", "role"])
def test_nobody_takes_their_own_access(amal, action):
    page = amal.post(f"/review/staff/amal/{action}", {"role": "reviewer"})
    assert page.status_code == 422
    assert "لا يغيّر أحد دوره" in page.text
    assert amal.get("/review/staff").status_code == 200


def test_one_administrator_always_stays(amal, signed_in):
    from web.review import staff
    from web.review.staff import StaffError

    second = signed_in("administrator", name="second")
    assert second.post("/review/staff/amal/disable").status_code == 302
    from django.contrib.auth.models import User

    amal_herself = User.objects.get(username="amal")
    with pytest.raises(StaffError, match="last_administrator"):
        staff.set_active("second", False, amal_herself)
    with pytest.raises(StaffError, match="last_administrator"):
        staff.set_role("second", "lead", amal_herself)


def test_an_action_or_member_that_there_is_not_is_nowhere(amal):
    assert amal.post("/review/staff/amal/promote").status_code == 404
    assert amal.post("/review/staff/nobody-here/unlock").status_code == 404

"""Forms from elsewhere change nothing."""

from __future__ import annotations

import pytest

from tests.review.routes import every_route
from tests.review.visitor import PASSWORD


def test_every_route_refuses_a_form_without_the_token(signed_in):
    amal = signed_in("administrator")
    for route in every_route():
        answer = amal.send("POST", route.path, data={"name": "x"})
        assert answer.status_code in (403, 405), (route.path, answer.status_code)
        if answer.status_code == 403:
            assert "لم يُقبل النموذج" in answer.text, route.path
    assert amal.get("/review/staff").status_code == 200


def test_another_sessions_token_is_refused(signed_in, visitor):
    amal = signed_in("administrator")
    foreign = visitor().token()
    answer = amal.send("POST", "/review/staff/add", data={"name": "spy", "role": "lead", **foreign})
    assert answer.status_code == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "http://evil.localhost", "null"])
def test_a_form_of_another_site_is_refused_even_with_the_token(signed_in, origin):
    amal = signed_in("administrator")
    form = {"name": "spy", "role": "lead", **amal.token()}
    answer = amal.send("POST", "/review/staff/add", data=form, headers={"Origin": origin})
    assert answer.status_code == 403
    assert "spy" not in amal.get("/review/staff").text


def test_the_token_may_come_as_htmx_sends_it(signed_in):
    from tests.review.said import SENDER, say

    say("ما دور المؤسسات؟")
    rim = signed_in("reviewer")
    token = rim.token()["csrfmiddlewaretoken"]
    answer = rim.send(
        "POST",
        "/review/work/reviewed",
        data={"sender": SENDER},
        headers={"X-CSRFToken": token, "HX-Request": "true"},
    )
    assert answer.status_code == 200


def test_signing_in_takes_a_token_too(staff_member, visitor):
    staff_member("rim", "reviewer")
    stranger = visitor()
    answer = stranger.send("POST", "/review/sign-in", data={"username": "rim", "password": PASSWORD})
    assert answer.status_code == 403
    assert stranger.get("/review/").status_code == 302

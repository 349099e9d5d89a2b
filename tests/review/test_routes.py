"""Who may call what: every route, without sign-in and with every role."""

from __future__ import annotations

import asyncio

import pytest

from tests.review.routes import every_route
from web.review.roles import ROLES, is_at_least

OPEN = {"/review", "/review/sign-in", "/review/sign-out", "/review/language"}


def test_the_walk_finds_what_there_is():
    paths = {route.path for route in every_route()}
    assert OPEN | {"/review/", "/review/audit", "/review/staff", "/review/conversations/x"} <= paths
    assert any(path.startswith("/review/teach/") for path in paths)
    assert len(paths) > 30


def test_every_view_says_who_may_call_it():
    assert [route.path for route in every_route() if route.needs is None] == []
    assert {route.path for route in every_route() if route.needs == ""} == OPEN


def test_a_stranger_is_sent_to_sign_in_from_everywhere(visitor):
    stranger = visitor()
    token = stranger.token()
    for route in every_route():
        if route.path in OPEN:
            continue
        for method in ("GET", "POST"):
            answer = stranger.send(method, route.path, data=token if method == "POST" else None)
            if answer.status_code == 405:
                continue
            assert answer.status_code == 302, (method, route.path)
            assert answer.headers["location"].startswith("/review/sign-in"), (method, route.path)


def test_every_route_asks_for_sign_in_by_one_method_at_least(visitor):
    stranger = visitor()
    token = stranger.token()
    for route in every_route():
        if route.path not in OPEN:
            posted = stranger.send("POST", route.path, data=token)
            assert 302 in {stranger.get(route.path).status_code, posted.status_code}, route.path


def test_htmx_is_told_to_go_to_the_sign_in(visitor):
    answer = visitor().get(
        "/review/", **{"HX-Request": "true", "HX-Current-URL": "http://localhost/review/audit?who=rim"}
    )
    assert answer.status_code == 401
    assert answer.headers["hx-redirect"].startswith("/review/sign-in?next=")
    assert answer.text == ""


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_refused_what_is_not_its_own_and_nothing_else(signed_in, role):
    member = signed_in(role)
    token = member.token()
    for route in every_route():
        if route.path in OPEN:
            continue
        may = is_at_least(role, route.needs)
        for method in ("GET", "POST"):
            answer = member.send(method, route.path, data=token if method == "POST" else None)
            assert answer.status_code < 500, (method, route.path, answer.status_code)
            if may:
                was_refused = answer.status_code == 403 and "هذه الصفحة لدور آخر" in answer.text
                assert not was_refused, (method, route.path)
            elif answer.status_code != 405:
                assert answer.status_code == 403, (method, route.path, answer.status_code)
                assert "هذه الصفحة لدور آخر" in answer.text


def test_a_role_that_is_taken_away_is_gone_at_the_next_click(signed_in):
    from web.review import staff

    rim = signed_in("lead", name="rim")
    assert rim.get("/review/audit").status_code == 200
    staff.set_role("rim", "reviewer", None)
    assert rim.get("/review/audit").status_code == 403
    staff.set_active("rim", False, None)
    assert rim.get("/review/").status_code == 302


def test_a_view_that_does_not_say_who_may_call_it_answers_nobody(signed_in):
    from django.core.exceptions import ImproperlyConfigured
    from django.http import HttpRequest, HttpResponse

    from web.review.middleware import GuardMiddleware

    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse("secret")

    request = HttpRequest()
    request.path = "/review/forgotten"
    with pytest.raises(ImproperlyConfigured, match="forgotten says not who may call it"):
        asyncio.run(GuardMiddleware(forgotten).process_view(request, forgotten, (), {}))


def test_a_method_is_no_way_around(signed_in, visitor):
    for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH"):
        answer = visitor().send(method, "/review/staff")
        assert answer.status_code in (302, 403, 405), method
        assert "rim" not in answer.text

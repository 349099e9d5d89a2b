"""Where the console ends: what is under /review/ has sessions and forms, all else has neither."""

from __future__ import annotations

import pytest

from tests.review.visitor import Visitor
from tests.web.in_process import request


@pytest.mark.parametrize(
    ("path", "is_its"),
    [
        ("/review", True),
        ("/review/", True),
        ("/review/audit", True),
        ("/reviews", False),
        ("/review.css", False),
        ("//review/", False),
        ("/api/review/", False),
        ("/", False),
    ],
)
def test_it_answers_what_is_under_review_and_nothing_else(path, is_its):
    from web.review import is_of_the_console

    assert is_of_the_console(path) is is_its


def test_what_is_not_of_the_console_knows_nothing_of_it(database):
    for path in ("/%2Freview/", "/reviews", "/Review/"):
        answer = request(path)
        assert answer.status_code == 404
        assert "set-cookie" not in answer.headers


def test_the_visitors_pages_have_neither_cookies_nor_sessions(database):
    for path in ("/", "/healthz", "/api/chat/nothing"):
        answer = request(path)
        assert "set-cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("vary", "")
    assert "form-action 'none'" in request("/").headers["content-security-policy"]


def test_a_long_response_is_made_piece_by_piece(signed_in, monkeypatch):
    from web.review.views import export

    events = []

    def lines(names, rows):
        for number in range(3):
            events.append(("made", number))
            yield f"{number}\n"

    async def noted(pieces, sent=export.sent):
        async for piece in sent(pieces):
            events.append(("sent", piece))
            yield piece

    monkeypatch.setitem(export.FORMS, "csv", ("text/csv", lines))
    monkeypatch.setattr(export, "CHUNK_CHARACTERS", 2)
    monkeypatch.setattr(export, "sent", noted)
    answer = signed_in("lead").get("/review/export.csv?what=conversations")
    assert answer.text == "0\n1\n2\n"
    assert events[:4] == [("made", 0), ("sent", "0\n"), ("made", 1), ("sent", "1\n")]


def test_another_host_is_refused_with_the_usual_headers(database):
    answer = request("/review/sign-in", host="evil.example")
    assert answer.status_code == 400
    assert answer.headers["x-frame-options"] == "DENY"
    assert "set-cookie" not in answer.headers


def test_what_goes_wrong_is_a_page_without_its_reasons(signed_in, monkeypatch):
    from web.review.views import audit

    rim = signed_in("lead")
    monkeypatch.setattr(audit, "filtered", lambda asked: 1 / 0)
    answer = rim.get("/review/audit")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert len(answer.headers["x-request-id"]) == 32


def test_a_body_that_is_too_long_is_refused(staff_member):
    staff_member("rim", "reviewer")
    stranger = Visitor()
    answer = stranger.sign_in("rim", "x" * 300_000)
    assert answer.status_code in (400, 413)


def test_a_file_is_taken_by_no_form(signed_in):
    rim = signed_in("lead")
    answer = rim.send(
        "POST", "/review/language", data=rim.token(), files={"language": ("a.txt", b"en", "text/plain")}
    )
    assert answer.status_code in (302, 400, 403)
    assert '<html lang="ar"' in rim.get("/review/account").text

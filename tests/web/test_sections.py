"""The section that a citation stands in: whole, with all that the answer quotes marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.web.conftest import SECRET
from tests.web.described import conforms
from tests.web.stub_actions import OPENING, StubActions
from tests.web.stub_answers import HEADINGS, PARAGRAPH, QUOTE
from tests.web.web_process import WebProcess, bearer

FIRST = "sme-roles/economic/p-1"


@pytest.fixture
def actions() -> Iterator[StubActions]:
    with StubActions(SECRET) as stub:
        yield stub


@pytest.fixture
def server(start_web: Callable[..., WebProcess], actions: StubActions) -> WebProcess:
    return start_web(DALEEL_ACTIONS_PORT=actions.port)


def section(server: WebProcess, token: str, answer: str, passage: str = FIRST) -> Any:
    query = {"answer": answer, "passage": passage}
    response = server.http.get("/api/chat/section", params=query, headers=bearer(token))
    conforms(response)
    return response


def answer_id(server: WebProcess, token: str, text: str) -> str:
    found: str = server.ask(token, text).json()["replies"][0]["answer_id"]
    return found


def marked(segments: list[dict[str, Any]]) -> list[str]:
    return [each["text"] for each in segments if each["is_marked"]]


def whole(segments: list[dict[str, Any]]) -> str:
    return "".join(each["text"] for each in segments)


def test_a_point_is_marked_among_what_stands_around_it(server: WebProcess, actions: StubActions) -> None:
    token = server.open_session()
    found = section(server, token, answer_id(server, token, "سؤال")).json()
    assert actions.asked == [FIRST]
    opening, point, *others = found["paragraphs"]
    assert (whole(opening["segments"]), marked(opening["segments"])) == (OPENING, [])
    assert (whole(point["segments"]), marked(point["segments"])) == (PARAGRAPH, [QUOTE])
    assert [whole(each["heading"]) for each in found["paragraphs"]] == ["", *HEADINGS]
    assert [marked(each["segments"]) for each in others] == [[], []]
    assert (found["is_cut_before"], found["is_cut_after"]) == (False, True)


def test_all_that_a_list_shows_is_marked(server: WebProcess) -> None:
    token = server.open_session()
    found = section(server, token, answer_id(server, token, "عدد الأدوار")).json()
    assert [marked(each["heading"]) for each in found["paragraphs"]] == [[], *([h] for h in HEADINGS)]


def test_words_that_the_source_has_no_more_are_not_marked(server: WebProcess, actions: StubActions) -> None:
    token = server.open_session()
    actions.section["passages"][1]["text"] = "كلمات أخرى"
    found = section(server, token, answer_id(server, token, "سؤال")).json()
    assert found["paragraphs"][1]["segments"] == [{"text": "كلمات أخرى", "is_marked": False}]


def test_nobody_reads_what_was_not_quoted_to_them(server: WebProcess, actions: StubActions) -> None:
    token = server.open_session()
    answer = answer_id(server, token, "سؤال")
    other = section(server, server.open_session(), answer)
    assert (other.status_code, other.json()["error"]["code"]) == (404, "answer_unknown")
    uncited = section(server, token, answer, "sme-roles/economic/p-2")
    assert (uncited.status_code, uncited.json()["error"]["code"]) == (404, "not_found")
    assert actions.asked == []


def test_a_passage_that_was_deleted_is_not_shown(server: WebProcess, actions: StubActions) -> None:
    token = server.open_session()
    answer = answer_id(server, token, "سؤال")
    actions.section["passages"] = []
    assert section(server, token, answer).json()["error"]["code"] == "not_found"


def test_without_the_action_server_it_is_said(start_web: Callable[..., WebProcess]) -> None:
    server = start_web(DALEEL_ACTIONS_PORT="1")
    token = server.open_session()
    response = section(server, token, answer_id(server, token, "سؤال"))
    assert (response.status_code, response.json()["error"]["code"]) == (503, "assistant_unavailable")

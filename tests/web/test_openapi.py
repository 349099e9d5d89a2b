"""The description of the API, held against its views."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.described import DESCRIPTION, PREFIX, conforms, is_as_described, resolved
from tests.web.stub_answers import button
from tests.web.web_process import WebProcess, bearer

METHODS = ("get", "put", "post", "delete", "patch")


def test_every_address_is_described_with_its_methods_and_no_other() -> None:
    from web.chat.urls import urlpatterns

    described = {
        path: {method for method in METHODS if method in item} for path, item in DESCRIPTION["paths"].items()
    }
    served = {}
    for pattern in urlpatterns:
        names = pattern.callback.__closure__
        assert names is not None
        methods = next(cell.cell_contents for cell in names if isinstance(cell.cell_contents, dict))
        path = str(pattern.pattern).replace("<str:", "{").replace(">", "}")
        served[f"{PREFIX}{path}"] = {name.lower() for name in methods}
    assert served == described


def test_every_error_is_described_and_no_other() -> None:
    from web.api import MESSAGES

    assert set(DESCRIPTION["components"]["schemas"]["ErrorCode"]["enum"]) == set(MESSAGES)
    for response in DESCRIPTION["components"]["responses"].values():
        error = response["content"]["application/json"]["example"]["error"]
        assert error["message"] == MESSAGES[error["code"]]


def test_every_operation_says_that_it_may_refuse_and_fail() -> None:
    for item in DESCRIPTION["paths"].values():
        for operation in item.values():
            assert {"400", "403", "500"} <= set(operation["responses"])
            assert ("401" in operation["responses"]) == ({"session": []} in operation["security"][:1])


def test_every_response_has_the_requests_id() -> None:
    for item in DESCRIPTION["paths"].values():
        for operation in item.values():
            for response in operation["responses"].values():
                assert "X-Request-ID" in resolved(response)["headers"]


def test_what_is_sent_out_is_described_to_the_last_field() -> None:
    for name, schema in DESCRIPTION["components"]["schemas"].items():
        if schema.get("type") == "object" and name != "MessageForm":
            assert schema["additionalProperties"] is False, name
            if not name.endswith("Form"):
                assert sorted(schema["required"]) == sorted(schema["properties"]), name


def examples(part: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    """Every schema of the description with each of its examples."""
    if isinstance(part, dict):
        schema = part.get("schema", part)
        if isinstance(schema, dict):
            given = (
                [each["value"] for each in part["examples"].values()]
                if _is_named(part)
                else part.get("examples", [])
            )
            yield from ((schema, each) for each in given)
            if "schema" in part and "example" in part:
                yield schema, part["example"]
        for inner in part.values():
            yield from examples(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from examples(inner)


def _is_named(part: dict[str, Any]) -> bool:
    return isinstance(part.get("examples"), dict)


def test_examples_are_as_described() -> None:
    found = list(examples(DESCRIPTION))
    assert len(found) >= 15
    for schema, example in found:
        is_as_described(schema, example)


@pytest.fixture
def token(web_server: WebProcess) -> str:
    return web_server.open_session()


def test_a_conversation_is_as_described_from_its_beginning_to_its_end(
    web_server: WebProcess, token: str
) -> None:
    http, headers = web_server.http, bearer(token)
    conforms(http.post("/api/chat/session", json={"language": "fr"}))
    conforms(http.post("/api/chat/session", json={}, headers=headers))
    replies = []
    for said in ({"text": "مرحبا"}, {"text": "عدد"}, {"text": "طقس"}, button("", "sme-roles/economic/p-2")):
        said.pop("title", None)
        response = web_server.ask(token, **said)
        assert response.status_code == 200
        conforms(response)
        replies += response.json()["replies"]
    judged = next(reply["answer_id"] for reply in replies if reply["answer_id"])
    for verdict in ("up", "down", "none", "down"):
        form = {"answer_id": judged, "verdict": verdict, "reason": "other", "comment": "لا بأس"}
        conforms(http.post("/api/chat/feedback", json=form, headers=headers))
    for query in ("", "?limit=2", "?limit=2&before=2"):
        conforms(http.get(f"/api/chat/history{query}", headers=headers))
    for query in ("", "?format=text", "?format=json"):
        response = http.get(f"/api/chat/transcript{query}", headers=headers)
        assert response.status_code == 200
        conforms(response)
    conforms(http.get("/api/chat/openapi.yaml"))
    conforms(http.delete("/api/chat/session", headers=headers))
    conforms(http.delete("/api/chat/session", headers=headers))


def test_the_history_is_what_the_answers_were(web_server: WebProcess, token: str) -> None:
    asked = [web_server.ask(token, text).json() for text in ("مرحبا", "عدد")]
    payload = asked[1]["replies"][0]["buttons"][1]["payload"]
    asked.append(web_server.ask(token, payload=payload).json())
    history = web_server.http.get("/api/chat/history", headers=bearer(token)).json()
    assert (history["before"], history["pending"]) == (None, [])
    for fresh, kept in zip(asked, history["turns"], strict=True):
        for turn in (fresh, kept):
            turn["asked"].pop("at")
            for reply in turn["replies"]:
                reply.pop("at")
        assert kept == fresh
    assert asked[2]["asked"]["title"] == asked[1]["replies"][0]["buttons"][1]["title"]


def test_the_transcript_is_a_file_with_a_name_in_arabic(web_server: WebProcess, token: str) -> None:
    web_server.ask(token, "مرحبا")
    response = web_server.http.get("/api/chat/transcript", headers=bearer(token))
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "filename*=UTF-8''%D9%85%D8%AD%D8%A7%D8%AF%D8%AB%D8%A9" in response.headers["Content-Disposition"]
    assert response.headers["Cache-Control"] == "no-store"
    body = web_server.http.get("/api/chat/transcript?format=json", headers=bearer(token))
    assert json.loads(body.content)["turns"][0]["asked"]["text"] == "مرحبا"


def test_what_the_assistant_is_about_is_told_in_the_language_asked_for(web_server: WebProcess) -> None:
    for language, name in (("ar", "دليل"), ("en", "Daleel")):
        response = web_server.http.get("/api/chat/about", params={"language": language})
        conforms(response)
        assert response.json()["assistant"] == name
        assert response.json()["questions"]
    refused = web_server.http.get("/api/chat/about", params={"language": "de"})
    conforms(refused)
    assert refused.status_code == 400

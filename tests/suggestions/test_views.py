"""GET /api/chat/suggestions, as a browser asks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from django.test import override_settings

from tests.teaching.stub_actions import StubActions
from tests.web.described import conforms
from tests.web.in_process import daleel, request
from web.environment import Rate
from web.suggestions import catalogue as catalogue_of
from web.suggestions import views

PATH = "/api/chat/suggestions"
PARTNER = "https://partner.example"


@pytest.fixture(autouse=True)
def fresh(taught: None, actions: StubActions) -> Iterator[None]:
    catalogue_of.catalogue.cache_clear()
    views.rates.cache_clear()
    with daleel(actions_url=actions.url, origins=(PARTNER,)), override_settings(ALLOWED_HOSTS=["localhost"]):
        yield
    catalogue_of.catalogue.cache_clear()
    views.rates.cache_clear()


def suggest(headers: dict[str, str] | None = None, **query: Any) -> httpx.Response:
    return request(f"{PATH}?{urlencode(query)}", headers=headers)


def test_what_is_found_is_as_described() -> None:
    response = suggest(q="الشغ", language="ar")
    conforms(response)
    found = response.json()["suggestions"]
    assert [each["text"] for each in found] == ["كيف تساهم في توفير مناصب الشغل؟", "الشغل"]
    assert [each["payload"] for each in found] == [
        None,
        '/show_passage{"passage_id": "sme-roles/economic/jobs"}',
    ]
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(
    "query", [{}, {"q": ""}, {"q": "\u202e\x07"}, {"q": "a@b.example"}, {"q": "س" * 200}]
)
def test_nothing_to_suggest_is_no_error(query: dict[str, str]) -> None:
    response = suggest(**query)
    conforms(response)
    assert response.json() == {"suggestions": []}


@pytest.mark.parametrize("query", [{"q": "س" * 201}, {"q": "س", "language": "de"}, {"q": "س", "more": "1"}])
def test_a_request_of_another_form_is_refused(query: dict[str, str]) -> None:
    response = suggest(**query)
    conforms(response)
    assert response.status_code == 400


def test_the_same_again_is_spared_and_what_is_withdrawn_is_not() -> None:
    first = suggest(q="الشغ")
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = suggest({"If-None-Match": first.headers["ETag"]}, q="الشغ")
    assert (again.status_code, again.content) == (304, b"")
    other = suggest({"If-None-Match": first.headers["ETag"]}, q="الحاج")
    assert (other.status_code, len(other.json()["suggestions"])) == (200, 1)


def test_each_address_has_a_rate_of_its_own() -> None:
    with daleel(rate_of_suggestions=Rate(2, 60)):
        views.rates.cache_clear()
        assert [suggest(q="شغ").status_code for _ in range(3)] == [200, 200, 429]
        refused = suggest(q="شغ")
        conforms(refused)
        assert refused.json()["error"]["code"] == "too_many_suggestions"
        assert 0 < int(refused.headers["Retry-After"]) <= 60
        assert request(f"{PATH}?q=a", caller="127.0.0.9").status_code == 200


def test_a_site_that_is_allowed_may_read_it_and_another_may_not() -> None:
    allowed = suggest({"Origin": PARTNER}, q="الشغ")
    assert allowed.headers["Access-Control-Allow-Origin"] == PARTNER
    assert allowed.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Origin" in allowed.headers["Vary"]
    spared = suggest({"Origin": PARTNER, "If-None-Match": allowed.headers["ETag"]}, q="الشغ")
    assert (spared.status_code, spared.headers["Access-Control-Allow-Origin"]) == (304, PARTNER)
    refused = suggest({"Origin": "https://evil.example"}, q="الشغ")
    conforms(refused)
    assert refused.status_code == 403


def test_what_is_typed_stands_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        suggest(q="كلمة سرية جدا")
        suggest(q="كلمة سرية جدا", language="xx")
    assert "سرية" not in caplog.text

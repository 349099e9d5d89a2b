"""What the review console gets from the running action server."""

from __future__ import annotations

import hashlib
import json
import threading
from typing import Any

import httpx
import pytest

from index.atomic_directory import atomic_directory
from index.store import Store
from tests.actions.console.served import SECRET, Served
from tests.index.curated.publishing import publish, write
from tests.index.toy import CALIBRATION, IDS

ROUTES = (
    ("GET", "/index/passages"),
    ("POST", "/index/passages/named"),
    ("POST", "/index/section"),
    ("POST", "/index/search"),
    ("GET", "/index/curated"),
    ("POST", "/index/try"),
)
WHEAT, TUNA = "toy/farming/wheat", "toy/fishing/tuna"
TEXT = "9781234567 zzz"


def code(response: httpx.Response) -> tuple[int, str]:
    error = response.json()["error"]
    assert error["message"]
    return response.status_code, error["code"]


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("secret", ["", "wrong", "a-secret-of-the-tests-123"])
def test_nobody_comes_in_without_the_secret(served: Served, method: str, path: str, secret: str) -> None:
    body = {"query": "القمح"} if method == "POST" else None
    assert code(served.ask(method, path, body, secret)) == (403, "forbidden")


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_each_route_takes_its_own_method_alone(served: Served, method: str, path: str) -> None:
    for other in {"GET", "POST", "PUT", "DELETE"} - {method}:
        assert code(served.ask(other, path)) == (405, "method")


def test_the_passages_are_listed_with_their_documents(served: Served) -> None:
    found = served.get("/index/passages")
    assert found["documents"] == [
        {
            "id": "toy",
            "title": "الزراعة والصيد",
            "language": "ar",
            "version": 1,
            "pages": 0,
            "passages": 7,
            "sections": [],
        }
    ]
    assert tuple(one["id"] for one in found["passages"]) == IDS
    assert found["passages"][2] == {
        "id": "toy/farming/olives",
        "document": "toy",
        "section": "الزراعة",
        "section_id": "toy/farming",
        "heading": "الزيتون",
        "text": "شجرة مباركة يعصر زيتها",
        "text_sha256": hashlib.sha256("شجرة مباركة يعصر زيتها".encode()).hexdigest(),
        "kind": "point",
        "page": 0,
        "places": [],
    }
    assert found["index_version"] == served.get("/index/curated")["index_version"]


def test_passages_are_given_by_their_ids_and_with_their_document(served: Served) -> None:
    found = served.post("/index/passages/named", {"ids": [WHEAT, "gone"]})
    assert [one["id"] for one in found["passages"]] == [WHEAT]
    assert [one["id"] for one in found["documents"]] == ["toy"]
    beside = served.post("/index/passages/named", {"ids": [WHEAT], "beside": True})
    assert beside == served.get("/index/passages")
    assert served.post("/index/passages/named", {"ids": ["gone"], "beside": True})["passages"] == []
    for ids in (7, [7], ["x"] * 1001):
        response = served.ask("POST", "/index/passages/named", {"ids": ids})
        assert code(response) == (422, "invalid")


def test_a_section_is_given_whole_from_any_of_its_passages(served: Served) -> None:
    found = served.post("/index/section", {"passage_id": WHEAT})
    assert [one["id"] for one in found["passages"]] == [id_ for id_ in IDS if "/farming" in id_]
    assert (found["is_cut_before"], found["is_cut_after"]) == (False, False)
    assert found["passages"][2] == {
        "id": "toy/farming/olives",
        "heading": "الزيتون",
        "text": "شجرة مباركة يعصر زيتها",
    }
    assert served.post("/index/section", {"passage_id": "toy/farming"}) == found


def test_a_passage_that_is_not_there_has_no_section(served: Served) -> None:
    assert served.post("/index/section", {"passage_id": "toy/farming/nothing"})["passages"] == []
    assert code(served.ask("POST", "/index/section", {})) == (422, "invalid")


def test_a_search_says_what_is_found_and_how_sure_it_is(served: Served) -> None:
    found = served.post("/index/search", {"query": "ما هو القمح؟", "k": 2})
    assert set(found) == {
        "index_version", "query", "confidence", "nearness", "threshold", "curated", "hits"
    }  # fmt: skip
    assert (found["hits"][0]["id"], [hit["rank"] for hit in found["hits"]]) == (WHEAT, [1, 2])
    assert set(found["hits"][0]["parts"]) == {"dense", "words", "tokens", "questions"}
    assert 0 <= found["threshold"] <= found["confidence"] <= 1
    assert len(served.post("/index/search", {"query": "القمح"})["hits"]) == 5


@pytest.mark.parametrize("query", ["🌵", "َُِ", "٣", "Wheat", "\u202eالقمح\u0000", "س" * 1000, "؟" * 999])
def test_any_text_can_be_searched(served: Served, query: str) -> None:
    assert served.post("/index/search", {"query": query})["hits"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"query": ""},
        {"query": " \n"},
        {"query": 7},
        {"query": None},
        {"query": ["a"]},
        {"query": "س" * 1001},
        {"query": "س" * 10_000},
        {"query": "\ud800"},
        {"query": "القمح", "k": 0},
        {"query": "القمح", "k": 51},
        {"query": "القمح", "k": "5"},
        {"query": "القمح", "k": True},
        [],
        "القمح",
        None,
    ],
)
def test_what_is_no_search_is_refused_by_name(served: Served, body: Any) -> None:
    response = httpx.post(
        f"{served.url}/index/search",
        content=json.dumps(body).encode(),
        headers={"X-Daleel-Secret": SECRET},
        trust_env=False,
    )
    assert code(response) == (422, "invalid")


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"", (400, "not_json")),
        (b"{", (400, "not_json")),
        (b"\xff", (400, "not_json")),
        (b"[" * 50_000, (400, "not_json")),
        (b'{"query": "' + b"a" * 2**23 + b'"}', (413, "too_large")),
    ],
    ids=["empty", "half", "bytes", "nested", "large"],
)
def test_what_is_no_json_or_too_much_is_refused(
    served: Served, content: bytes, refused: tuple[int, str]
) -> None:
    headers = {"X-Daleel-Secret": SECRET}
    response = httpx.post(
        f"{served.url}/index/search", content=content, headers=headers, timeout=60, trust_env=False
    )
    assert code(response) == refused


@pytest.mark.parametrize(
    "body",
    [
        {"curated": {}},
        {"curated": [1]},
        {"curated": [{"id": "1", "passage_id": WHEAT}]},
        {"curated": [{"id": "1", "passage_id": WHEAT, "text": "س" * 1001}]},
        {"curated": [{"id": "1", "passage_id": WHEAT, "text": "a"}] * 2},
        {"curated": [{}] * 1001},
        {"cases": [{"text": ""}]},
        {"cases": [{"text": "a", "passage_id": 7}]},
        {"cases": [{"text": "a"}] * 20_001},
    ],
)
def test_what_is_no_trial_is_refused_by_name(served: Served, body: Any) -> None:
    assert code(served.ask("POST", "/index/try", body)) == (422, "invalid")


def test_a_trial_says_what_would_be_spoiled(served: Served) -> None:
    body = {
        "curated": [{"id": "new", "passage_id": TUNA, "text": TEXT}],
        "cases": [{"text": TEXT, "passage_id": WHEAT}, {"text": "ما هو القمح؟", "passage_id": WHEAT}],
    }
    found = served.post("/index/try", body)
    assert found["spoiled"] == [{"text": TEXT, "expected": WHEAT, "before": None, "after": TUNA, "by": "new"}]
    assert (found["missed"], found["checked"]) == ([], len(CALIBRATION) + 2)
    assert served.post("/index/try", {}) == {
        "index_version": found["index_version"],
        "spoiled": [],
        "missed": [],
        "checked": len(CALIBRATION),
    }


def test_what_is_published_is_answered_by_within_seconds_and_through_a_rebuild(served: Served) -> None:
    before = served.get("/index/curated")
    assert (before["fingerprint"], before["count"], before["skipped"], before["problem"]) == ("", 0, [], "")
    stop, failures = threading.Event(), []

    def visit() -> None:
        while not stop.is_set():
            try:
                found = served.post("/index/search", {"query": "ما هو النخيل؟", "k": 1})
            except Exception as error:
                failures.append(error)
                return
            if found["hits"][0]["id"] != "toy/farming/palms":
                failures.append(found)

    visitor = threading.Thread(target=visit)
    visitor.start()
    publish(served.published, {"1": (WHEAT, TEXT), "2": ("toy/left", "abcdefgh")})
    fingerprint = hashlib.sha256(served.published.read_bytes()).hexdigest()
    found = served.wait_for(lambda curated: curated["fingerprint"] == fingerprint)
    assert found["count"] == 1
    assert [(one["id"], one["passage_id"]) for one in found["skipped"]] == [("2", "toy/left")]
    assert found["index_version"] == f"{before['index_version']}+{fingerprint[:6]}"
    store = Store.open(served.index)
    with atomic_directory(served.index) as folder:
        store.write(folder)
    answer = served.post("/index/search", {"query": TEXT})
    assert (answer["curated"], answer["hits"][0]["id"]) == ("1", WHEAT)
    assert answer["confidence"] >= answer["threshold"]
    write(served.published, '{"id": "1", "passage_id"')
    found = served.wait_for(lambda curated: curated["problem"] != "")
    assert (found["fingerprint"], found["count"]) == (fingerprint, 1)
    publish(served.published, {})
    found = served.wait_for(lambda curated: curated["count"] == 0)
    assert (found["problem"], found["index_version"]) == ("", before["index_version"])
    assert served.post("/index/search", {"query": TEXT})["curated"] == ""
    stop.set()
    visitor.join()
    assert failures == []

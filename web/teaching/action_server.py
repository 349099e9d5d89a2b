"""The running index, asked over the action server's HTTP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from django.conf import settings

from contract.headers import INDEX_HEALTH_PATH, SECRET
from web import internal_http
from web.teaching.errors import UnreachableError

PATIENCE_SECONDS = 10.0
MOST_NAMED = 1_000  # in one request: what the action server takes (actions.console)
TRY_SECONDS = 120.0  # every calibration question and every case is searched twice


@dataclass(frozen=True, slots=True)
class Passage:
    """`document` is the title of the document that it stands in."""

    id: str
    document: str
    section: str
    heading: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found; score is unbounded, higher is better."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class Searched:
    """`confidence` that the first hit answers, and the `threshold` from which it is given (0 to 1)."""

    hits: tuple[Hit, ...]
    confidence: float
    threshold: float


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What the index answers from now: the published file's SHA-256, and why it leaves out what (by id)."""

    fingerprint: str
    skipped: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A question whose answer a curated question would take away; passages, None for no answer."""

    text: str
    expected: str | None
    before: str | None
    after: str | None
    by: str


def index_version() -> str:
    """The version of the index that is answered from."""
    return str(_get(INDEX_HEALTH_PATH)["index"])


def passages(ids: Iterable[str]) -> dict[str, Passage]:
    """Those of these passages that the running index has, by their ids."""
    wanted, found = sorted(set(ids)), dict[str, Passage]()
    for start in range(0, len(wanted), MOST_NAMED):
        body = _post("/index/passages/named", {"ids": wanted[start : start + MOST_NAMED]})
        titles = {document["id"]: document["title"] for document in body["documents"]}
        found |= {each["id"]: _passage(each, titles) for each in body["passages"]}
    return found


def search(query: str, k: int = 8) -> Searched:
    """Search the index as the assistant would."""
    found = _post("/index/search", {"query": query, "k": k})
    known = passages({hit["id"] for hit in found["hits"]})
    hits = (Hit(known[hit["id"]], float(hit["score"])) for hit in found["hits"] if hit["id"] in known)
    return Searched(tuple(hits), float(found["confidence"]), float(found["threshold"]))


def taken_up() -> TakenUp:
    """What of the published file the index has taken up."""
    body = _get("/index/curated")
    skipped = {each["id"]: str(each["why"]) for each in body["skipped"]}
    return TakenUp(str(body["fingerprint"] or ""), skipped)


def spoilt_by(curated: Sequence[Mapping[str, str]], cases: Sequence[Mapping[str, Any]]) -> list[Spoilt]:
    """What these curated questions, beside the live ones, would spoil of the calibration and these cases."""
    body = _post("/index/try", {"curated": list(curated), "cases": list(cases)}, TRY_SECONDS)
    return [
        Spoilt(each["text"], each["expected"], each["before"], each["after"], each["by"])
        for each in body["spoiled"]
    ]


def _passage(fields: Mapping[str, Any], titles: Mapping[str, str]) -> Passage:
    title = titles.get(fields["document"], fields["document"])
    return Passage(
        fields["id"], title, fields["section"] or "", fields["heading"] or "", fields["text"], fields["kind"]
    )


def _get(path: str) -> dict[str, Any]:
    return _ask("GET", path, None, PATIENCE_SECONDS)


def _post(path: str, body: object, seconds: float = PATIENCE_SECONDS) -> dict[str, Any]:
    return _ask("POST", path, body, seconds)


def _ask(method: str, path: str, body: object, seconds: float) -> dict[str, Any]:
    try:
        answer = internal_http.request(
            method,
            settings.DALEEL.actions_url + path,
            json=body,
            headers={SECRET: settings.DALEEL.channel_secret},
            timeout=seconds,
        )
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise UnreachableError(f"{path}: {type(error).__name__}: {error}") from error
    return found

"""The running index's passages, as far as they are wanted, asked of the action server: what ids stand for."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import httpx
from django.conf import settings

from contract.fields import Fields
from contract.headers import SECRET
from web import internal_http

logger = logging.getLogger(__name__)

MOST_NAMED = 1_000  # of the action server's (actions.console)
PATIENCE = httpx.Timeout(2.0, connect=0.5)  # a page waits for it


@dataclass(frozen=True, slots=True)
class Passage:
    """`document` is the title; passages of a document stand in its order."""

    id: str
    document: str
    section: str
    heading: str
    text: str


def named(ids: Iterable[str]) -> dict[str, Passage]:
    """Return those of these passages that the index has, by id; none where the server does not answer."""
    wanted = sorted(set(ids))[:MOST_NAMED]
    return (_fetched({"ids": wanted}) or {}) if wanted else {}


def document_of(passage_id: str) -> list[Passage] | None:
    """Return the passages of the document that a passage stands in, in its order; none where the index lacks
    it, None where the action server does not answer."""
    found = _fetched({"ids": [passage_id], "beside": True})
    return None if found is None else list(found.values())


def _fetched(wish: Mapping[str, object]) -> dict[str, Passage] | None:
    url = f"{settings.DALEEL.actions_url}/index/passages/named"
    headers = {SECRET: settings.DALEEL.channel_secret}
    try:
        response = internal_http.request("POST", url, json=wish, headers=headers, timeout=PATIENCE)
        response.raise_for_status()
        return dict(_read(response.json()))
    except (httpx.HTTPError, ValueError) as error:
        logger.warning("the index's passages could not be fetched: %s", error)
        return None


def _read(body: object) -> Mapping[str, Passage]:
    if not isinstance(body, dict) or not isinstance(body.get("passages"), list):
        raise ValueError("no list of passages")
    fields = Fields(body, "passages")
    titles = {each.text("id"): each.text("title") for each in fields.objects("documents", optional=True)}
    return {
        each.text("id"): Passage(
            id=each.text("id"),
            document=titles.get(each.text("document"), each.text("document")),
            section=each.text("section", ""),
            heading=each.text("heading", ""),
            text=each.text("text"),
        )
        for each in fields.objects("passages", optional=True)
    }

"""The running index's passages, asked of the action server and kept a while: what a hit's id stands for."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from django.conf import settings

from contract.fields import Fields
from contract.headers import SECRET
from web import internal_http

logger = logging.getLogger(__name__)

KEPT_SECONDS = 60.0
PATIENCE = httpx.Timeout(2.0, connect=0.5)  # a page waits for it


@dataclass(frozen=True, slots=True)
class Passage:
    """`document` is the title; passages of a document stand in its order."""

    id: str
    document: str
    section: str
    heading: str
    text: str


class Passages:
    """What the index holds; an answer is kept for KEPT_SECONDS, and so is that there was none."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[float, str, dict[str, Passage]] = (0.0, "", {})

    def all(self) -> dict[str, Passage]:
        """Return every passage by its id; none where the action server does not answer."""
        url = f"{settings.DALEEL.actions_url}/index/passages"
        with self._lock:
            until, asked, found = self._kept
            if asked != url or until < time.monotonic():
                found = _fetched(url)
                self._kept = (time.monotonic() + KEPT_SECONDS, url, found)
            return found

    def document_of(self, passage_id: str) -> list[Passage]:
        """Return the passages of the document that a passage stands in, in its order; none where unknown."""
        found = self.all()
        document = found[passage_id].document if passage_id in found else None
        return [each for each in found.values() if each.document == document]


PASSAGES = Passages()


def _fetched(url: str) -> dict[str, Passage]:
    headers = {SECRET: settings.DALEEL.channel_secret}
    try:
        response = internal_http.request("GET", url, headers=headers, timeout=PATIENCE)
        response.raise_for_status()
        return dict(_read(response.json()))
    except (httpx.HTTPError, ValueError) as error:
        logger.warning("the index's passages could not be fetched: %s", error)
        return {}


def _read(body: object) -> Mapping[str, Passage]:
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

"""What may be suggested now, kept in step with the index, the database and what the assistant is about.

One request in a second makes the others' list fresh, beside its own answer; only after a pause it waits for
that, so that nothing withdrawn is suggested for longer than SHOWN_SECONDS. Where the action server does not
answer, what it last said stays, without what was withdrawn since.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

import httpx
from django.conf import settings
from django.db.models import Q

from contract.about import About, about
from contract.headers import INDEX_HEALTH_PATH, SECRET
from contract.health import read_index_health
from web import internal_http
from web.chat.models import Message
from web.database import in_database
from web.sources.models import Source
from web.suggestions.candidates import Contents, curated, examples, presentable
from web.suggestions.matching import Suggestions, warm_up
from web.teaching.models import Proposal, Wording

FRESH_SECONDS = 1.0
SHOWN_SECONDS = 3.0
WAIT_SECONDS, FIRST_WAIT_SECONDS = 0.5, 3.0  # of a request, for what is fresh, and before there is anything
COUNTED_SECONDS = 300.0
COUNTED_MESSAGES = 3000  # the latest, by which often answered comes first
PATIENCE = httpx.Timeout(2.0, connect=0.5)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Known:
    """What suggestions are made of, apart from the index: the same again needs no new list."""

    about: About
    withdrawn: frozenset[str] = frozenset()
    approved: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Catalogue:
    """One a process; used in its event loop."""

    _suggestions: Suggestions = field(default_factory=lambda: Suggestions(()))
    _made_of: tuple[object, ...] = ()
    _contents: Contents = field(default_factory=Contents)
    _counts: Counter[str] = field(default_factory=Counter)
    _counted_at: float = float("-inf")
    _looked_at: float = float("-inf")
    _looking: asyncio.Task[None] | None = None

    async def current(self) -> Suggestions:
        """What may be suggested, at most SHOWN_SECONDS old unless looking takes longer than WAIT_SECONDS."""
        age = time.monotonic() - self._looked_at
        if age >= FRESH_SECONDS and (self._looking is None or self._looking.done()):
            self._looking = asyncio.create_task(self._look())
        if age >= SHOWN_SECONDS and self._looking is not None:
            await asyncio.wait([self._looking], timeout=WAIT_SECONDS if self._made_of else FIRST_WAIT_SECONDS)
        return self._suggestions

    async def _look(self) -> None:
        try:
            await self._look_again()
        except Exception:  # the edge: suggestions are a help, and what was there stays
            logger.exception("what may be suggested could not be read")
        self._looked_at = time.monotonic()

    async def _look_again(self) -> None:
        known = await in_database(_known)
        if time.monotonic() - self._counted_at > COUNTED_SECONDS:
            self._counts = await in_database(_counts)
            self._counted_at = time.monotonic()
            self._suggestions.count(self._counts)
        await self._make(known)  # what was withdrawn is gone, whatever the action server says
        self._contents = await asyncio.to_thread(_contents, self._contents)
        await self._make(known)

    async def _make(self, known: Known) -> None:
        made_of = (known, self._contents.version)
        if made_of != self._made_of:
            suggestions = await asyncio.to_thread(_made, known, self._contents)
            suggestions.count(self._counts)
            self._suggestions, self._made_of = suggestions, made_of


def _made(known: Known, contents: Contents) -> Suggestions:
    warm_up()
    found = [*examples(known.about), *curated(known.approved, contents), *contents.headings]
    return Suggestions(presentable(each for each in found if each.document not in known.withdrawn))


def _known() -> Known:
    """Queries the database."""
    gone = Source.objects.filter(~Q(unpublished_at=None) | ~Q(deleted_at=None), live=None)
    wordings = Wording.objects.filter(
        proposal__kind=Proposal.Kind.CURATED, proposal__state=Proposal.State.APPROVED, proposal__trouble=""
    ).exclude(proposal__taken_up_at=None)
    approved = wordings.order_by("proposal_id", "place").values_list("text", "proposal__passage_id")
    return Known(about(), frozenset(gone.values_list("pk", flat=True)), tuple(approved))


def _counts() -> Counter[str]:
    """How often each passage was quoted and each question answered lately. Queries the database."""
    latest = Message.objects.order_by("-event_id")[:COUNTED_MESSAGES]
    counts: Counter[str] = Counter()
    for passage_ids, question_key, answered in latest.values_list("passage_ids", "question_key", "answered"):
        counts.update(each for each in passage_ids if isinstance(each, str))
        if answered and question_key:
            counts[question_key] += 1
    return counts


def _contents(before: Contents) -> Contents:
    """What the index holds; the same again where its version is, or where nobody answers."""
    try:
        if before.version and read_index_health(_got(INDEX_HEALTH_PATH)).index == before.version:
            return before
        return Contents.read(_got("/index/passages"))
    except (httpx.HTTPError, ValueError) as error:
        logger.warning("the index's headings could not be fetched: %s", error)
        return before


def _got(path: str) -> object:
    response = internal_http.request(
        "GET",
        settings.DALEEL.actions_url + path,
        headers={SECRET: settings.DALEEL.channel_secret},
        timeout=PATIENCE,
    )
    response.raise_for_status()
    found: object = response.json()
    return found


@cache
def catalogue() -> Catalogue:
    """The process's."""
    return Catalogue()

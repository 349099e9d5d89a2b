"""The section that an answer is from, as it stands in its document, with all that was quoted marked.

It is asked of the action server each time: what was deleted is not shown, though it was quoted once.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

import httpx
from django.conf import settings

from contract.channel import BotMessage as Said
from contract.channel import read_message
from contract.evidence import cited
from contract.fields import Fields
from contract.headers import SECRET
from contract.segments import ELLIPSIS, Segment
from web import internal_http
from web.api import ApiError
from web.chat.feedback import is_answer_id
from web.chat.models import BotMessage, Session
from web.database import in_database

logger = logging.getLogger(__name__)

PATH = "/index/section"
PATIENCE = httpx.Timeout(3.0, connect=0.5)  # a visitor waits for it, the quotation on screen

RETRY_SECONDS = 2

Segments = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage under the source's own heading, which may be empty; what was quoted is marked in both."""

    passage_id: str
    heading: Segments
    segments: Segments


@dataclass(frozen=True, slots=True)
class Section:
    """`is_cut_before`, `is_cut_after`: the section is longer than what is shown of it."""

    paragraphs: tuple[Paragraph, ...]
    is_cut_before: bool = False
    is_cut_after: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


async def section_of(session: Session, answer_id: str, passage_id: str) -> Section:
    """Return the section around a passage that an answer of this session cites.

    ApiError answer_unknown; not_found where it cites no such passage, or the index has it no more;
    assistant_unavailable.
    """
    said = await in_database(_answer, session, answer_id) if is_answer_id(answer_id) else None
    if said is None:
        raise ApiError("answer_unknown", 404)
    if said.evidence is None or passage_id not in {each.passage_id for each in said.evidence.citations}:
        raise ApiError("not_found", 404)
    found = await asyncio.to_thread(_fetched, passage_id)
    marked = _quoted(said)
    paragraphs = tuple(_paragraph(each, marked) for each in found.objects("passages"))
    if not paragraphs:
        raise ApiError("not_found", 404)
    return Section(paragraphs, found.flag("is_cut_before", False), found.flag("is_cut_after", False))


@dataclass(slots=True)
class _Quoted:
    """What an answer shows of a passage: its heading, and the ways to mark its words, the surest first."""

    heading: str = ""
    ways: tuple[Segments, ...] = ()


def _quoted(said: Said) -> dict[str, _Quoted]:
    found: dict[str, _Quoted] = defaultdict(_Quoted)
    points = {each.id: each for each in said.evidence.points} if said.evidence else {}
    for citation in said.evidence.citations if said.evidence else ():
        found[citation.passage_id].ways += (cited(citation, points.get(citation.passage_id)),)
    for item in said.answer.items if said.answer else ():
        found[item.passage_id].heading = item.heading
        found[item.passage_id].ways += ((Segment(item.text, is_marked=True),),)
    return found


def _answer(session: Session, answer_id: str) -> Said | None:
    rows = BotMessage.objects.filter(message__conversation_id=session.sender_id, answer_id=answer_id)
    content = rows.values_list("content", flat=True).first()
    return read_message(content) if content is not None else None


def _fetched(passage_id: str) -> Fields:
    url = f"{settings.DALEEL.actions_url}{PATH}"
    headers = {SECRET: settings.DALEEL.channel_secret}
    try:
        response = internal_http.request(
            "POST", url, headers=headers, json={"passage_id": passage_id}, timeout=PATIENCE
        )
        response.raise_for_status()
        return Fields(response.json(), "section")
    except (httpx.HTTPError, ValueError) as error:
        logger.warning("a section could not be fetched: %s", error)
        raise ApiError("assistant_unavailable", 503, retry_after_seconds=RETRY_SECONDS) from error


def _paragraph(passage: Fields, quoted: dict[str, _Quoted]) -> Paragraph:
    id_, text, heading = passage.text("id"), passage.text("text"), passage.text("heading", "")
    of_it = quoted[id_]
    headed = Segment(heading, is_marked=bool(heading) and heading == of_it.heading)
    return Paragraph(id_, (headed,) if heading else (), next(_marked(text, of_it.ways), (Segment(text),)))


def _marked(text: str, ways: tuple[Segments, ...]) -> Iterator[Segments]:
    """The text marked as it was quoted; nothing where the index has other words by now."""
    for way in ways:
        if "".join(each.text for each in way) == text:
            yield way
            continue
        words = "".join(each.text for each in way if each.is_marked).removesuffix(ELLIPSIS).split()
        # A list shows a point on one line.
        found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
        if found:
            before, after = text[: found.start()], text[found.end() :]
            parts = (Segment(before), Segment(found.group(), is_marked=True), Segment(after))
            yield tuple(part for part in parts if part.text)

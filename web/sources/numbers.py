"""How often each source, and each passage, was quoted to visitors, and what they thought of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q

from web.chat.models import Message
from web.chat.record import Turn
from web.sources.models import MAX_ID_CHARACTERS, Quotation

UP, DOWN = Q(message__feedback=Message.Feedback.UP), Q(message__feedback=Message.Feedback.DOWN)


@dataclass(frozen=True, slots=True)
class Numbers:
    """`answers` counts messages that quoted it; `last_at` is the latest one's moment, None without any."""

    answers: int = 0
    up: int = 0
    down: int = 0
    last_at: datetime | None = None


def of_sources(ids: Collection[str]) -> dict[str, Numbers]:
    """The numbers of each of these sources by its id."""
    return _numbers(ids, "document", Quotation.objects.filter(document__in=ids))


def of_passages(source_id: str) -> dict[str, Numbers]:
    """The numbers of each passage of a source that was ever quoted, by the passage's id."""
    found = Quotation.objects.filter(document=source_id)
    return _numbers((), "passage_id", found)


def note_quotations(sender: object, turns: Sequence[Turn], **more: object) -> None:
    """A receiver of web.chat.record.recorded: write which passages the answers quote."""
    Quotation.objects.bulk_create(
        [each for turn in turns for each in _quotations(turn.message)], ignore_conflicts=True
    )


def _quotations(message: Message) -> Iterator[Quotation]:
    for passage_id in message.passage_ids:
        document = passage_id.partition("/")[0]
        if len(document) <= MAX_ID_CHARACTERS:
            yield Quotation(message=message, document=document, passage_id=passage_id[:255])


def _numbers(ids: Collection[str], by: str, rows: Any) -> dict[str, Numbers]:
    counted = (
        rows.values(by)
        .annotate(
            answers=Count("message", distinct=True),
            up=Count("message", distinct=True, filter=UP),
            down=Count("message", distinct=True, filter=DOWN),
            last_at=Max("message__at"),
        )
        .order_by()
    )
    found = {row.pop(by): Numbers(**row) for row in counted}
    return {**{each: Numbers() for each in ids}, **found}

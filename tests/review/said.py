"""A conversation in the record, with answers, evidence and a judgement."""

from __future__ import annotations

from typing import Any

from contract.answer import Answer, Quote, place_of
from tests.web.log_rows import Log
from tests.web.stub_answers import DOCUMENT, PARAGRAPH, QUOTE, SECTION, answering, evidence, point

SENDER = "web-5c0ff33"
HOSTILE = '"><script>window.__xss=1</script><img src=x onerror="window.__xss=1">{{ 7|add:7 }}{% now "Y" %}'
HITS = [
    {"id": "sme-roles/economic/p-1", "score": 4.25, "rank": 1, "parts": {"dense": 0.91, "words": 7.5}},
    {"id": "sme-roles/economic/p-2", "score": 1.5, "rank": 2, "parts": {"dense": 0.88, "words": 2.25}},
]


def follow_up(said: str, searched: str) -> dict[str, Any]:
    """An answer to other words than those typed."""
    found = {**evidence("point", said, ("تكوين الإطارات المحلية",)), "query": searched, "hits": HITS}
    parts = (Quote("sme-roles/economic/p-1", "", QUOTE),)
    places = (place_of(DOCUMENT, SECTION),)
    return answering(Answer("جاء في المصدر:", parts, "المصدر:", places), found)


def say(*texts: str, sender_id: str = SENDER) -> list[int]:
    """Record these messages with the stub's answers, and return their numbers."""
    log = Log(sender_id)
    log.begin()
    for text in texts:
        log.turn(text)
    return numbers(sender_id)


def numbers(sender_id: str = SENDER) -> list[int]:
    """The numbers of the conversation's messages."""
    from web.review.models import Message

    found = Message.objects.filter(conversation_id=sender_id).order_by("event_id")
    return list(found.values_list("event_id", flat=True))


__all__ = ["HITS", "HOSTILE", "PARAGRAPH", "QUOTE", "SENDER", "follow_up", "numbers", "point", "say"]

"""A conversation in Rasa's log and in the console, with answers, evidence and a judgement."""

from __future__ import annotations

from typing import Any

from tests.web.log_rows import Log
from tests.web.stub_answers import DOCUMENT, PARAGRAPH, QUOTE, SECTION, evidence, message, point

SENDER = "web-5c0ff33"
HOSTILE = '"><script>window.__xss=1</script><img src=x onerror="window.__xss=1">{{ 7|add:7 }}{% now "Y" %}'
HITS = [
    {"id": "sme-roles/economic/p-1", "score": 4.25, "rank": 1, "parts": {"dense": 0.91, "words": 7.5}},
    {"id": "sme-roles/economic/p-2", "score": 1.5, "rank": 2, "parts": {"dense": 0.88, "words": 2.25}},
]


def follow_up(said: str, searched: str) -> dict[str, Any]:
    """An answer to other words than those typed."""
    found = {**evidence("point", said, ("تكوين الإطارات المحلية",)), "query": searched, "hits": HITS}
    text = f"جاء في المصدر:\n\n{QUOTE}\n\nالمصدر: {DOCUMENT} — {SECTION}"
    return message(text, metadata={"evidence": found})


def say(*texts: str, sender_id: str = SENDER) -> list[int]:
    """Log these messages with the stub's answers, project them, and return their event ids."""
    log = Log(sender_id)
    log.begin()
    for text in texts:
        log.turn(text)
    return project(sender_id)


def project(sender_id: str = SENDER) -> list[int]:
    """Take what is in the log into the console's tables; return the conversation's event ids."""
    from web.review.models import Message
    from web.review.projection.taking import take_new

    while take_new():
        pass
    found = Message.objects.filter(conversation_id=sender_id).order_by("event_id")
    return list(found.values_list("event_id", flat=True))


__all__ = ["HITS", "HOSTILE", "PARAGRAPH", "QUOTE", "SENDER", "follow_up", "point", "project", "say"]

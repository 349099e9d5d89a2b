"""What there is to filter by in a random log, and what its staff have done."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from arabic import search_key
from tests.review.projected import INTENTS, NOON, SECTIONS, TEXTS
from web.review.filters import NO_FILTER, Filter
from web.review.filters.filter import ALL_KINDS, CHANNELS, FEEDBACK
from web.review.models import Assignment, Conversation, Flag, Reviewed, Tag, Tagging

TODAY = NOON.date()
CHOICES: dict[str, tuple[Any, ...]] = {
    "since": tuple(TODAY - timedelta(days=days) for days in (0, 3, 12)),
    "until": tuple(TODAY - timedelta(days=days) for days in (0, 2, 11)),
    "channel": CHANNELS,
    "intent": (*INTENTS, "never_heard_of"),
    "confidence_from": (0, 50, 93),
    "confidence_to": (20, 50, 100),
    "kind": ALL_KINDS,
    "topic": (*SECTIONS, "-", "no such section"),
    "question": ("yes",),
    "answered": ("yes", "no"),
    "refused": ("yes", "no"),
    "feedback": FEEDBACK,
    "follow_up": ("yes", "no"),
    "person": ("yes", "no"),
    "pass_on": ("yes", "no"),
    "hand_over": ("yes",),
    "length_from": (1, 3, 8),
    "length_to": (1, 4, 9),
    "tag": ("عاجل", "خطأ في المصدر", "unused"),
    "flag": ("yes", "no"),
    "reviewed": ("yes", "no"),
    "assigned": ("me", "nobody", "rim", "stranger"),
    "same": tuple(search_key(text) for text in TEXTS[:4]),
}


def work(chance: random.Random, rim: Any, adam: Any) -> None:
    """Tags, flags, assignments and readings, here and there."""
    tags = [Tag.objects.create(name=name, by=rim) for name in ("عاجل", "خطأ في المصدر")]
    for conversation in Conversation.objects.order_by("pk"):
        about = {"sender_id": conversation.pk}
        who = chance.choice([rim, adam])
        if chance.random() < 0.3:
            message = conversation.messages.order_by("pk").first()
            event_id = chance.choice([None, message.pk if message else None])
            Tagging.objects.create(tag=chance.choice(tags), by=who, event_id=event_id, **about)
        if chance.random() < 0.2:
            Flag.objects.create(by=who, **about)
        if chance.random() < 0.3:
            Assignment.objects.create(by=who, to=chance.choice([rim, adam]), is_current=False, **about)
            Assignment.objects.create(by=who, to=chance.choice([rim, adam, None]), **about)
        if chance.random() < 0.4:  # some went on after they were read
            last = conversation.last_event_id - chance.choice([0, 0, 1])
            Reviewed.objects.create(by=who, last_event_id=last, **about)


def some_filter(chance: random.Random) -> Filter:
    """A filter with one to four conditions."""
    names = chance.sample(sorted(CHOICES), chance.choice([1, 2, 2, 3, 4]))
    return NO_FILTER.but(**{name: chance.choice(CHOICES[name]) for name in names})

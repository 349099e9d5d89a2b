"""Lists, counts and overview in SQLite and in PostgreSQL: as looking through everything has them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import pytest
from django.core.cache import cache

from tests.review.both import empty
from tests.review.looked_through import found
from tests.review.projected import NOON, project_random
from tests.review.some_filters import CHOICES, some_filter, work
from web.review.filters import NO_FILTER, Filter
from web.review.filters.facets import counts
from web.review.filters.lists import conversations, messages, number_of_conversations
from web.review.filters.pages import CONVERSATION_ORDERS, page
from web.review.models import Conversation, Message
from web.review.overview import Period, overview


@pytest.fixture
def viewer(either_database: str) -> Iterator[Any]:
    """Rim, before a log of sixty conversations in either database."""
    from django.contrib.auth.models import User

    cache.clear()
    rim, adam = User.objects.create(username="rim"), User.objects.create(username="adam")
    project_random(11, 60)
    work(random.Random(11), rim, adam)
    yield rim
    empty()


def test_filters_counts_and_pages(viewer: Any) -> None:
    chance = random.Random(3)
    for filter in [NO_FILTER, *(some_filter(chance) for _ in range(40))]:
        senders, event_ids = found(filter, viewer)
        assert {each.pk for each in conversations(filter, viewer)} == senders, filter
        assert {each.pk for each in conversations(filter, viewer, few=True)} == senders, filter
        assert {each.pk for each in messages(filter, viewer)} == event_ids, filter
        assert number_of_conversations(filter, viewer) == len(senders), filter
    numbers = counts(Filter(refused="yes"), viewer)
    for name in numbers:
        for value in set(CHOICES[name]) - {"-"}:
            listed = number_of_conversations(Filter(refused="yes").but(**{name: value}), viewer)
            assert numbers[name].get(value, 0) == listed, (name, value)
    for order in CONVERSATION_ORDERS.values():
        whole = [row.pk for row in page(Conversation.objects.all(), order, {}, 100).rows]
        parameters, turned = {}, []
        while True:
            this = page(Conversation.objects.all(), order, parameters, 7)
            turned += [row.pk for row in this.rows]
            if not this.after:
                break
            parameters = {"after": this.after}
        assert turned == whole


def test_the_overview(viewer: Any) -> None:
    end = NOON.date()
    period = Period(end - timedelta(days=13), end, datetime.now(UTC))
    of = overview(period)
    within = [each for each in Message.objects.all() if period.begins <= each.at < period.ends]
    questions = [each for each in within if each.is_question]
    assert of.now.total["questions"] == len(questions) > 20
    assert of.now.total["conversations"] == len({each.conversation_id for each in within})
    assert sum(counts["questions"] for counts in of.now.by_day.values()) == len(questions)
    assert set(of.now.by_day) == {each.at.date() for each in within}
    timed = [each.milliseconds for each in questions if each.milliseconds is not None]
    assert of.figures[-1].value == median(timed)
    assert of.most_asked[0].count == max(
        sum(each.question_key == key for each in questions)
        for key in {each.question_key for each in questions}
    )

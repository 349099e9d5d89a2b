"""What each filter finds, alone and with others, in which order, and how it is counted and paged."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.review.looked_through import found
from tests.review.projected import NOON, forget_all, project_random
from tests.review.some_filters import CHOICES, some_filter, work
from web.review.filters import NO_FILTER, Filter
from web.review.filters.facets import counts
from web.review.filters.lists import conversations, messages, neighbours, number_of_conversations
from web.review.filters.pages import CONVERSATION_ORDERS, MESSAGE_ORDERS, BadCursor, Order, Page, page
from web.review.models import Conversation, Flag, Message

EACH = [(name, value) for name, values in CHOICES.items() for value in values]


@pytest.fixture
def viewer(database: None) -> Iterator[Any]:
    """Rim, before a log of a hundred conversations, some of which she and Adam have worked on."""
    from django.contrib.auth.models import User

    rim, adam = User.objects.create(username="rim"), User.objects.create(username="adam")
    project_random(7, 100)
    work(random.Random(7), rim, adam)
    yield rim
    forget_all()


def check(filter: Filter, viewer: Any) -> int:
    """All that lists or counts what a filter finds agrees with looking through all; how many it found."""
    senders, event_ids = found(filter, viewer)
    listed = [each.pk for each in conversations(filter, viewer)]
    assert sorted(listed) == sorted(senders), filter
    assert sorted(each.pk for each in conversations(filter, viewer, few=True)) == sorted(senders), filter
    assert sorted(each.pk for each in messages(filter, viewer)) == sorted(event_ids), filter
    assert number_of_conversations(filter, viewer) == len(senders), filter
    return len(senders)


def test_each_filter_alone_finds_what_looking_through_all_finds(viewer: Any) -> None:
    numbers = {(name, str(value)): check(NO_FILTER.but(**{name: value}), viewer) for name, value in EACH}
    assert check(NO_FILTER, viewer) == 100
    nothing = {key for key, number in numbers.items() if number == 0}
    assert nothing == {
        ("intent", "never_heard_of"),
        ("topic", "no such section"),
        ("tag", "unused"),
        ("assigned", "stranger"),
    }


def test_filters_together_find_what_looking_through_all_finds(viewer: Any) -> None:
    chance = random.Random(1)
    numbers = [check(some_filter(chance), viewer) for _ in range(100)]
    assert sum(number > 0 for number in numbers) > 30


def test_the_count_beside_each_choice_is_that_of_the_list_that_it_leads_to(viewer: Any) -> None:
    chance = random.Random(2)
    for filter in [NO_FILTER, *(some_filter(chance) for _ in range(12))]:
        numbers = counts(filter, viewer)
        for name in numbers:
            for value in CHOICES[name]:
                expected = number_of_conversations(filter.but(**{name: value}), viewer)
                if value == "-":
                    continue  # offered by no list of choices
                assert numbers[name].get(value, 0) == expected, (filter, name, value)


def pages(rows: Any, order: Order, *, backwards: bool, size: int) -> Iterator[Page[Any]]:
    """Every page after the first, or before the last."""
    parameters = {"before": ""} if backwards else {}
    while True:
        this = page(rows, order, parameters, size)
        yield this
        following = this.before if backwards else this.after
        if not following:
            return
        parameters = {"before" if backwards else "after": following}


@pytest.mark.parametrize("size", [1, 7, 50])
@pytest.mark.parametrize("sort", sorted(CONVERSATION_ORDERS))
def test_pages_are_the_list_in_pieces_whichever_way_they_are_turned(
    viewer: Any, sort: str, size: int
) -> None:
    order = CONVERSATION_ORDERS[sort]
    rows = Conversation.objects.all()
    whole = [row.pk for row in page(rows, order, {}, 1000).rows]
    assert len(set(whole)) == 100
    onward = [[row.pk for row in each.rows] for each in pages(rows, order, backwards=False, size=size)]
    back = [[row.pk for row in each.rows] for each in pages(rows, order, backwards=True, size=size)]
    assert [pk for piece in onward for pk in piece] == whole
    assert [pk for piece in reversed(back) for pk in piece] == whole


def test_orders_put_first_what_they_say(viewer: Any) -> None:
    def column(sort: str, name: str) -> list[Any]:
        return [
            getattr(row, name)
            for row in page(Conversation.objects.all(), CONVERSATION_ORDERS[sort], {}, 100).rows
        ]

    assert column("newest", "last_at") == sorted(column("newest", "last_at"), reverse=True)
    assert column("oldest", "last_at") == sorted(column("oldest", "last_at"))
    assert column("longest", "message_count") == sorted(column("longest", "message_count"), reverse=True)
    assert column("most_refused", "refused_count") == sorted(
        column("most_refused", "refused_count"), reverse=True
    )
    assert column("most_disliked", "thumbs_down") == sorted(
        column("most_disliked", "thumbs_down"), reverse=True
    )
    sure = column("least_sure", "lowest_confidence")
    known = [each for each in sure if each is not None]
    assert known == sorted(known)
    assert None in sure
    assert sure == known + [None] * (100 - len(known))
    slow = [
        row.milliseconds or 0 for row in page(Message.objects.all(), MESSAGE_ORDERS["slowest"], {}, 1000).rows
    ]
    assert slow == sorted(slow, reverse=True)


def test_a_page_stays_where_it_is_while_new_conversations_come(viewer: Any) -> None:
    order = CONVERSATION_ORDERS["newest"]
    first = page(Conversation.objects.all(), order, {}, 10)
    second = page(Conversation.objects.all(), order, {"after": first.after}, 10)
    newest = first.rows[0]
    Conversation.objects.create(
        sender_id="web-new",
        started_at=NOON + timedelta(days=9),
        last_at=NOON + timedelta(days=9),
        last_event_id=1,
    )
    newest.delete()
    again = page(Conversation.objects.all(), order, {"after": first.after}, 10)
    assert [row.pk for row in again.rows] == [row.pk for row in second.rows]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "~",
        "2026-01-01~web-1",
        "never~web-1",
        "2026-01-01T00:00:00+00:00~",
        "\0~\0",
        "9" * 500,
        "nan~a",
        "~" * 9,
    ],
)
def test_a_place_that_cannot_be_read_is_refused(viewer: Any, cursor: str) -> None:
    for order in CONVERSATION_ORDERS.values():
        with pytest.raises(BadCursor):
            page(Conversation.objects.all(), order, {"after": cursor})


def test_the_neighbours_of_a_conversation_are_those_in_the_list(viewer: Any) -> None:
    for filter in (
        NO_FILTER,
        Filter(refused="yes", sort="most_refused"),
        Filter(reviewed="no", sort="least_sure"),
    ):
        order = CONVERSATION_ORDERS[filter.sort]
        listed = [row.pk for row in page(conversations(filter, viewer), order, {}, 1000).rows]
        assert len(listed) > 20
        for place, sender_id in enumerate(listed):
            around = neighbours(filter, Conversation.objects.get(pk=sender_id), viewer)
            before = listed[place - 1] if place else None
            after = listed[place + 1] if place + 1 < len(listed) else None
            assert around == (before, after)


def test_a_conversation_that_left_the_list_has_the_neighbours_that_it_had(viewer: Any) -> None:
    filter = Filter(flag="no")
    listed = [
        row.pk for row in page(conversations(filter, viewer), CONVERSATION_ORDERS["newest"], {}, 1000).rows
    ]
    Flag.objects.create(sender_id=listed[5], by=viewer)
    assert neighbours(filter, Conversation.objects.get(pk=listed[5]), viewer) == (listed[4], listed[6])


def test_words_find_conversations_in_another_spelling(viewer: Any) -> None:
    from web.review.search import MessageWords, words_of, write_words

    write_words(MessageWords(each.pk, words_of(each.text), []) for each in Message.objects.all())
    expected = {each.conversation_id for each in Message.objects.all() if "المنافسة" in each.text}
    for text in ("المنافسة", "المُنافسه", "منافسة"):
        assert {each.pk for each in conversations(Filter(text=text), viewer)} == expected
        assert number_of_conversations(Filter(text=text), viewer) == len(expected)
    both = {each.pk for each in conversations(Filter(text="المنافسة", refused="yes"), viewer)}
    asked = {
        each.conversation_id for each in Message.objects.all() if "المنافسة" in each.text and each.refused
    }
    assert both <= asked & expected

"""What Telegram's side reads from the database: the ids that a message in doubt may have, the reasons."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("database")

PERSON, OTHER, SUPERGROUP = 7, 8, -1_000_000_000_007
LOST = 20


@pytest.fixture(autouse=True)
def empty(database: None) -> None:
    """Telegram's tables, empty."""
    from web.telegram.models import OurMessage, StoredUpdate

    OurMessage.objects.all().delete()
    StoredUpdate.objects.all().delete()


def sent(state: str = "sending", chat_id: int = PERSON, **fields: Any) -> Any:
    from web.telegram.content import new_key
    from web.telegram.models import OurMessage

    number = OurMessage.objects.count() + 1
    return OurMessage.objects.create(
        update_id=number, number=1, chat_id=chat_id, key=new_key(), content={}, state=state, **fields
    )


def came(*message_ids: int, chat_id: int = OTHER) -> None:
    from web.telegram.models import StoredUpdate

    for message_id in message_ids:
        StoredUpdate.objects.create(
            update_id=message_id, chat_id=chat_id, user_id=OTHER, message_id=message_id, body="{}"
        )


def candidates(row: Any, waiting: int = 0) -> list[int]:
    from web.telegram.delivery_probe import candidate_ids

    return candidate_ids(row, waiting)


def test_the_ids_of_a_message_in_doubt_are_those_above_its_floor_that_nobody_has_seen() -> None:
    row = sent(floor=100)
    came(99, 100, 101, 104)
    sent("shown", chat_id=OTHER, message_id=102)
    assert candidates(row)[:3] == [103, 105, 106]
    assert len(candidates(row)) == 1 + LOST


def test_as_many_more_as_are_in_the_same_doubt_or_wait_at_telegram() -> None:
    row = sent(floor=100)
    sent(chat_id=OTHER, floor=100)
    sent("waiting", chat_id=OTHER)
    # Before the right one: 150 that wait unread, one of the other's, and a few that are lost.
    assert candidates(row, waiting=150) == list(range(101, 101 + 2 + 150 + LOST))


def test_what_was_told_of_since_does_not_stand_between() -> None:
    row = sent(floor=100)
    came(*range(101, 1001))
    assert candidates(row)[0] == 1001


def test_a_supergroup_counts_by_itself_and_much_of_it_is_never_seen() -> None:
    row = sent(chat_id=SUPERGROUP, floor=30)
    came(31, chat_id=SUPERGROUP)
    came(32, chat_id=OTHER)
    sent(chat_id=OTHER, floor=100)
    assert candidates(row)[:2] == [32, 33]
    assert len(candidates(row)) == 1 + 100


def test_where_nothing_is_known_to_be_before_it_the_latest_are_tried() -> None:
    came(5000)
    assert candidates(sent())[0] == 4901
    assert candidates(sent(), waiting=10**6)[-1] == 4900 + 1000 + 1  # the one that is known left out


def test_a_button_is_offered_for_each_reason_that_is_kept() -> None:
    from web.chat.feedback import REASONS
    from web.telegram.sentences import LANGUAGES

    assert all(tuple(sentences.reasons) == REASONS for sentences in LANGUAGES.values())

"""When the caretaker groups: not while visitors talk, and not for ever later."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone


@pytest.fixture
def care(monkeypatch):
    """A caretaker whose groupings are counted, and the hands of its clock: care.group(), care.wait(5)."""
    from web.teaching import caretaker

    clock = SimpleNamespace(now=1000.0, monotonic=lambda: clock.now)
    groupings = []
    monkeypatch.setattr(caretaker, "time", clock)
    monkeypatch.setattr(caretaker, "group", lambda: groupings.append(clock.now))
    its = caretaker.Care()

    def wait(seconds):
        clock.now += seconds

    def collected():
        its._ungrouped_since = its._ungrouped_since or clock.now

    return SimpleNamespace(group=its._group, wait=wait, collected=collected, groupings=groupings)


def test_it_waits_for_a_pause(care, message):
    from web.review.models import Message

    message(1, "كم الضريبة؟", at=timezone.now())
    care.group()
    assert care.groupings == []
    Message.objects.update(at=timezone.now() - timedelta(seconds=30))
    care.group()
    assert care.groupings == [1000.0]


def test_where_there_is_no_pause_it_groups_all_the_same_in_the_end(care, message):
    from web.teaching.caretaker import MOST_WAIT_SECONDS

    message(1, "كم الضريبة؟", at=timezone.now())
    care.wait(MOST_WAIT_SECONDS - 1)
    care.group()
    assert care.groupings == []
    care.wait(2)
    care.group()
    assert len(care.groupings) == 1


def test_what_is_grouped_is_not_grouped_again_until_something_comes(care, taught):
    care.group()
    care.group()
    assert len(care.groupings) == 1
    care.wait(60)
    care.collected()
    care.group()
    assert len(care.groupings) == 2


def test_a_grouping_that_failed_is_tried_again(care, taught, monkeypatch):
    from web.teaching import caretaker
    from web.teaching.errors import TeachingError

    def fails():
        raise TeachingError("grouping_failed", why="no encoder")

    working = caretaker.group
    monkeypatch.setattr(caretaker, "group", fails)
    care.group()
    monkeypatch.setattr(caretaker, "group", working)
    care.wait(60)
    care.group()
    assert len(care.groupings) == 1

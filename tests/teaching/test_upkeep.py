"""When questions are grouped: not while visitors talk, and not for ever later."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone


@pytest.fixture
def upkeep(monkeypatch):
    """Upkeep whose groupings are counted, and the hands of its clock: upkeep.group(), upkeep.wait(5)."""
    from web.teaching import background

    clock = SimpleNamespace(now=1000.0, monotonic=lambda: clock.now)
    groupings = []
    monkeypatch.setattr(background, "time", clock)
    monkeypatch.setattr(background, "group", lambda: groupings.append(clock.now))
    its = background.Upkeep()

    def wait(seconds):
        clock.now += seconds

    def collected():
        its._ungrouped_since = its._ungrouped_since or clock.now

    return SimpleNamespace(group=its._group, wait=wait, collected=collected, groupings=groupings)


def test_it_waits_for_a_pause(upkeep, message):
    from web.review.models import Message

    message(1, "كم الضريبة؟", at=timezone.now())
    upkeep.group()
    assert upkeep.groupings == []
    Message.objects.update(at=timezone.now() - timedelta(seconds=30))
    upkeep.group()
    assert upkeep.groupings == [1000.0]


def test_where_there_is_no_pause_it_groups_all_the_same_in_the_end(upkeep, message):
    from web.teaching.background import MOST_WAIT_SECONDS

    message(1, "كم الضريبة؟", at=timezone.now())
    upkeep.wait(MOST_WAIT_SECONDS - 1)
    upkeep.group()
    assert upkeep.groupings == []
    upkeep.wait(2)
    upkeep.group()
    assert len(upkeep.groupings) == 1


def test_what_is_grouped_is_not_grouped_again_until_something_comes(upkeep, taught):
    upkeep.group()
    upkeep.group()
    assert len(upkeep.groupings) == 1
    upkeep.wait(60)
    upkeep.collected()
    upkeep.group()
    assert len(upkeep.groupings) == 2


def test_a_grouping_that_failed_is_tried_again(upkeep, taught, monkeypatch):
    from web.teaching import background
    from web.teaching.errors import TeachingError

    def fails():
        raise TeachingError("grouping_failed", why="no encoder")

    working = background.group
    monkeypatch.setattr(background, "group", fails)
    upkeep.group()
    monkeypatch.setattr(background, "group", working)
    upkeep.wait(60)
    upkeep.group()
    assert len(upkeep.groupings) == 1

"""What was decided about a question is decided for whoever asks it again."""

from __future__ import annotations

import pytest

from arabic import search_key
from web.teaching.plan import Plan

ASKED = {search_key("كم سعر الدولار؟"): [1, 10]}
REQUIRED = {"out_of_scope": {"wordings": ("كم سعر الدولار؟",), "distance": "far"}}


@pytest.fixture
def decided(asked, member, actions):
    """A question about which a lead has approved a decision of a kind, and the same asked again later."""
    from web.teaching.workflow import approve, propose

    def make(kind: str, why: str = "refused"):
        from web.teaching.models import Question

        theme, lead = asked("كم سعر الدولار؟"), member("lead")
        proposal = propose(lead, theme, [1], Plan(kind, **REQUIRED.get(kind, {})))
        again = asked("كم سعر الدولار", first_id=10)
        Question.objects.filter(pk=10).update(why=why)
        approve(lead, proposal.pk)
        return proposal, again, lead

    return make


def open_ids():
    from web.teaching.models import Question

    return set(Question.objects.filter(proposal=None).values_list("pk", flat=True))


@pytest.mark.parametrize("kind", ["out_of_scope", "new_source", "nothing"])
def test_the_same_question_does_not_come_back_and_is_counted(decided, kind):
    from web.teaching.auto_resolve import resolve_repeated
    from web.teaching.models import Proposal

    proposal, _, _ = decided(kind)
    assert resolve_repeated(ASKED) == 1
    assert open_ids() == set()
    assert Proposal.objects.get(pk=proposal.pk).covered == 2
    assert resolve_repeated(ASKED) == 0


def test_another_question_stays_open(decided):
    from web.teaching.auto_resolve import resolve_repeated

    decided("nothing")
    assert resolve_repeated({"اخر": [10]}) == 0
    assert open_ids() == {10}


def test_a_decision_about_a_question_too_old_to_be_grouped_still_holds(decided):
    from web.teaching.auto_resolve import resolve_repeated

    decided("nothing")
    (key,) = ASKED
    assert resolve_repeated({key: [10]}) == 1
    assert open_ids() == set()


def test_a_thumb_down_is_looked_at_although_the_refusal_was_right(decided):
    from web.teaching.auto_resolve import resolve_repeated

    decided("nothing", why="thumbs_down")
    assert resolve_repeated(ASKED) == 0
    assert open_ids() == {10}


def test_what_staff_picked_out_to_be_taught_stays_open_for_them(decided):
    from web.teaching.auto_resolve import resolve_repeated
    from web.teaching.models import Question

    decided("nothing", why="staff")
    Question.objects.filter(pk=1).update(why="staff")
    assert resolve_repeated(ASKED) == 0
    assert open_ids() == {10}


def test_what_only_waits_or_was_undone_settles_nothing(decided):
    from web.teaching.auto_resolve import resolve_repeated
    from web.teaching.models import Proposal
    from web.teaching.workflow import undo

    proposal, _, lead = decided("new_source")
    Proposal.objects.filter(pk=proposal.pk).update(state="proposed")
    assert resolve_repeated(ASKED) == 0
    Proposal.objects.filter(pk=proposal.pk).update(state="approved")
    assert resolve_repeated(ASKED) == 1
    undo(lead, proposal.pk)
    assert open_ids() == {1, 10}


def test_a_grouping_settles_what_came_since(decided, monkeypatch):
    from datetime import timedelta

    from web.teaching import grouping

    decided("nothing")
    monkeypatch.setattr(grouping, "KEPT", timedelta(days=36500))
    monkeypatch.setattr(
        grouping,
        "run_group",
        lambda texts: [
            {"group": place, "id": str(each), "central": True} for place, each in enumerate(texts)
        ],
    )
    grouping.group()
    assert open_ids() == set()

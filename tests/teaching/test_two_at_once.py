"""Two people at one thing at the same moment, in SQLite and in PostgreSQL: one of them is first."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import ExitStack

import pytest

from tests.review.both import databases_at, either_database, postgresql_url  # noqa: F401  (fixtures)
from tests.review.visitor import PASSWORD
from tests.teaching.conftest import AT, forget_all

JOBS = "sme-roles/economic/jobs"
ROUNDS = 8


@pytest.fixture
def world(either_database, request, actions):  # noqa: F811
    """Two leads and two reviewers in either database, and a way to do things at once."""
    from django.contrib.auth.models import User

    from web.review import staff

    forget_all()
    people = {}
    for name, role in (("rim", "reviewer"), ("sami", "reviewer"), ("layla", "lead"), ("omar", "lead")):
        staff.add(name, role, None, password=PASSWORD)
        people[name] = User.objects.get(username=name)
    url = request.getfixturevalue("postgresql_url") if either_database == "postgresql" else None
    yield World(people, url)
    forget_all()


class World:
    def __init__(self, people, url):
        self.people, self.url, self.event_id = people, url, 0

    def theme(self, count=3):
        from web.teaching.models import Question, Theme

        theme = Theme.objects.create(name="كم فرصة؟")
        for _ in range(count):
            self.event_id += 1
            Question.objects.create(
                event_id=self.event_id,
                sender_id="web-a",
                text=f"كم فرصة {self.event_id}؟",
                at=AT,
                channel="web",
                why="refused",
                theme=theme,
            )
        return theme, list(theme.questions.values_list("pk", flat=True))

    def at_once(self, *deeds):
        """Do all in threads that begin together; each one's result, or its error's code."""
        barrier, results = threading.Barrier(len(deeds)), [None] * len(deeds)

        def run(place, deed):
            from django.db import connections

            from web.teaching.errors import TeachingError

            with ExitStack() as stack:
                if self.url:
                    stack.enter_context(databases_at(self.url))
                barrier.wait(10)
                try:
                    results[place] = deed().state
                except TeachingError as error:
                    results[place] = error.code
                finally:
                    connections.close_all()

        threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return results


def test_two_reviewers_propose_once(world):
    from web.teaching.models import Proposal, Question
    from web.teaching.plan import Plan
    from web.teaching.workflow import propose

    for _ in range(ROUNDS):
        theme, ids = world.theme()
        deeds = [
            lambda who=who, theme=theme, ids=ids, kind=kind: propose(
                world.people[who], theme, ids, Plan(kind)
            )
            for who, kind in (("rim", "nothing"), ("sami", "new_source"))
        ]
        results = world.at_once(*deeds)
        assert sorted(results) == ["proposed", "taken"]
        assert Proposal.objects.filter(theme=theme).count() == 1
        assert Question.objects.filter(theme=theme, proposal__theme=theme).count() == len(ids)


def test_two_leads_approve_once_and_publish_once(world):
    from web.teaching.models import RegressionCase
    from web.teaching.plan import Plan
    from web.teaching.published import rendered
    from web.teaching.workflow import approve, propose

    for number in range(ROUNDS):
        theme, ids = world.theme()
        plan = Plan("curated", (f"كم فرصة عمل {number}؟",), passage_id=JOBS)
        proposal = propose(world.people["rim"], theme, ids, plan)
        deeds = [lambda who=who, pk=proposal.pk: approve(world.people[who], pk) for who in ("layla", "omar")]
        assert sorted(world.at_once(*deeds)) == ["already_approved", "approved"]
        assert Counter(proposal.steps.values_list("state", flat=True)) == {"proposed": 1, "approved": 1}
        assert RegressionCase.objects.filter(proposal=proposal).count() == 1
    assert rendered().count(b"\n") == ROUNDS


def test_an_approval_and_a_withdrawal_do_not_both_happen(world):
    from web.teaching.models import Question
    from web.teaching.plan import Plan
    from web.teaching.published import rendered
    from web.teaching.workflow import approve, propose, undo

    for number in range(ROUNDS):
        theme, ids = world.theme()
        plan = Plan("curated", (f"كم فرصة عمل {number}؟",), passage_id=JOBS)
        proposal = propose(world.people["rim"], theme, ids, plan)
        results = world.at_once(
            lambda pk=proposal.pk: approve(world.people["layla"], pk),
            lambda pk=proposal.pk: undo(world.people["rim"], pk),
        )
        proposal.refresh_from_db()
        steps = list(proposal.steps.order_by("pk").values_list("state", flat=True))
        is_live = f'"{proposal.pk}-1"'.encode() in rendered()
        if proposal.state == "approved":
            # A reviewer may not undo an approval; whether they saw it or lost the race, they are told.
            assert results[0] == "approved" and results[1] in ("already_approved", "not_allowed")
            assert steps == ["proposed", "approved"] and is_live
        else:
            assert results == ["already_undone", "undone"]
            assert steps == ["proposed", "undone"] and not is_live
            assert Question.objects.filter(theme=theme, proposal=None).count() == len(ids)


def test_two_undo_an_approval_once(world):
    from web.teaching.plan import Plan
    from web.teaching.workflow import approve, propose, undo

    for number in range(ROUNDS):
        theme, ids = world.theme()
        plan = Plan("curated", (f"كم فرصة عمل {number}؟",), passage_id=JOBS)
        proposal = propose(world.people["rim"], theme, ids, plan)
        approve(world.people["layla"], proposal.pk)
        deeds = [lambda who=who, pk=proposal.pk: undo(world.people[who], pk) for who in ("layla", "omar")]
        assert sorted(world.at_once(*deeds)) == ["already_undone", "undone"]
        assert list(proposal.steps.order_by("pk").values_list("state", flat=True))[-1] == "undone"
        assert proposal.steps.count() == 3

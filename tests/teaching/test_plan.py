"""A plan is whole before anything is written."""

from __future__ import annotations

import pytest

from tests.teaching.proposing import JOBS, code_of, ids


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"kind": "magic"}, "unknown_kind"),
        ({"kind": "curated", "wordings": ("كم؟",)}, "no_passage"),
        ({"kind": "training", "wordings": ("كم؟",)}, "no_intent"),
        ({"kind": "training", "wordings": ("كم؟",), "intent": "no_such"}, "unknown_intent"),
        ({"kind": "out_of_scope", "wordings": ("كم؟",)}, "no_distance"),
        ({"kind": "curated", "passage_id": JOBS, "wordings": (" ", "؟!", "\u200f", "🙂")}, "no_wording"),
        ({"kind": "curated", "passage_id": JOBS, "wordings": ("س" * 1001,)}, "wording_too_long"),
        (
            {"kind": "curated", "passage_id": JOBS, "wordings": tuple(f"س {n}" for n in range(51))},
            "too_many_wordings",
        ),
    ],
)
def test_a_plan_that_is_not_whole_is_refused(asked, member, fields, code):
    from web.teaching.models import Proposal
    from web.teaching.plan import Plan
    from web.teaching.workflow import propose

    theme = asked("كم؟")
    assert code_of(propose, member("reviewer"), theme, ids(theme), Plan(**fields)) == code
    assert Proposal.objects.count() == 0


def test_wordings_are_one_line_each_and_none_twice(asked, member, plan):
    from web.teaching.workflow import propose

    theme = asked("كم؟")
    wordings = ("كم  فرصة\u202e عمل؟\x00", "كم فُرصة عمل", "هل\ud800 توظف")
    proposal = propose(member("reviewer"), theme, ids(theme), plan("curated", *wordings))
    assert list(proposal.wordings.values_list("text", flat=True)) == ["كم فرصة عمل؟", "هل توظف"]

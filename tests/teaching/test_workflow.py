"""Proposals from state to state: by whom, once, with their history, and what each brings about."""

from __future__ import annotations

import json

import pytest

from tests.teaching.proposing import JOBS, code_of, ids, states


def test_a_proposal_takes_its_questions_and_an_undoing_gives_them_back(asked, actions, member, plan):
    from web.teaching.workflow import propose, undo

    theme, rim = asked("كم فرصة؟", "هل توظف؟"), member("reviewer", "rim")
    proposal = propose(rim, theme, ids(theme), plan("curated", "كم فرصة عمل؟"))
    assert ids(proposal) == ids(theme)
    assert proposal.covered == 2
    undo(rim, proposal.pk)
    assert theme.questions.filter(proposal=None).count() == 2
    assert states(proposal) == [("proposed", "rim"), ("undone", "rim")]


def test_a_reviewer_proposes_and_cannot_approve(asked, actions, member, plan):
    from web.teaching.workflow import approve, propose, refuse

    theme, rim = asked("كم فرصة؟"), member("reviewer", "rim")
    proposal = propose(rim, theme, ids(theme), plan("nothing"))
    assert code_of(approve, rim, proposal.pk) == "not_allowed"
    assert code_of(refuse, rim, proposal.pk) == "not_allowed"
    assert code_of(propose, member_without_role(), theme, ids(theme), plan("nothing")) == "not_allowed"


def member_without_role():
    from django.contrib.auth.models import User

    return User.objects.create_user("stranger")


def test_an_approval_publishes_and_promises_and_its_undoing_takes_both_back(
    asked, actions, curated, member, plan
):
    from web.teaching.models import RegressionCase
    from web.teaching.published import publish
    from web.teaching.workflow import approve, propose, undo

    theme, lead = asked("كم فرصة؟"), member("lead", "layla")
    proposal = propose(lead, theme, ids(theme), plan("curated", "كم فرصة عمل؟", "كم توظف؟"))
    publish()
    assert curated.read_bytes() == b""
    approve(lead, proposal.pk)
    publish()
    lines = [json.loads(line) for line in curated.read_text(encoding="utf-8").splitlines()]
    assert lines == [
        {"id": f"{proposal.pk}-1", "passage_id": JOBS, "text": "كم فرصة عمل؟"},
        {"id": f"{proposal.pk}-2", "passage_id": JOBS, "text": "كم توظف؟"},
    ]
    cases = RegressionCase.objects.order_by("pk")
    assert list(cases.values_list("text", "expects", "value", "retired_at")) == [
        ("كم فرصة عمل؟", "passage", JOBS, None),
        ("كم توظف؟", "passage", JOBS, None),
    ]
    undo(lead, proposal.pk, "خطأ")
    publish()
    assert curated.read_bytes() == b""
    assert cases.filter(retired_at=None).count() == 0
    assert states(proposal) == [("proposed", "layla"), ("approved", "layla"), ("undone", "layla")]
    assert ids(theme) == list(theme.questions.filter(proposal=None).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("kind", "promises"),
    [
        ("training", [("intent", "ask_section")]),
        ("out_of_scope", [("unanswered", "")]),
        ("new_source", []),
        ("nothing", []),
    ],
)
def test_each_way_out_promises_what_it_changes(asked, actions, member, plan, kind, promises):
    from web.teaching.models import RegressionCase
    from web.teaching.workflow import approve, propose

    theme, lead = asked("سؤال لا يشبه غيره أبدا؟"), member("lead")
    approve(lead, propose(lead, theme, ids(theme), plan(kind, "سؤال لا يشبه غيره أبدا؟")).pk)
    assert list(RegressionCase.objects.values_list("expects", "value")) == promises


def test_a_decision_is_made_once(asked, actions, member, plan):
    from web.teaching.workflow import approve, propose, refuse, undo

    theme, lead = asked("كم فرصة؟"), member("lead")
    proposal = propose(lead, theme, ids(theme), plan("curated", "كم فرصة؟"))
    approve(lead, proposal.pk)
    assert code_of(approve, lead, proposal.pk) == "already_approved"
    assert code_of(refuse, lead, proposal.pk) == "already_approved"
    undo(lead, proposal.pk)
    assert code_of(undo, lead, proposal.pk) == "already_undone"
    assert code_of(approve, lead, proposal.pk) == "already_undone"
    assert code_of(approve, lead, 10**9) == "no_proposal"


def test_only_a_lead_undoes_an_approval_or_another_s_proposal(asked, actions, member, plan):
    from web.teaching.workflow import approve, propose, undo

    first, second, lead = asked("كم فرصة؟"), asked("هل توظف؟"), member("lead")
    rim, sami = member("reviewer", "rim"), member("reviewer", "sami")
    approved = propose(rim, first, ids(first), plan("nothing"))
    approve(lead, approved.pk)
    assert code_of(undo, rim, approved.pk) == "not_allowed"
    assert code_of(undo, sami, propose(rim, second, ids(second), plan("nothing")).pk) == "not_allowed"


def test_questions_in_a_proposal_are_not_proposed_again(asked, actions, member, plan):
    from web.teaching.errors import TeachingError
    from web.teaching.models import Proposal
    from web.teaching.workflow import propose

    theme = asked("كم فرصة؟", "هل توظف؟")
    first = propose(member("reviewer", "rim"), theme, ids(theme)[:1], plan("nothing"))
    with pytest.raises(TeachingError) as raised:
        propose(member("reviewer", "sami"), theme, ids(theme), plan("nothing"))
    assert (raised.value.code, raised.value.values) == ("taken", {"who": "rim", "proposal": first.pk})
    assert Proposal.objects.count() == 1
    assert theme.questions.filter(proposal=None).count() == 1


def test_history_and_audit_are_kept_and_hold_nobody_s_words(asked, actions, member, plan):
    from web.review.models import AuditEntry
    from web.teaching.models import Step
    from web.teaching.workflow import approve, propose

    theme, lead = asked("هاتفي 0550123456 كم فرصة؟"), member("lead")
    proposal = propose(lead, theme, ids(theme), plan("curated", "كم فرصة؟", note="اتصل به على 0550123456"))
    approve(lead, proposal.pk)
    entries = AuditEntry.objects.filter(object=f"proposal:{proposal.pk}").order_by("pk")
    assert [(each.who, each.action) for each in entries] == [
        ("lead", "teaching.proposed"),
        ("lead", "teaching.approved"),
    ]
    kept = json.dumps([[each.before, each.after] for each in entries], ensure_ascii=False)
    assert "0550123456" not in kept and "كم" not in kept
    step = Step.objects.filter(proposal=proposal).first()
    with pytest.raises(TypeError):
        step.save()
    with pytest.raises(TypeError):
        step.delete()

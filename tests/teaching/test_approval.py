"""What an approval is held against: the index, what it answers now, and what was promised before."""

from __future__ import annotations

import pytest

from tests.teaching.proposing import JOBS, code_of, ids, states


def test_what_would_spoil_other_answers_is_refused_with_them(asked, actions, member, plan):
    from web.teaching.errors import SpoiltError
    from web.teaching.workflow import approve, propose

    spoilt = {"text": "ما الشغل؟", "expected": JOBS, "before": JOBS, "after": None, "by": "1-1"}
    actions.is_to.spoiled = lambda body: [spoilt]
    theme, lead = asked("كم فرصة؟"), member("lead")
    proposal = propose(lead, theme, ids(theme), plan("curated", "كم فرصة؟"))
    with pytest.raises(SpoiltError) as raised:
        approve(lead, proposal.pk)
    assert [(each.text, each.expected, each.after) for each in raised.value.spoilt] == [
        ("ما الشغل؟", JOBS, None)
    ]
    proposal.refresh_from_db()
    assert (proposal.state, states(proposal)) == ("proposed", [("proposed", "lead")])


def test_a_lead_who_has_seen_them_lets_questions_without_an_answer_have_this_one(
    asked, actions, member, plan
):
    from web.review.models import AuditEntry
    from web.teaching.errors import SpoiltError
    from web.teaching.workflow import approve, propose

    more = {"text": "كم فرصة عمل توفر سنويا؟", "expected": None, "before": None, "after": JOBS, "by": "1-1"}
    spoilt = {"text": "ما الشغل؟", "expected": JOBS, "before": JOBS, "after": None, "by": "1-1"}
    theme, lead = asked("كم فرصة؟"), member("lead")
    proposal = propose(lead, theme, ids(theme), plan("curated", "كم فرصة؟"))
    for found, may_be_answered in (([more], True), ([more, spoilt], False)):
        actions.is_to.spoiled = lambda body, found=found: found
        with pytest.raises(SpoiltError) as raised:
            approve(lead, proposal.pk, answers_more=not may_be_answered)
        assert raised.value.may_be_answered is may_be_answered
    actions.is_to.spoiled = lambda body: [more]
    assert approve(lead, proposal.pk, answers_more=True).state == "approved"
    lines = AuditEntry.objects.filter(action="teaching.approved", object=f"proposal:{proposal.pk}")
    assert lines.latest("pk").after["answers_more"] is True


def test_the_check_is_given_the_golden_questions_and_what_was_promised_before(asked, actions, member, plan):
    from web.teaching.workflow import approve, propose

    lead, first, second = member("lead"), asked("كم فرصة؟"), asked("أي حاجات تلبي؟")
    approve(lead, propose(lead, first, ids(first), plan("curated", "كم فرصة؟")).pk)
    other = plan("curated", "أي حاجات تلبي؟", passage_id="sme-roles/social/needs")
    approve(lead, propose(lead, second, ids(second), other).pk)
    cases = actions.is_to.tried[-1]["cases"]
    assert {"text": "كم فرصة؟", "passage_id": JOBS} in cases
    assert {
        "text": "كيف تخفف المؤسسات الصغيرة من المشكلات الاجتماعية؟",
        "passage_id": "sme-roles/social/social-problems",
    } in cases
    assert any(case["passage_id"] is None for case in cases)
    assert [each["text"] for each in actions.is_to.tried[-1]["curated"]] == ["أي حاجات تلبي؟"]


def test_a_check_that_grew_old_is_made_again(asked, actions, member, plan):
    """Another approval lands while this one is checked: what was checked is not what would be live."""
    from web.teaching.models import CuratedSet
    from web.teaching.workflow import approve, curated_version, propose

    theme, lead = asked("كم فرصة؟"), member("lead")
    proposal = propose(lead, theme, ids(theme), plan("curated", "كم فرصة؟"))
    curated_version()
    others = iter([1])

    def another_approval():
        for _ in others:
            CuratedSet.objects.update(version=41)

    actions.is_to.before_trying = another_approval
    assert approve(lead, proposal.pk).state == "approved"
    assert len(actions.is_to.tried) == 2
    assert curated_version() == 42


def test_without_an_index_nothing_is_approved_unchecked(asked, actions, member, plan):
    from web.teaching.workflow import approve, propose

    theme, lead = asked("كم فرصة؟"), member("lead")
    proposal = propose(lead, theme, ids(theme), plan("curated", "كم فرصة؟"))
    actions.is_to.status = 503
    assert code_of(approve, lead, proposal.pk) == "unreachable"
    actions.is_to.status = 200
    assert approve(lead, proposal.pk).state == "approved"


def test_one_wording_is_not_taught_for_two_passages(asked, actions, member, plan):
    from web.teaching.workflow import approve, propose

    lead, first, second = member("lead"), asked("كم فرصة؟"), asked("كم فُرصه")
    approve(lead, propose(lead, first, ids(first), plan("curated", "كم فرصة؟")).pk)
    other = plan("curated", "كم فُرصه", passage_id="sme-roles/social/needs")
    assert code_of(approve, lead, propose(lead, second, ids(second), other).pk) == "taught_elsewhere"


def test_a_passage_that_the_index_does_not_have_is_refused(asked, actions, member, plan):
    from web.teaching.workflow import approve, propose

    theme, lead = asked("كم فرصة؟"), member("lead")
    proposal = propose(lead, theme, ids(theme), plan("curated", "كم فرصة؟", passage_id="gone/away"))
    assert code_of(approve, lead, proposal.pk) == "passage_unknown"


def test_an_example_of_another_intent_is_refused(asked, actions, member, plan):
    from web.teaching.workflow import approve, propose

    theme, lead = asked("ما هي أبرز التحديات"), member("lead")
    proposal = propose(lead, theme, ids(theme), plan("training", "ما هي أبرز التحدّيات", intent="greet"))
    assert code_of(approve, lead, proposal.pk) == "contradicts"


def test_an_intent_that_is_gone_by_the_time_of_approval_is_refused(asked, actions, member, plan, monkeypatch):
    from web.teaching import approval
    from web.teaching.workflow import approve, propose

    theme, lead = asked("مرحبا يا دليل الطيب"), member("lead")
    proposal = propose(lead, theme, ids(theme), plan("training", "مرحبا يا دليل الطيب", intent="greet"))
    monkeypatch.setattr(approval, "intent_names", lambda: ["thank"])
    assert code_of(approve, lead, proposal.pk) == "unknown_intent"

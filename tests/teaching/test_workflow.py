"""Proposals from state to state: by whom, once, with their history, and what each brings about."""

from __future__ import annotations

import json

import pytest

JOBS = "sme-roles/economic/jobs"


@pytest.fixture
def plan():
    """A plan: plan("curated", "كم الضريبة؟", passage_id=…); the passage about jobs unless named."""
    from web.teaching.plan import Plan

    def make(kind, *wordings, **fields):
        if kind == "curated":
            fields.setdefault("passage_id", JOBS)
        if kind == "training":
            fields.setdefault("intent", "ask_challenges")
        if kind == "out_of_scope":
            fields.setdefault("distance", "near")
        return Plan(kind, wordings, **fields)

    return make


def ids(theme):
    return sorted(theme.questions.values_list("pk", flat=True))


def code_of(function, *arguments):
    from web.teaching.errors import TeachingError

    with pytest.raises(TeachingError) as raised:
        function(*arguments)
    return raised.value.code


def states(proposal):
    return list(proposal.steps.order_by("pk").values_list("state", "by__username"))


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
        ("training", [("intent", "ask_challenges")]),
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
    from web.review.models.audit_entry import AuditEntry
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

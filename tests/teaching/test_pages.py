"""Teaching's pages: what they show, and what their forms do."""

from __future__ import annotations

import pytest

PAGES = ("", "waiting", "approved", "cases", "changes", "training", "sources", "sources.csv")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["reviewer", "lead", "administrator"])
def test_every_page_opens_for_the_staff(taught, actions, signed_in, page, role):
    assert signed_in(role).get(f"/review/teach/{page}").status_code == 200


def test_a_theme_shows_its_questions_and_the_ways_out(asked, actions, signed_in):
    theme = asked("كم الضريبة؟", "ما نسبة الضريبة؟")
    page = signed_in("reviewer").get(f"/review/teach/groups/{theme.pk}")
    assert page.status_code == 200
    assert "كم الضريبة؟" in page.text and "ما نسبة الضريبة؟" in page.text
    assert page.text.count('name="kind"') == 5


def test_a_message_of_a_conversation_is_taken_up_once(message, actions, signed_in):
    from web.teaching.models import Theme

    message(7, "كم فرصة عمل توفر؟", kind="point", refused="")
    message(8, "/show_passage", is_press=True)
    reviewer = signed_in("reviewer")
    page = reviewer.get("/review/conversations/web-a").text
    assert 'action="/review/teach/messages/7"' in page
    assert 'action="/review/teach/messages/8"' not in page
    for _ in range(2):
        theme = reviewer.post("/review/teach/messages/7").headers["Location"]
        assert theme == f"/review/teach/groups/{Theme.objects.get().pk}"
    assert "كم فرصة عمل توفر؟" in reviewer.get(theme).text
    for unknown in (8, 9):
        assert reviewer.post(f"/review/teach/messages/{unknown}").status_code == 404


def test_a_search_shows_the_passages_to_choose_from(taught, actions, signed_in):
    page = signed_in("reviewer").get("/review/teach/search?query=الشغل")
    assert page.text.count('name="passage_id"') == 3
    assert 'value="sme-roles/economic/jobs"' in page.text
    actions.is_to.status = 500
    assert "الفهرس لا يجيب الآن" in signed_in("lead").get("/review/teach/search?query=الشغل").text


def test_a_reviewer_proposes_and_a_lead_approves(asked, actions, curated, signed_in):
    from web.teaching.models import Proposal
    from web.teaching.published import publish, take_up

    theme = asked("كم فرصة عمل توفر؟", "كم فرصه عمل توفر", "هل توظف كثيرا؟")
    ids = list(theme.questions.values_list("pk", flat=True))
    form = {
        "kind": "curated",
        "question": [ids[0]],
        "passage_id": "sme-roles/economic/jobs",
        "wordings": "كم فرصة عمل توفر المؤسسات؟\n\nكم شخصا توظف؟",
        "note": "",
        "then": "propose",
    }
    answer = signed_in("reviewer").post(f"/review/teach/groups/{theme.pk}", form)
    proposal = Proposal.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/review/teach/proposals/{proposal.pk}"
    assert proposal.covered == 2  # both that read alike, not the third
    lead = signed_in("lead")
    assert "كم شخصا توظف؟" in lead.get("/review/teach/waiting").text
    assert lead.post(f"/review/teach/proposals/{proposal.pk}/approve").status_code == 302
    publish()
    assert curated.read_text(encoding="utf-8").count("\n") == 2
    take_up()
    page = lead.get("/review/teach/approved").text
    assert "أخذ به الفهرس" in page
    assert lead.get(f"/review/teach/proposals/{proposal.pk}").text.count("لم يُجرَّب بعد") == 2


def test_a_reviewer_cannot_decide(asked, actions, member, signed_in):
    from web.teaching.models import Proposal
    from web.teaching.plan import Plan
    from web.teaching.workflow import propose

    theme = asked("كم الضريبة؟")
    proposal = propose(member("lead", "other"), theme, [theme.questions.get().pk], Plan("nothing"))
    reviewer = signed_in("reviewer")
    for step in ("approve", "refuse"):
        assert reviewer.post(f"/review/teach/proposals/{proposal.pk}/{step}").status_code == 403
    assert reviewer.post(f"/review/teach/proposals/{proposal.pk}/undo").status_code == 302
    assert "هذا لمن دوره" in reviewer.get("/review/teach/").text
    assert Proposal.objects.get().state == "proposed"


def test_what_would_be_spoilt_is_shown_and_nothing_is_approved(asked, actions, signed_in):
    from web.teaching.models import Proposal

    spoilt = {"text": "ما دور الشغل؟", "expected": "sme-roles/economic", "before": "sme-roles/economic"}
    actions.is_to.spoiled = lambda body: [{**spoilt, "after": None, "by": body["curated"][0]["id"]}]
    theme = asked("كم فرصة عمل توفر؟")
    form = {
        "kind": "curated",
        "question": [theme.questions.get().pk],
        "passage_id": "sme-roles/economic/jobs",
        "wordings": "كم فرصة عمل توفر؟",
        "then": "approve",
    }
    lead = signed_in("lead")
    page = lead.post(f"/review/teach/groups/{theme.pk}", form)
    assert page.status_code == 409
    assert "ما دور الشغل؟" in page.text
    assert "answers_more" not in page.text
    assert Proposal.objects.get().state == "proposed"
    actions.is_to.spoiled = lambda body: [
        {**spoilt, "expected": None, "before": None, "after": "sme-roles/economic/jobs", "by": "1-1"}
    ]
    approve = f"/review/teach/proposals/{Proposal.objects.get().pk}/approve"
    page = lead.post(approve)
    assert page.status_code == 409
    assert 'name="answers_more" value="yes"' in page.text
    assert lead.post(approve, {"answers_more": "yes"}).status_code == 302
    assert Proposal.objects.get().state == "approved"

"""What is masked is seen by a lead, for a reason, for a while, and it is in the audit log."""

from __future__ import annotations

import time
from unittest import mock

import pytest

from tests.review.said import SENDER, say

PAGE = f"/review/conversations/{SENDER}"
SECRET = "0551234567"
REASON = "طلب صاحبها أن نتصل به"


@pytest.fixture(autouse=True)
def conversation(database):
    say(f"اتصل بي على {SECRET}")


def unmask(visitor, **form):
    return visitor.post("/review/work/unmask", {"sender": SENDER, "reason": REASON, "next": PAGE, **form})


def test_a_lead_gives_a_reason_and_sees_it_until_the_mask_comes_back(signed_in):
    from web.review.models import AuditEntry

    rim = signed_in("lead", name="rim")
    assert SECRET not in rim.get(PAGE).text
    assert unmask(rim).headers["location"] == PAGE
    page = rim.get(PAGE).text
    assert SECRET in page
    assert "مكشوفة لك حتى" in page
    entry = AuditEntry.objects.order_by("-id").first()
    assert (entry.who, entry.action, entry.object) == (
        "rim",
        "conversation.unmasked",
        f"conversation:{SENDER}",
    )
    assert entry.after == {"reason": REASON, "minutes": 15}
    with mock.patch("web.review.unmasking.time.time", return_value=time.time() + 15 * 60 + 1):
        assert SECRET not in rim.get(PAGE).text


def test_nobody_else_and_no_other_conversation_is_unmasked(signed_in):
    say(f"وأنا {SECRET}", sender_id="web-other")
    rim, sami = signed_in("lead", name="rim"), signed_in("lead", name="sami")
    unmask(rim)
    assert SECRET not in sami.get(PAGE).text
    assert SECRET not in rim.get("/review/conversations/web-other").text
    assert SECRET not in rim.get("/review/conversations").text


def test_it_is_masked_again_on_demand_and_after_signing_out(signed_in):
    rim = signed_in("lead", name="rim")
    unmask(rim)
    rim.post("/review/work/mask", {"sender": SENDER})
    assert SECRET not in rim.get(PAGE).text
    unmask(rim)
    rim.sign_out()
    rim.sign_in("rim")
    assert SECRET not in rim.get(PAGE).text


def test_who_is_a_lead_no_more_sees_it_no_more(signed_in):
    from web.review import staff

    rim = signed_in("lead", name="rim")
    unmask(rim)
    staff.set_role("rim", "reviewer", None)
    assert SECRET not in rim.get(PAGE).text


@pytest.mark.parametrize("reason", ["", "   ", "x", "\0\0\0\0\0\0"])
def test_without_a_reason_the_mask_stays(signed_in, reason):
    rim = signed_in("lead", name="rim")
    answer = rim.post("/review/work/unmask", {"sender": SENDER, "reason": reason}, **{"HX-Request": "true"})
    assert answer.status_code == 422
    assert SECRET not in rim.get(PAGE).text


def test_a_reviewer_does_not_unmask(signed_in):
    rim = signed_in("reviewer", name="rim")
    assert unmask(rim).status_code == 403
    assert "اكشف المحجوب" not in rim.get(PAGE).text
    assert SECRET not in rim.get(PAGE).text

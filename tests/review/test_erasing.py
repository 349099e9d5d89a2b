"""An administrator erases a person from the page of their conversation."""

from __future__ import annotations

import pytest

from tests.review.said import SENDER, say

PAGE = f"/review/conversations/{SENDER}"
FORM = {"sender": SENDER, "confirm": "محو", "next": PAGE}


@pytest.fixture(autouse=True)
def conversation(database):
    say("ما دور المؤسسات؟", "اتصل بي على 0551234567")
    say("محادثة أخرى", sender_id="web-other")


def test_all_of_it_is_gone_and_a_receipt_says_so(signed_in):
    from web.chat.models import TrackerEvent
    from web.review.models import AuditEntry, Conversation, ErasureReceipt

    amal = signed_in("administrator", name="amal")
    page = amal.post("/review/work/erase", FORM)
    receipt = ErasureReceipt.objects.get()
    assert page.status_code == 200
    assert str(receipt.pk) in page.text
    assert "0551234567" not in page.text
    assert (receipt.by, receipt.conversations) == ("amal", 1)
    assert amal.get(PAGE).status_code == 404
    assert not TrackerEvent.objects.filter(sender_id=SENDER).exists()
    assert list(Conversation.objects.values_list("sender_id", flat=True)) == ["web-other"]
    entry = AuditEntry.objects.order_by("-id").first()
    assert (entry.who, entry.action, entry.object) == ("amal", "person.erased", f"receipt:{receipt.pk}")
    assert SENDER not in str(entry.after)


@pytest.mark.parametrize("confirm", ["", "erase", "محو!", "نعم"])
def test_without_the_word_nothing_is_erased(signed_in, confirm):
    amal = signed_in("administrator")
    assert amal.post("/review/work/erase", {**FORM, "confirm": confirm}).headers["location"] == PAGE
    page = amal.get(PAGE)
    assert page.status_code == 200
    assert "اكتب كلمة التأكيد" in page.text


def test_what_is_gone_already_is_said_to_be(signed_in):
    amal = signed_in("administrator")
    amal.post("/review/work/erase", FORM)
    answer = amal.post("/review/work/erase", {**FORM, "next": "/review/account"})
    assert answer.headers["location"] == "/review/account"
    assert "لم يعد هذا موجودا" in amal.get("/review/account").text


def test_a_lead_does_not_erase(signed_in):
    rim = signed_in("lead")
    assert rim.post("/review/work/erase", FORM).status_code == 403
    assert "محو هذا الشخص" not in rim.get(PAGE).text
    assert "ما دور المؤسسات؟" in rim.get(PAGE).text


def test_of_somebody_on_telegram_everything_goes(signed_in):
    from web.chat.models import Session
    from web.review.models import Conversation
    from web.telegram.models import Conversation as TelegramConversation

    for number in (1, 2):
        sender = f"telegram-{number}"
        session = Session.objects.create(sender_id=sender, surface="telegram")
        TelegramConversation.objects.create(session=session, user_id=777, chat_id=777 + number)
        say("من تلغرام", sender_id=sender)
    amal = signed_in("administrator")
    page = amal.post("/review/work/erase", {**FORM, "sender": "telegram-1"})
    assert page.status_code == 200
    left = Conversation.objects.order_by("sender_id").values_list("sender_id", flat=True)
    assert list(left) == [SENDER, "web-other"]

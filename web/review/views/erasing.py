"""A person erased from the page of their conversation, and the receipt of it. For administrators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from web.review import audit, roles
from web.review.needs import needs
from web.review.privacy import NothingKept, erase_person
from web.review.views.work import refusal
from web.review.work import WorkError, target_of
from web.telegram.models import Conversation as TelegramConversation


@require_POST
@needs(roles.ADMINISTRATOR, atomic=False)  # what is gone from Rasa's log stays gone, whatever fails after it
def erase_page(request: HttpRequest) -> HttpResponse:
    """Erase whoever a conversation is of: all that they said, where they are known by more than this."""
    try:
        target = target_of(request.POST.get("sender", ""))
        if request.POST.get("confirm", "").strip() != _("erase"):
            raise WorkError("not_confirmed")
        receipt = erase_person(person_of(target.sender_id), request.user.get_username())
    except NothingKept:
        return refusal(request, WorkError("gone", 404))
    except WorkError as error:
        return refusal(request, error)
    audit.record(
        request.user,
        "person.erased",
        f"receipt:{receipt.pk}",
        after={"conversations": receipt.conversations, "rows": sum(receipt.removed.values())},
    )
    return render(request, "review/conversation/erased.html", {"receipt": receipt})


def person_of(sender_id: str) -> str:
    """The name under which a person is erased: a Telegram user's id, for all that they said in any chat.

    On the web nothing joins one visitor's conversations: there it is the conversation's own name.
    """
    on_telegram = TelegramConversation.objects.filter(session__sender_id=sender_id)
    user_id = on_telegram.values_list("user_id", flat=True).first()
    return sender_id if user_id is None else str(user_id)

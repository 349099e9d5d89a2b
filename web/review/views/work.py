"""What the staff do with a conversation. Each answers with the part of the page that it changed.

Without htmx the browser goes back to where the form says (`next`); with `part=none` nothing is sent but the
event "review:changed", for a list that looks after its own rows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from web.review import audit, roles, work
from web.review.models import Conversation, Message
from web.review.permissions import needs
from web.review.privacy import NothingKept, erase_person
from web.review.transcript.beside import CONVERSATION, Beside, beside
from web.review.unmasking import mask_again, unmask
from web.review.views.account import inside
from web.review.views.conversation import marks_context, side_context
from web.review.work import WorkError, target_of
from web.telegram.models import Conversation as TelegramConversation

CHANGED = "review:changed"
PROBLEMS = {
    "gone": _("This is no longer here."),
    "too_long": _("The text is longer than allowed."),
    "no_tag": _("Write the name of the tag."),
    "no_note": _("Write the note first."),
    "no_verdict": _("Choose a verdict."),
    "no_reason": _("Give a reason, a word or two at least."),
    "not_yours": _(
        "A lead assigns others’ conversations; you may take what is nobody’s and give up your own."
    ),
    "no_member": _("There is no active member of this name."),
    "not_confirmed": _("Write the confirming word as it is."),
}
Act = Callable[[HttpRequest, User], work.Target]


def doing(role: str) -> Callable[[Act], Callable[[HttpRequest], HttpResponse]]:
    """Make a view of what is done: who may, in what transaction, and what the browser gets for it."""

    def decorate(act: Act) -> Callable[[HttpRequest], HttpResponse]:
        @wraps(act)
        def view(request: HttpRequest) -> HttpResponse:
            try:
                target = act(request, cast(User, request.user))
            except work.WorkError as error:
                return refusal(request, error)
            return _changed(request, target)

        return cast(Callable[[HttpRequest], HttpResponse], require_POST(needs(role)(view)))

    return decorate


@doing(roles.REVIEWER)
def tag_page(request: HttpRequest, by: User) -> work.Target:
    target = _target(request)
    work.tag(by, target, request.POST.get("name", ""))
    return target


@doing(roles.REVIEWER)
def untag_page(request: HttpRequest, by: User) -> work.Target:
    return work.untag(by, _number(request, "tagging"))


@doing(roles.REVIEWER)
def flag_page(request: HttpRequest, by: User) -> work.Target:
    target = _target(request)
    work.raise_flag(by, target, request.POST.get("reason", ""))
    return target


@doing(roles.REVIEWER)
def unflag_page(request: HttpRequest, by: User) -> work.Target:
    return work.lower_flag(by, _number(request, "flag"))


@doing(roles.REVIEWER)
def note_page(request: HttpRequest, by: User) -> work.Target:
    target = _target(request)
    instead_of = _number(request, "instead_of") if request.POST.get("instead_of") else None
    work.write_note(by, target, request.POST.get("text", ""), instead_of)
    return target


@doing(roles.REVIEWER)
def verdict_page(request: HttpRequest, by: User) -> work.Target:
    target = _target(request)
    work.judge(by, target, request.POST.get("judgement", ""), request.POST.get("reason", ""))
    return target


@doing(roles.REVIEWER)
def reviewed_page(request: HttpRequest, by: User) -> work.Target:
    target = work.target_of(request.POST.get("sender", ""))
    (work.mark_unread if request.POST.get("on") == "0" else work.mark_read)(by, target)
    return target


@doing(roles.REVIEWER)
def assign_page(request: HttpRequest, by: User) -> work.Target:
    target = work.target_of(request.POST.get("sender", ""))
    work.assign(by, target, request.POST.get("to", ""))
    return target


@doing(roles.LEAD)
def unmask_page(request: HttpRequest, by: User) -> work.Target:
    target = work.target_of(request.POST.get("sender", ""))
    unmask(request, target.sender_id, request.POST.get("reason", ""))
    return target


@doing(roles.LEAD)
def mask_page(request: HttpRequest, by: User) -> work.Target:
    target = work.target_of(request.POST.get("sender", ""))
    mask_again(request, target.sender_id)
    return target


def _target(request: HttpRequest) -> work.Target:
    return work.target_of(request.POST.get("sender", ""), request.POST.get("event", ""))


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise work.WorkError("gone", 404)
    return int(text)


def _changed(request: HttpRequest, target: work.Target) -> HttpResponse:
    """The part of the page that shows what was changed."""
    if not _is_partial(request):
        place = f"#message-{target.event_id}" if target.event_id else ""
        home = reverse("review:conversation", args=[target.sender_id])
        return redirect(inside(request.POST.get("next", "") or home) + place)
    if request.POST.get("part") == "none":
        return HttpResponse(status=204, headers={"HX-Trigger": CHANGED})
    if target.event_id is None:
        conversation = Conversation.objects.get(sender_id=target.sender_id)
        of_it = beside(target.sender_id, ()).get(CONVERSATION, Beside())
        context = side_context(request, conversation, of_it)
        return render(request, "review/conversation/side.html", context)
    message = Message.objects.select_related("conversation").get(event_id=target.event_id)
    return render(request, "review/conversation/marks.html", marks_context(request, message))


def refusal(request: HttpRequest, error: work.WorkError) -> HttpResponse:
    """What is wrong with what was asked (a WorkError), in a sentence."""
    return said(request, str(PROBLEMS[error.code]), error.status)


def said(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """A sentence that htmx shows, or that stands on the page it came from."""
    if _is_partial(request):
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    messages.error(request, sentence)
    return redirect(inside(request.POST.get("next", "")))


def _is_partial(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


@require_POST
@needs(roles.ADMINISTRATOR, atomic=False)  # what is gone from Rasa's log stays gone, whatever fails after it
def erase_page(request: HttpRequest) -> HttpResponse:
    """Erase whoever a conversation is of: all that they said, where they are known by more than this."""
    try:
        target = target_of(request.POST.get("sender", ""))
        if request.POST.get("confirm", "").strip() != str(_("erase")):
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

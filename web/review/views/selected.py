"""What is done with the conversations that were selected in the list, all of it or nothing."""

from __future__ import annotations

from typing import cast
from urllib.parse import parse_qsl

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from web.review import roles, work
from web.review.filters import read_filter
from web.review.listing.rows import conversation_rows
from web.review.models import Conversation
from web.review.needs import needs
from web.review.views.conversations import is_partial
from web.review.views.sign_in import inside
from web.review.views.work import refusal, said

MAX_SELECTED = 200


@require_POST
@needs(roles.REVIEWER)
def selected_page(request: HttpRequest) -> HttpResponse:
    """Do one thing with each; htmx gets a word and the rows as they are now, a browser its list again."""
    senders = list(dict.fromkeys(request.POST.getlist("sender")))[:MAX_SELECTED]
    if not senders:
        return said(request, _("Select a conversation first."), 422)
    try:
        with transaction.atomic():  # a refusal half-way takes back what was done before it
            for sender_id in senders:
                _do(request, cast(User, request.user), work.target_of(sender_id))
    except work.WorkError as error:
        return refusal(request, error)
    return _done(request, senders)


def _do(request: HttpRequest, by: User, target: work.Target) -> None:
    match request.POST.get("action", ""):
        case "tag":
            work.tag(by, target, request.POST.get("tag", ""))
        case "assign":
            work.assign(by, target, request.POST.get("to", ""))
        case "reviewed":
            work.mark_read(by, target)
        case "unreviewed":
            work.mark_unread(by, target)
        case _:
            raise work.WorkError("gone", 400)


def _done(request: HttpRequest, senders: list[str]) -> HttpResponse:
    if not is_partial(request):
        return redirect(inside(request.POST.get("next", "")))
    filter, _ = read_filter(dict(parse_qsl(request.POST.get("query", ""))))
    found = Conversation.objects.filter(pk__in=senders)
    context = {
        "rows": conversation_rows(found, filter, request.user),
        "query": filter.query(),
        "is_apart": True,
    }
    return render(request, "review/list/done.html", context)

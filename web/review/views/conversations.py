"""The lists: conversations that a filter finds, and the messages by which it finds them."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import parse_qsl

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from web.review import roles, work
from web.review.filters import Filter, Ignored, read_filter
from web.review.filters.facets import Counts, counts
from web.review.filters.form import assignable_by, chips, form_fields, kept_apart, sort_options
from web.review.filters.lists import FEW, conversations, messages, number_of_conversations
from web.review.filters.pages import (
    CONVERSATION_ORDERS,
    MESSAGE_ORDERS,
    BadCursor,
    Order,
    Page,
    order_of,
    page,
)
from web.review.filters.rows import conversation_rows, message_rows
from web.review.models import Conversation, SavedFilter
from web.review.permissions import needs
from web.review.views.account import inside
from web.review.views.work import refusal, said

MAX_SELECTED = 200
COUNTED_AT_ONCE = 5_000  # conversations in the log; of more, the choices' counts come after the page


@require_safe
@needs(roles.REVIEWER)
def conversations_page(request: HttpRequest) -> HttpResponse:
    """Show a page of the conversations that the address asks for."""
    filter, ignored = read_filter(request.GET)
    if (elsewhere := _canonical(request, filter, ignored)) is not None:
        return elsewhere
    viewer = cast(User, request.user)
    number = number_of_conversations(filter, viewer)
    order = order_of(CONVERSATION_ORDERS, filter.sort)
    found, is_lost = _page(request, conversations(filter, viewer, few=number <= FEW), order)
    context = {
        **list_context(request, filter, ignored),
        "what": "conversations",
        "number": number,
        "rows": conversation_rows(found.rows, filter, viewer),
        "page": found,
        "is_lost": is_lost,
        "members": assignable_by(viewer),
    }
    return _answer(request, context)


@require_safe
@needs(roles.REVIEWER)
def messages_page(request: HttpRequest) -> HttpResponse:
    """Show a page of the messages that the address asks for."""
    filter, ignored = read_filter(request.GET)
    if (elsewhere := _canonical(request, filter, ignored)) is not None:
        return elsewhere
    asked = messages(filter, request.user)
    found, is_lost = _page(request, asked, order_of(MESSAGE_ORDERS, filter.sort))
    context = {
        **list_context(request, filter, ignored),
        "what": "messages",
        "number": asked.count(),
        "rows": message_rows(found.rows),
        "page": found,
        "is_lost": is_lost,
    }
    return _answer(request, context)


@require_safe
@needs(roles.REVIEWER)
def counts_page(request: HttpRequest) -> HttpResponse:
    """The form's choices with their counts, for a list that was shown without them."""
    filter, _ = read_filter(request.GET)
    fields = form_fields(filter, counts(filter, request.user))
    return render(request, "review/list/selects.html", {"fields": fields, "is_apart": True})


def list_context(request: HttpRequest, filter: Filter, ignored: tuple[Ignored, ...]) -> dict[str, Any]:
    """What both lists show beside their rows."""
    numbers = _counts_at_once(request, filter)
    kept = SavedFilter.objects.filter(Q(owner=request.user.pk) | Q(shared=True)).select_related("owner")
    is_of_messages = request.resolver_match is not None and request.resolver_match.url_name == "messages"
    orders: dict[str, Order] = MESSAGE_ORDERS if is_of_messages else CONVERSATION_ORDERS
    return {
        "filter": filter,
        "ignored": ignored,
        "query": filter.query(),
        "chips": chips(filter),
        "fields": form_fields(filter, numbers),
        "counts_follow": numbers is None,
        "apart": kept_apart(filter),
        "sorts": sort_options(orders),
        "saved": kept.order_by("name"),
        "tag_names": [option.value for option in _tags(form_fields(filter, None))],
    }


def _tags(fields: list[Any]) -> Any:
    return next(field.options for field in fields if field.name == "tag")


def _counts_at_once(request: HttpRequest, filter: Filter) -> Counts | None:
    if Conversation.objects.all()[COUNTED_AT_ONCE : COUNTED_AT_ONCE + 1]:
        return None
    return counts(filter, request.user)


def _canonical(request: HttpRequest, filter: Filter, ignored: tuple[Ignored, ...]) -> HttpResponse | None:
    """The way to a filter's one address from what a form makes of it, empty fields and all."""
    query = request.META.get("QUERY_STRING", "")
    if is_partial(request) or ignored or "after" in request.GET or "before" in request.GET:
        return None
    if query == filter.query() or all(text for text in request.GET.values()):
        return None
    return redirect(request.path + (f"?{filter.query()}" if filter.query() else ""))


def _page(request: HttpRequest, rows: Any, order: Order) -> tuple[Page[Any], bool]:
    """The page that the address names; the first one, and that it is not what was asked for."""
    try:
        return page(rows, order, request.GET), False
    except BadCursor:
        return page(rows, order, {}), True


def is_partial(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _answer(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    if not is_partial(request):
        return render(request, "review/list/page.html", context)
    response = render(request, "review/list/part.html", context)
    query = context["query"]
    response.headers["HX-Push-Url"] = request.path + (f"?{query}" if query else "")
    return response


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

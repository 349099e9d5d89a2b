"""The unanswered questions in groups; one group with what can be done about it; a search for its passage."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from arabic.private import mask
from web.review.models import Conversation, Message
from web.review.permissions import StaffRequest, needs
from web.review.roles import LEAD, REVIEWER, allows
from web.teaching import action_server, collect
from web.teaching.errors import TeachingError, UnreachableError
from web.teaching.models import Proposal, Question, Theme
from web.teaching.overview import ORDERS, alike, rows_of, themes, wordings_of
from web.teaching.plan import MOST_WORDINGS, Plan
from web.teaching.training import intent_names
from web.teaching.views.page import page_of, show, tell
from web.teaching.views.proposals import approved
from web.teaching.workflow import propose

MOST_CHARACTERS = 200


@require_safe
@needs(REVIEWER)
def unanswered_page(request: HttpRequest) -> HttpResponse:
    """The list; `?channel=telegram&state=all&order=latest&q=words` narrow it."""
    wished = request.GET
    channel = wished.get("channel", "")
    channel = channel if channel in Conversation.Channel.values else ""
    order = wished.get("order", "")
    order = order if order in ORDERS else "count"
    words = wished.get("q", "").replace("\0", "")[:MOST_CHARACTERS]
    found = themes(channel=channel, only_open=wished.get("state") != "all", words=words, order=order)
    page = page_of(request, found)
    context = {
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "channel": channel,
        "channels": Conversation.Channel.values,
        "order": order,
        "state": wished.get("state", ""),
        "words": words,
        "ungrouped": Question.objects.filter(theme=None, proposal=None).count(),
    }
    return show(request, "unanswered", context)


SHOWN = 40  # wordings, beyond which a theme's questions are covered without being listed
PREFILLED = 5  # wordings that the form begins with
MOST_QUERY = 300


@require_http_methods(["GET", "HEAD", "POST"])
@needs(REVIEWER, atomic=False)
def theme_page(request: StaffRequest, theme_id: int) -> HttpResponse:
    theme = get_object_or_404(Theme, pk=theme_id)
    if request.method == "POST":
        return _propose(request, theme)
    return _shown(request, theme)


@require_safe
@needs(REVIEWER)
def search_part(request: HttpRequest) -> HttpResponse:
    """The passages that a search finds, each to be chosen; a part of a page."""
    query = " ".join(request.GET.get("query", "").replace("\0", "").split())[:MOST_QUERY]
    try:
        found = action_server.search(query) if query else None
    except UnreachableError:
        return show(request, "search", {"unreachable": True})
    return show(request, "search", {"found": found, "query": query, "chosen": request.GET.get("passage_id")})


@require_http_methods(["POST"])
@needs(REVIEWER, atomic=False)
def message_page(request: StaffRequest, event_id: int) -> HttpResponse:
    """Take up a message that a reviewer found wrong, and go to its theme, a new one where it has none."""
    message = Message.objects.select_related("conversation").filter(pk=event_id, is_press=False).first()
    if message is None or not message.text.strip():
        raise Http404
    question = collect.from_message(message, Question.Why.STAFF)
    if question.theme_id is None:
        question.theme = Theme.objects.create(name=question.text)
        question.save(update_fields=["theme"])
    return HttpResponseRedirect(reverse("teach:theme", args=[question.theme_id]))


def _shown(request: StaffRequest, theme: Theme, status: int = 200) -> HttpResponse:
    asked = wordings_of(theme.questions.all())
    still_open = [each for each in asked if each.proposal_id is None]
    context = {
        "theme": theme,
        "asked": asked[:SHOWN],
        "more": max(0, len(asked) - SHOWN),
        "count": theme.questions.count(),
        "is_open": bool(still_open),
        "wordings": "\n".join(mask(each.text) for each in still_open[:PREFILLED]),
        "kinds": Proposal.Kind.values,
        "intents": intent_names(),
        "proposals": theme.proposals.select_related("by", "decided_by").order_by("-pk"),
        "can_approve": allows(request.user, LEAD),
    }
    return show(request, "theme", context, status)


def _propose(request: StaffRequest, theme: Theme) -> HttpResponse:
    try:
        plan = _plan(request)
        proposal = propose(request.user, theme, _chosen(request, theme), plan)
    except TeachingError as error:
        tell(request, error)
        return HttpResponseRedirect(request.path)
    if request.POST.get("then") != "approve":
        messages.success(request, _("Your proposal waits for a lead."))
        return HttpResponseRedirect(reverse("teach:proposal", args=[proposal.pk]))
    return approved(request, proposal.pk)


def _plan(request: StaffRequest) -> Plan:
    form = request.POST
    return Plan(
        kind=form.get("kind", ""),
        wordings=tuple(form.get("wordings", "").splitlines()[: MOST_WORDINGS + 1]),
        passage_id=form.get("passage_id", "")[:MOST_QUERY],
        intent=form.get("intent", "")[:MOST_QUERY],
        distance=form.get("distance", ""),
        note=form.get("note", ""),
    )


def _chosen(request: StaffRequest, theme: Theme) -> list[int]:
    """The questions ticked, with all that read like them; what the page did not list comes with them."""
    ticked = [int(each) for each in request.POST.getlist("question") if each.isascii() and each.isdigit()]
    ours = list(theme.questions.filter(pk__in=ticked).values_list("pk", flat=True))
    chosen = set(alike(ours))
    if ours and (unlisted := wordings_of(theme.questions.all())[SHOWN:]):
        chosen |= set(alike([each.event_id for each in unlisted if each.proposal_id is None]))
    return sorted(chosen)

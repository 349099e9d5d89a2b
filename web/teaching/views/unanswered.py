"""The themes that went unanswered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from web.review.models import Conversation
from web.review.permissions import needs
from web.review.roles import REVIEWER
from web.teaching.models import Question
from web.teaching.overview import ORDERS, rows_of, themes
from web.teaching.views.page import page_of, show

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

"""A quotation in its document: the passages around it, as the running index has them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from web.review import roles
from web.review.models import Message
from web.review.needs import needs
from web.review.passages import PASSAGES, Passage
from web.review.transcript.found import parted
from web.review.transcript.page import one_message
from web.review.unmasking import show_for


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of the document, parted where the answer quotes it; `quote` empty where it does not."""

    passage: Passage
    before: str
    quote: str
    after: str


@require_safe
@needs(roles.REVIEWER)
def document_part(request: HttpRequest, event_id: int) -> HttpResponse:
    """The document of a passage (?passage=…), with everything that this message's answer quotes of it."""
    message = Message.objects.select_related("conversation").filter(event_id=event_id).first()
    if message is None:
        raise Http404("no such message")
    seen = one_message(message, show_for(request, message.conversation_id))
    quotes = {
        quote.passage_id: quote.quote
        for told in seen.replies
        if told.found is not None
        for quote in told.found.quotes
    }
    found = PASSAGES.document_of(request.GET.get("passage", ""))
    context = {
        "places": [_place(each, quotes.get(each.id, "")) for each in found],
        "answers": bool(PASSAGES.all()),
    }
    return render(request, "review/conversation/document.html", context)


def _place(passage: Passage, quote: str) -> Place:
    before, middle, after = parted(passage.text, quote)
    if quote and not (before or after) and middle != passage.text:
        return Place(passage, "", "", passage.text)  # the index has other words by now
    return Place(passage, before, middle, after) if quote else Place(passage, passage.text, "", "")

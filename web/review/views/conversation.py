"""A conversation: what its user saw, why each message was answered so, and what the staff think of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contract.segments import Segment
from web.review import roles
from web.review.filters import read_filter
from web.review.filters.form import assignable_by
from web.review.filters.lists import neighbours
from web.review.models import Assignment, Conversation, Message, Reviewed, Tag, Verdict
from web.review.passages import Passage, document_of, named
from web.review.permissions import needs
from web.review.transcript import transcript_of
from web.review.transcript.beside import CONVERSATION, Beside, beside
from web.review.transcript.found import Quoted, quoted_in
from web.review.transcript.page import Transcript, one_message
from web.review.unmasking import show_for, unmasked_until
from web.review.views.account import inside
from web.review.work import MAX_EVENT_ID

OF_THIS_PAGE = ("at", "before_message")  # not the list's: which part of the conversation is shown


@require_safe
@needs(roles.REVIEWER)
def conversation_page(request: HttpRequest, sender_id: str) -> HttpResponse:
    """Show the conversation; its query string is that of the list from which it was opened."""
    conversation = _conversation(sender_id)
    show = show_for(request, sender_id)
    transcript = transcript_of(
        conversation, show, before=_event_id(request, "before_message"), around=_event_id(request, "at")
    )
    query = request.GET.copy()
    for name in OF_THIS_PAGE:
        query.pop(name, None)
    filter, _ = read_filter(query)
    previous, following = neighbours(filter, conversation, request.user)
    found = beside(sender_id, transcript.event_ids)
    context = {
        **side_context(request, conversation, found.get(CONVERSATION, Beside())),
        "transcript": transcript,
        "pieces": [(each, found.get(each.message.event_id, Beside())) for each in transcript.messages],
        "query": query.urlencode(),
        "previous": previous,
        "following": following,
        "unmasked_until": unmasked_until(request, sender_id),
        "passages": named(_hits(transcript)),
        "show": show,
    }
    return render(request, "review/conversation/page.html", context)


def _hits(transcript: Transcript) -> Iterator[str]:
    """The ids of all passages that were found for the messages shown."""
    for message in transcript.messages:
        for told in message.replies:
            yield from (hit.passage_id for hit in told.found.hits) if told.found is not None else ()


def side_context(request: HttpRequest, conversation: Conversation, of_it: Beside) -> dict[str, Any]:
    """What the panel beside the transcript shows."""
    sender_id = conversation.sender_id
    event_ids = Message.objects.filter(conversation=conversation).values_list("event_id", flat=True)
    return {
        "conversation": conversation,
        "of_it": of_it,
        "reviews": Reviewed.objects.filter(sender_id=sender_id).select_related("by").order_by("-at"),
        "my_review": Reviewed.objects.filter(
            sender_id=sender_id, by=request.user.pk, last_event_id__gte=conversation.last_event_id
        ).first(),
        "assignment": Assignment.objects.filter(sender_id=sender_id, is_current=True)
        .select_related("to")
        .first(),
        "members": assignable_by(request.user),
        "tags": Tag.objects.order_by("name").values_list("name", flat=True),
        "agreement": agreement(event_ids),
        "here": here(request),
        "show": show_for(request, sender_id),
    }


def marks_context(request: HttpRequest, message: Message) -> dict[str, Any]:
    """What stands beside one message."""
    found = beside(message.conversation_id, [message.event_id])
    return {
        "message": message,
        "beside": found.get(message.event_id, Beside()),
        "conversation": message.conversation,
        "here": here(request),
        "show": show_for(request, message.conversation_id),
    }


def here(request: HttpRequest) -> str:
    """The page that the viewer is on, which for a part of it is not the request's own address."""
    return inside(request.headers.get("HX-Current-URL") or request.get_full_path())


def _conversation(sender_id: str) -> Conversation:
    try:
        return Conversation.objects.get(sender_id=sender_id.replace("\0", ""))
    except Conversation.DoesNotExist:
        raise Http404("no such conversation") from None


def _event_id(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and int(text) <= MAX_EVENT_ID else None


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of the document, marked where the answer quotes it."""

    passage: Passage
    segments: tuple[Segment, ...]

    @property
    def is_cited(self) -> bool:
        return any(segment.is_marked for segment in self.segments)


@require_safe
@needs(roles.REVIEWER)
def document_part(request: HttpRequest, event_id: int) -> HttpResponse:
    """The document of a passage (?passage=…), with everything that this message's answer quotes of it."""
    message = Message.objects.select_related("conversation").filter(event_id=event_id).first()
    if message is None:
        raise Http404("no such message")
    seen = one_message(message, show_for(request, message.conversation_id))
    quotes = {
        quote.passage_id: quote
        for told in seen.replies
        if told.found is not None
        for quote in told.found.quotes
    }
    found = document_of(request.GET.get("passage", ""))
    context = {
        "places": [_place(each, quotes.get(each.id)) for each in found or ()],
        "answers": found is not None,
    }
    return render(request, "review/conversation/document.html", context)


def _place(passage: Passage, quoted: Quoted | None) -> Place:
    """Plain where nothing is quoted of it, or the index has other words by now."""
    tried = (quoted.segments, quoted_in(passage.text, quoted.quote)) if quoted else ()
    segments = (each for each in tried if "".join(segment.text for segment in each) == passage.text)
    return Place(passage, next(segments, (Segment(passage.text),)))


@dataclass(frozen=True, slots=True)
class Agreement:
    """`share` and `kappa` are None where nothing was judged twice; `kappa` too where chance explains all."""

    messages: int
    share: float | None
    kappa: float | None


def agreement(event_ids: Iterable[int]) -> Agreement:
    """Return the agreement of the two latest reviewers of each of these messages. Queries the database."""
    return agreement_of(pairs(Verdict.objects.filter(event_id__in=event_ids).order_by("id").iterator()))


def pairs(verdicts: Iterable[Verdict]) -> list[tuple[str, str]]:
    """The judgements of each message's two latest reviewers; verdicts come oldest first."""
    newest: dict[int, dict[int, Verdict]] = defaultdict(dict)
    for verdict in verdicts:
        newest[verdict.event_id][verdict.by_id] = verdict
    found = []
    for each in newest.values():
        latest = sorted(each.values(), key=lambda verdict: verdict.pk)[-2:]
        if len(latest) == 2:
            found.append((str(latest[0].judgement), str(latest[1].judgement)))
    return found


def agreement_of(judged: Sequence[tuple[str, str]]) -> Agreement:
    """Return the share judged alike and Cohen's kappa: (p_o - p_e) / (1 - p_e).

    p_e is the agreement that both raters' own frequencies would give by chance (J. Cohen, A Coefficient of
    Agreement for Nominal Scales, 1960).
    """
    if not judged:
        return Agreement(0, None, None)
    total = len(judged)
    share = sum(first == second for first, second in judged) / total
    firsts, seconds = Counter(first for first, _ in judged), Counter(second for _, second in judged)
    chance = sum(firsts[name] * seconds[name] for name in firsts) / total**2
    kappa = None if chance == 1 else (share - chance) / (1 - chance)
    return Agreement(total, share, kappa)

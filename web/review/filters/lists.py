"""What a filter finds: conversations, and the messages by which they were found."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from web.review import days
from web.review.filters.conditions import HAS_MESSAGE, asked_of_message, of_conversation, of_message
from web.review.filters.filter import Filter
from web.review.filters.pages import AT, CONVERSATION_ORDERS, order_of
from web.review.models import Conversation, Message

Viewer = AbstractBaseUser | AnonymousUser
FEW = 2_000  # conversations that are sooner gathered than met on a walk through all


def conversations(filter: Filter, viewer: Viewer, *, few: bool = False) -> QuerySet[Conversation]:
    """The conversations that a filter finds, in no order; `viewer` is who "me" is.

    With `few` they are gathered by their messages first, which is faster where there are not many.
    """
    found = Conversation.objects.filter(of_conversation(filter, viewer))
    if not asked_of_message(filter):
        return found
    known = _known_by_columns(filter)
    if known is not None:
        return found.filter(known)
    if few:
        having = Message.objects.filter(of_message(filter))
        return found.filter(pk__in=having.values("conversation_id"))
    having = Message.objects.filter(of_message(filter, one_by_one=True), conversation=OuterRef("pk"))
    return found.filter(_meets_days(filter), Exists(having))


def messages(filter: Filter, viewer: Viewer) -> QuerySet[Message]:
    """The messages that meet a filter, in conversations that meet it, in no order."""
    return Message.objects.filter(of_message(filter), of_conversation(filter, viewer, "conversation__"))


def number_of_conversations(filter: Filter, viewer: Viewer) -> int:
    """How many conversations a filter finds."""
    if not asked_of_message(filter) or _known_by_columns(filter) is not None:
        return conversations(filter, viewer).count()
    if filter.text:  # a word may be in most messages, which are sooner walked than looked up one by one
        return conversations(filter, viewer).count()
    counted = messages(filter, viewer).aggregate(number=Count("conversation", distinct=True))
    return int(counted["number"])


def neighbours(filter: Filter, conversation: Conversation, viewer: Viewer) -> tuple[str | None, str | None]:
    """The senders of the conversations before and after this one in the filter's list, in its order.

    The conversation need not be in the list any more: its place is where it would stand.
    """
    order = order_of(CONVERSATION_ORDERS, filter.sort)
    here = Conversation.objects.annotate(**{AT: order.column}).filter(pk=conversation.pk).first()
    if here is None:
        return None, None
    rows = conversations(filter, viewer).annotate(**{AT: order.column})

    def nearest(*, backwards: bool) -> str | None:
        beyond = rows.filter(order.beyond(getattr(here, AT), here.pk, backwards=backwards))
        return beyond.order_by(*order.by(backwards=backwards)).values_list("pk", flat=True).first()

    return nearest(backwards=True), nearest(backwards=False)


def _known_by_columns(filter: Filter) -> Q | None:
    """What the conversation's own columns know of the messages asked for; None where they do not know all."""
    asked = asked_of_message(filter)
    if len(asked) != 1:
        return None
    (attribute,) = asked
    return HAS_MESSAGE.get((attribute, getattr(filter, attribute)))


def _meets_days(filter: Filter) -> Q:
    """What need not be looked at: conversations that were over before the days, or began after."""
    conditions = Q()
    if filter.since:
        conditions &= Q(last_at__gte=days.begins(filter.since))
    if filter.until:
        conditions &= Q(started_at__lt=days.ends(filter.until))
    return conditions

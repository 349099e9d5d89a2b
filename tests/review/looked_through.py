"""What a filter should find, by looking at every message and conversation in turn."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from web.review.filters import Filter
from web.review.models import Assignment, Conversation, Flag, Message, Reviewed, Tagging

YES_OF_MESSAGE = {
    "question": lambda m: m.is_question,
    "answered": lambda m: m.is_question and m.answered and not m.refused,
    "refused": lambda m: m.is_question and m.refused != "",
    "follow_up": lambda m: m.follow_up,
    "person": lambda m: m.handoff == "person",
    "pass_on": lambda m: m.handoff == "question",
    "hand_over": lambda m: m.handoff != "",
}


def meets(message: Message, filter: Filter) -> bool:
    """Whether one message is what the filter asks of messages; not its words."""
    day = timezone.localtime(message.at).date()
    percent = None if message.confidence is None else message.confidence * 100
    checks = [
        (filter.since, lambda: day >= filter.since),
        (filter.until, lambda: day <= filter.until),
        (filter.intent, lambda: message.intent == filter.intent),
        (filter.kind, lambda: message.kind == filter.kind),
        (filter.topic, lambda: message.section == ("" if filter.topic == "-" else filter.topic)),
        (filter.same, lambda: message.question_key == filter.same),
        (
            filter.confidence_from is not None,
            lambda: percent is not None and percent >= filter.confidence_from,
        ),
        (filter.confidence_to is not None, lambda: percent is not None and percent <= filter.confidence_to),
        (filter.feedback in ("up", "down"), lambda: message.feedback == filter.feedback),
        (filter.feedback == "any", lambda: message.feedback != ""),
        *(
            (getattr(filter, name) == "yes", lambda n=name: YES_OF_MESSAGE[n](message))
            for name in YES_OF_MESSAGE
        ),
    ]
    return all(bool(check()) for is_asked, check in checks if is_asked)


def asks_of_messages(filter: Filter) -> bool:
    plain = ("since", "until", "intent", "kind", "topic", "same")
    return (
        any(getattr(filter, name) for name in plain)
        or filter.confidence_from is not None
        or filter.confidence_to is not None
        or filter.feedback in ("up", "down", "any")
        or any(getattr(filter, name) == "yes" for name in YES_OF_MESSAGE)
    )


class Staff:
    """What the staff have done, by sender."""

    def __init__(self) -> None:
        current = Assignment.objects.filter(is_current=True, to__isnull=False)
        self.assigned = dict(current.values_list("sender_id", "to__username"))
        self.flagged = set(Flag.objects.values_list("sender_id", flat=True))
        self.tagged = set(Tagging.objects.values_list("sender_id", "tag__name"))
        self.read = set(Reviewed.objects.values_list("sender_id", "last_event_id"))


def is_like(
    conversation: Conversation, messages: list[Message], staff: Staff, filter: Filter, me: str
) -> bool:
    """Whether a conversation with these messages is what the filter asks of conversations."""
    sender_id = conversation.sender_id
    read = any(sender == sender_id and last >= conversation.last_event_id for sender, last in staff.read)
    flagged = sender_id in staff.flagged
    wanted = {"me": me, "nobody": None}.get(filter.assigned, filter.assigned)
    checks = [
        (filter.channel, lambda: conversation.channel == filter.channel),
        (filter.length_from, lambda: len(messages) >= filter.length_from),
        (filter.length_to, lambda: len(messages) <= filter.length_to),
        (filter.tag, lambda: (sender_id, filter.tag) in staff.tagged),
        (filter.flag, lambda: flagged == (filter.flag == "yes")),
        (filter.reviewed, lambda: read == (filter.reviewed == "yes")),
        (filter.assigned, lambda: staff.assigned.get(sender_id) == wanted),
        (filter.feedback == "none", lambda: not any(each.feedback for each in messages)),
        *(
            (getattr(filter, name) == "no", lambda n=name: not any(map(YES_OF_MESSAGE[n], messages)))
            for name in ("answered", "refused", "follow_up", "person", "pass_on")
        ),
    ]
    return all(bool(check()) for is_asked, check in checks if is_asked)


def found(filter: Filter, viewer: Any) -> tuple[set[str], set[int]]:
    """The senders of the conversations and the ids of the messages that the filter finds."""
    senders, event_ids, staff = set(), set(), Staff()
    for conversation in Conversation.objects.prefetch_related("messages"):
        messages = list(conversation.messages.all())
        if not is_like(conversation, messages, staff, filter, viewer.username):
            continue
        met = {each.event_id for each in messages if meets(each, filter)}
        event_ids |= met
        if met or not asks_of_messages(filter):
            senders.add(conversation.sender_id)
    return senders, event_ids

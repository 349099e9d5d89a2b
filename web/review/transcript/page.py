"""A stretch of a conversation: so many messages, with the rows of Rasa's log that they are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web.chat.models import Feedback
from web.chat.reply import Judgement
from web.chat.tracker_log import BOT
from web.review.models import Conversation, Message
from web.review.projection.log_rows import LogRow, rows_of
from web.review.transcript.found import Show
from web.review.transcript.lost import Lost, lost_turns
from web.review.transcript.seen import SeenMessage, seen

PAGE_MESSAGES = 30  # each with all that was found for it
NO_END = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Transcript:
    """Oldest first. `before` and `after` are the event ids to go on from; None at either end.

    `lost` are messages that never reached Rasa's log: when they came is all that is left of them.
    """

    messages: tuple[SeenMessage, ...]
    lost: tuple[Lost, ...]
    before: int | None
    after: int | None

    @property
    def event_ids(self) -> list[int]:
        return [each.message.event_id for each in self.messages]


def transcript_of(
    conversation: Conversation, show: Show, *, before: int | None = None, around: int | None = None
) -> Transcript:
    """Return the last messages, those before an event id, or those from a little before one on."""
    rows = Message.objects.filter(conversation=conversation)
    if around is not None:
        earlier = list(rows.filter(event_id__lt=around).order_by("-event_id")[: PAGE_MESSAGES // 4])
        later = rows.filter(event_id__gte=around).order_by("event_id")
        shown = [*reversed(earlier), *later[: PAGE_MESSAGES - len(earlier)]]
    else:
        if before is not None:
            rows = rows.filter(event_id__lt=before)
        shown = list(reversed(rows.order_by("-event_id")[:PAGE_MESSAGES]))
    return _transcript(conversation, shown, show)


def one_message(message: Message, show: Show) -> SeenMessage:
    """Return a single message as the transcript has it."""
    return _transcript(message.conversation, [message], show).messages[0]


def _transcript(conversation: Conversation, shown: Sequence[Message], show: Show) -> Transcript:
    if not shown:
        return Transcript((), lost_turns(conversation.sender_id, None, None), None, None)
    every = Message.objects.filter(conversation=conversation)
    first, last = shown[0].event_id, shown[-1].event_id
    has_before = every.filter(event_id__lt=first).exists()
    following = every.filter(event_id__gt=last).order_by("event_id").first()
    end = following.event_id if following is not None else NO_END
    grouped = _grouped(rows_of({conversation.sender_id: (first, end)}), shown)
    judgements = _judgements(shown)
    since = shown[0].at if has_before else None
    return Transcript(
        messages=tuple(seen(each, *grouped[each.event_id], judgements, show) for each in shown),
        lost=lost_turns(conversation.sender_id, since, following.at if following is not None else None),
        before=first if has_before else None,
        after=last if following is not None else None,
    )


def _grouped(
    rows: Sequence[LogRow], shown: Sequence[Message]
) -> dict[int, tuple[LogRow | None, list[LogRow]]]:
    """Each message's user event, and the bot events after it."""
    groups: dict[int, tuple[LogRow | None, list[LogRow]]] = {each.event_id: (None, []) for each in shown}
    current: list[LogRow] = []
    for row in rows:
        if row.begins_a_message:
            current = groups.get(row.id, (None, []))[1]
            if row.id in groups:
                groups[row.id] = (row, current)
        elif row.type_name == BOT:
            current.append(row)
    return groups


def _judgements(shown: Sequence[Message]) -> dict[str, Judgement]:
    """What the user thought of the answers, by their ids."""
    ids = [id_ for each in shown for id_ in each.answer_ids]
    sender_id = shown[0].conversation_id
    found = Feedback.objects.filter(answer_id__in=ids, answer__turn__session__sender_id=sender_id)
    return {
        each.answer_id: Judgement(each.verdict, each.reason or None, each.comment or None) for each in found
    }

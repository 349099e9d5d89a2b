"""Messages that were read, written into the console's tables; called under the lock (state.locked_state)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from web.review.models import Conversation, Message, MessageAnswer
from web.review.projection.channels import channel_of
from web.review.projection.counting import counts_of
from web.review.projection.feedback import verdicts_of, worst
from web.review.projection.message import Taken
from web.review.search.table import write_words

_MESSAGE_FIELDS = [field.name for field in Message._meta.concrete_fields if not field.primary_key]
_CONVERSATION_FIELDS = [field.name for field in Conversation._meta.concrete_fields if not field.primary_key]


def write(conversations: Mapping[str, Sequence[Taken]]) -> None:
    """Write each sender's messages, in the place of those that are there, and count anew.

    Of each sender the last message of the log must be among them.
    """
    found = [each for messages in conversations.values() for each in messages]
    _judge(found)
    MessageAnswer.objects.filter(message_id__in=[each.message.event_id for each in found]).delete()
    Message.objects.bulk_create(
        [each.message for each in found],
        update_conflicts=True,
        unique_fields=["event_id"],
        update_fields=_MESSAGE_FIELDS,
    )
    MessageAnswer.objects.bulk_create([answer for each in found for answer in each.answers])
    write_words(each.words for each in found)
    _write_conversations({sender_id: taken[-1] for sender_id, taken in conversations.items() if taken})


def _judge(found: Iterable[Taken]) -> None:
    """Put the feedback of each answer beside it."""
    verdicts = verdicts_of([answer.answer_id for each in found for answer in each.answers])
    for each in found:
        for answer in each.answers:
            answer.feedback = verdicts.get(answer.answer_id, Message.Feedback.NO)
        each.message.feedback = worst(answer.feedback for answer in each.answers)


def _write_conversations(last: Mapping[str, Taken]) -> None:
    counts = counts_of(last)
    Conversation.objects.bulk_create(
        [
            Conversation(
                sender_id=sender_id,
                channel=channel_of(sender_id),
                language=taken.message.language,
                last_event_id=taken.last_event_id,
                **counts[sender_id],
            )
            for sender_id, taken in last.items()
        ],
        update_conflicts=True,
        unique_fields=["sender_id"],
        update_fields=_CONVERSATION_FIELDS,
    )

"""Thumbs, as web.chat has them, beside the projected answers; also when they change or are withdrawn."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping

from web.chat.models import Feedback
from web.review.models import Conversation, Message, MessageAnswer
from web.review.projection.counting import thumbs_of
from web.review.projection.state import locked_state

MAX_NEWS = 10_000
ANSWERS_AT_ONCE = 500

# Answers whose feedback this process knows to have changed; the rest is found by looking.
_news: deque[str] = deque(maxlen=MAX_NEWS)


def note_change(sender: type[Feedback], instance: Feedback, **_: object) -> None:
    """A receiver of Feedback's signals, in the visitor's own request: it only remembers the answer."""
    _news.append(instance.answer_id)


def take_news() -> int:
    """Bring in the changes that this process was told of; return how many messages changed."""
    ids: list[str] = []
    while _news and len(ids) < ANSWERS_AT_ONCE:
        ids.append(_news.popleft())
    return _bring(ids) if ids else 0


def reconcile() -> int:
    """Compare all feedback with the projection's and bring in what differs; return how many messages did."""
    given = dict(Feedback.objects.values_list("answer_id", "verdict"))
    known = dict(MessageAnswer.objects.exclude(feedback="").values_list("answer_id", "feedback"))
    differing = [id_ for id_ in given.keys() | known.keys() if given.get(id_) != known.get(id_)]
    starts = range(0, len(differing), ANSWERS_AT_ONCE)
    return sum(_bring(differing[start : start + ANSWERS_AT_ONCE]) for start in starts)


def verdicts_of(answer_ids: Collection[str]) -> dict[str, str]:
    """Return the verdict on each answer that has one."""
    return dict(Feedback.objects.filter(answer_id__in=answer_ids).values_list("answer_id", "verdict"))


def worst(verdicts: Iterable[str]) -> str:
    """Return down where there is one, else up where there is one, else nothing."""
    given = set(verdicts)
    return next((verdict for verdict in ("down", "up") if verdict in given), "")


def _bring(answer_ids: Collection[str]) -> int:
    """Write the verdicts on these answers; those that are not projected yet bring theirs with them."""
    if not MessageAnswer.objects.filter(answer_id__in=answer_ids).exists():
        return 0
    with locked_state():
        verdicts = verdicts_of(answer_ids)
        answers = MessageAnswer.objects.filter(answer_id__in=answer_ids).select_related("message")
        changed = [each for each in answers if each.feedback != verdicts.get(each.answer_id, "")]
        for answer in changed:
            answer.feedback = verdicts.get(answer.answer_id, "")
        MessageAnswer.objects.bulk_update(changed, ["feedback"])
        messages = {each.message_id: each.message for each in changed}
        _judge_anew(messages)
    return len(messages)


def _judge_anew(messages: Mapping[int, Message]) -> None:
    rows = MessageAnswer.objects.filter(message_id__in=messages).values_list("message_id", "feedback")
    given: dict[int, list[str]] = {event_id: [] for event_id in messages}
    for event_id, verdict in rows:
        given[event_id].append(verdict)
    for event_id, message in messages.items():
        message.feedback = worst(given[event_id])
    Message.objects.bulk_update(messages.values(), ["feedback"])
    for sender_id, thumbs in thumbs_of({each.conversation_id for each in messages.values()}).items():
        Conversation.objects.filter(pk=sender_id).update(**thumbs)

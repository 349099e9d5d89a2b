"""A turn as rows of the record: what is known of it, worked out once, and written in one transaction.

Live turns (web.chat.turns) and those of an old log (web.chat.import_log) are written here alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.dispatch import Signal

from arabic import arabizi_to_arabic, is_arabizi, search_key
from contract.answer import QUOTING, REFUSING
from contract.channel import UNDONE, Reply
from contract.channel import BotMessage as Said
from contract.evidence import Evidence
from contract.payload import read_payload
from web.chat.models import (
    MAX_INTENT_CHARACTERS,
    MAX_QUESTION_KEY_CHARACTERS,
    MAX_SECTION_CHARACTERS,
    BotMessage,
    Channel,
    Conversation,
    Feedback,
    Message,
)

LANGUAGES = ("ar", "en", "fr")
MAX_PASSAGES = 50
MAX_INTENTS = 6  # of the ranking: the one that was taken, and five others
MAX_MILLISECONDS = 2**31 - 1

# Messages were written, within their transaction: whoever keeps something beside them writes it now. Sent
# with `turns`, a sequence of Turn whose messages are saved.
recorded = Signal()


@dataclass(frozen=True, slots=True)
class Turn:
    """A message as it is to be written, and what was said to it."""

    message: Message
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: a typed `text`, or the `payload` of a press; `language` where nothing else tells it."""

    sender_id: str
    message_id: str
    key: str
    at: datetime
    text: str = ""
    payload: str = ""
    fingerprint: str = ""
    language: str = "ar"


def turn_of(
    question: Question,
    reply: Reply | None,
    ended_at: datetime,
    shown: Iterable[Said],
    milliseconds: float | None = None,
) -> Turn:
    """Return the turn of a question; without a reply it failed.

    `shown` is what the conversation showed before, the latest first: a pressed button's title stands there.
    `milliseconds`: how long the visitor waited.
    """
    said = reply.messages if reply else ()
    is_press = bool(question.payload)
    text = title_of(question.payload, shown, said) if is_press else question.text
    told = _told(said)
    is_question = not is_press and (told["kind"] != Message.Kind.TALK)
    language = reply.language if reply and reply.language in LANGUAGES else question.language
    intent = reply.intent if reply else None
    message = Message(
        conversation_id=question.sender_id,
        message_id=question.message_id,
        key=question.key,
        fingerprint=question.fingerprint,
        at=question.at,
        text=text,
        payload=question.payload,
        is_press=is_press,
        language=language,
        channel=channel_of(question.sender_id),
        intent=intent.name[:MAX_INTENT_CHARACTERS] if intent else "",
        intent_confidence=intent.confidence if intent else None,
        ranking=[asdict(each) for each in reply.ranking[:MAX_INTENTS]] if reply else [],
        is_question=is_question,
        follow_up=not is_press and any(_leans(each.evidence) for each in said if each.evidence),
        question_key=search_key(text)[:MAX_QUESTION_KEY_CHARACTERS] if is_question else "",
        milliseconds=_whole(milliseconds) if said else None,
        rasa_milliseconds=_whole(reply.milliseconds) if reply else None,
        answered_at=ended_at if said else None,
        **told,
    )
    return Turn(message, said)


def store(turns: Sequence[Turn]) -> None:
    """Write the turns, in the place of those whose message has a key already, and count anew."""
    with transaction.atomic():
        fresh = [each.message for each in turns if each.message.pk is None]
        for turn in turns:
            if turn.message.pk is not None:  # it failed, and was answered after all
                BotMessage.objects.filter(message=turn.message).delete()
                turn.message.save(force_update=True)
        Message.objects.bulk_create(fresh)
        BotMessage.objects.bulk_create(_bot_messages(turns))
        for turn in turns:
            if any(each.handoff == UNDONE for each in turn.said):
                _take_back(turn.message)
        count_anew({turn.message.conversation_id for turn in turns})
        recorded.send(sender=Message, turns=turns)


def _take_back(message: Message) -> None:
    """The visitor's last wish for the staff before this message is one no longer."""
    wishes = Message.objects.filter(
        conversation_id=message.conversation_id,
        event_id__lt=message.event_id,
        handoff__in=(Message.Handoff.QUESTION, Message.Handoff.PERSON),
    )
    if last := wishes.order_by("-event_id").first():
        last.handoff = Message.Handoff.NO
        last.save(update_fields=["handoff"])


def note_feedback(messages: Collection[Message]) -> None:
    """Bring what people think of these messages' answers into their rows and their conversations' counts."""
    given: dict[int, set[str]] = {each.pk: set() for each in messages}
    verdicts = Feedback.objects.filter(answer__message__in=list(given))
    for message_id, verdict in verdicts.values_list("answer__message_id", "verdict"):
        given[message_id].add(verdict)
    for message in messages:
        worst = (verdict for verdict in ("down", "up") if verdict in given[message.pk])
        message.feedback = next(worst, Message.Feedback.NO)
    Message.objects.bulk_update(messages, ["feedback"])
    count_anew({each.conversation_id for each in messages})


def count_anew(sender_ids: Collection[str]) -> None:
    """Write what the conversations' messages come to; a conversation without one goes. In a transaction."""
    # Whoever else counts the same conversation waits here, and sees what we wrote.
    list(Conversation.objects.select_for_update().filter(pk__in=sender_ids).values_list("pk"))
    counted, thumbs = _counts(sender_ids), _thumbs(sender_ids)
    last = Message.objects.filter(pk__in=[row["last_event_id"] for row in counted])
    languages = dict(last.values_list("conversation_id", "language"))
    found = [_conversation(row, languages, thumbs) for row in counted]
    names = [field.name for field in Conversation._meta.concrete_fields if not field.primary_key]
    Conversation.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["sender_id"], update_fields=names
    )
    Conversation.objects.filter(pk__in=set(sender_ids) - {each.pk for each in found}).delete()


def channel_of(sender_id: str) -> str:
    """Where a conversation is held, which its sender's name begins with."""
    known = (Channel.WEB, Channel.TELEGRAM, Channel.TERMINAL)
    return next((each.value for each in known if sender_id.startswith(f"{each.value}-")), Channel.OTHER)


def title_of(payload: str, shown: Iterable[Said], said: Iterable[Said]) -> str:
    """What the pressed button showed, in what was shown before, the latest first.

    For a button that nobody was shown, as a suggestion's, what the passage or its section is called that it
    asked for, or the bare payload.
    """
    wanted = _one_spelling(payload)
    for each in shown:
        for button in each.buttons:
            if button.title and _one_spelling(button.payload) == wanted:
                return button.title
    press = read_payload(payload)
    asked_for = press.passage_id if press else None
    found = [each.evidence for each in said if each.evidence]
    labels = [point.label for each in found for point in each.points if point.id == asked_for]
    sections = [place.section for each in found for place in each.citations if place.passage_id == asked_for]
    return next(filter(None, (*labels, *sections)), payload)


def _bot_messages(turns: Sequence[Turn]) -> Iterator[BotMessage]:
    """The rows of what was said; an id that another answer has already judges that one alone."""
    ids = [each.evidence.answer_id for turn in turns for each in turn.said if each.evidence]
    taken = set(BotMessage.objects.filter(answer_id__in=ids).values_list("answer_id", flat=True))
    for turn in turns:
        for each in turn.said:
            id_ = each.evidence.answer_id if each.evidence and each.evidence.answer_id not in taken else None
            taken.add(id_)
            yield BotMessage(message=turn.message, answer_id=id_, content=each.as_json())


def _one_spelling(payload: str) -> str:
    press = read_payload(payload)
    return press.payload if press else payload


def _told(said: Sequence[Said]) -> dict[str, Any]:
    """The fields of a Message that what was said fills."""
    found = [each.evidence for each in said if each.evidence]
    kinds = [each.kind for each in found]
    failed = all(each.is_apology for each in said)
    wishes = (each.handoff for each in said if each.handoff in Message.Handoff)
    sections = (citation.section for each in found for citation in each.citations)
    passages = (citation.passage_id for each in found for citation in each.citations)
    return {
        "kind": next(iter(kinds), Message.Kind.FAILED if failed else Message.Kind.TALK),
        "answered": any(kind in QUOTING for kind in kinds),
        "refused": next((kind for kind in kinds if kind in REFUSING), Message.Refused.NOT),
        "confidence": min((each.confidence for each in found if each.hits), default=None),
        "handoff": next(filter(None, wishes), Message.Handoff.NO),
        "section": next((each for each in sections if each), "")[:MAX_SECTION_CHARACTERS],
        "passage_ids": [each for each in dict.fromkeys(passages) if each][:MAX_PASSAGES],
    }


def _leans(evidence: Evidence) -> bool:
    """Whether other words were searched for than were asked, a part of them or their Arabic spelling."""
    if not evidence.query:
        return bool(evidence.asked and evidence.citations)
    searched, said = search_key(evidence.query), search_key(evidence.asked)
    if not said or searched in said:
        return False
    return not (is_arabizi(evidence.asked) and search_key(arabizi_to_arabic(evidence.asked)) == searched)


def _whole(milliseconds: float | None) -> int | None:
    return None if milliseconds is None else min(max(0, round(milliseconds)), MAX_MILLISECONDS)


def _counts(sender_ids: Collection[str]) -> list[Any]:
    question = Q(is_question=True)
    rows = Message.objects.filter(conversation_id__in=sender_ids).values("conversation_id").order_by()
    return list(
        rows.annotate(
            started_at=Min("at"),
            asked_at=Max("at"),
            ended_at=Max("answered_at"),
            message_count=Count("event_id"),
            question_count=Count("event_id", filter=question),
            answered_count=Count("event_id", filter=question & Q(answered=True, refused="")),
            refused_count=Count("event_id", filter=question & ~Q(refused="")),
            follow_ups=Count("event_id", filter=Q(follow_up=True)),
            persons=Count("event_id", filter=Q(handoff=Message.Handoff.PERSON)),
            wishes=Count("event_id", filter=Q(handoff=Message.Handoff.QUESTION)),
            cries=Count("event_id", filter=Q(handoff=Message.Handoff.DISTRESS)),
            lowest_confidence=Min("confidence", filter=question),
            last_event_id=Max("event_id"),
        )
    )


def _thumbs(sender_ids: Collection[str]) -> dict[str, tuple[int, int]]:
    """Thumbs up and down of the conversations that have any."""
    given = Feedback.objects.filter(answer__message__conversation_id__in=sender_ids).order_by()
    counted = given.values_list("answer__message__conversation_id").annotate(
        up=Count("pk", filter=Q(verdict="up")), down=Count("pk", filter=Q(verdict="down"))
    )
    return {sender_id: (up, down) for sender_id, up, down in counted}


def _conversation(
    row: dict[str, Any], languages: dict[str, str], thumbs: dict[str, tuple[int, int]]
) -> Conversation:
    sender_id = row["conversation_id"]
    up, down = thumbs.get(sender_id, (0, 0))
    same = (
        *("started_at", "message_count", "question_count", "answered_count", "refused_count"),
        *("lowest_confidence", "last_event_id"),
    )
    return Conversation(
        sender_id=sender_id,
        channel=channel_of(sender_id),
        language=languages[sender_id],
        last_at=max(row["asked_at"], row["ended_at"] or row["asked_at"]),
        thumbs_up=up,
        thumbs_down=down,
        has_follow_ups=row["follow_ups"] > 0,
        asked_person=row["persons"] > 0,
        wished_pass_on=row["wishes"] > 0,
        needs_help=row["cries"] > 0,
        **{name: row[name] for name in same},
    )

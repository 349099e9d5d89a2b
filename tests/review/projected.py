"""Random conversations as the record holds them; what each counts is counted here of its messages."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from arabic import search_key
from web.review.models import Conversation, Message

NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)
TEXTS = (
    "ما دور المؤسسات الصغيرة والمتوسطة اقتصاديا؟",
    "ما الدور الاجتماعي للمؤسسات؟",
    "كيف تحافظ المؤسسات على المنافسة؟",
    "كم نسبة الضريبة على المؤسسات؟",
    "كيف أسجل مؤسستي؟",
    "عدد التحديات التي تواجه المشاريع",
    "ما هي تعبئة الموارد المالية؟",
    "هل تقدمون قروضا؟",
    "والثانية؟",
    "السلام عليكم",
)
SECTIONS = ("دور المؤسسات الصغيرة والمتوسطة اقتصاديا", "دور المؤسسات الصغيرة والمتوسطة اجتماعيا", "التحديات")
INTENTS = ("ask_section", "ask_more", "ask_question", "ask_source", "greet", "ask_human")
ANSWERS = ("point", "list", "comparison")


def random_message(chance: random.Random, conversation: Conversation, event_id: int, at: datetime) -> Message:
    """A message of any kind, with what the record would say of it."""
    kind = chance.choice([*ANSWERS * 3, "related", "none", "none", "clarify", "talk", "talk", "failed"])
    is_press = chance.random() < 0.15
    is_question = kind != "talk" and not is_press
    text = chance.choice(TEXTS)
    return Message(
        event_id=event_id,
        conversation=conversation,
        channel=conversation.channel,
        message_id=f"m{event_id}",
        key=f"m{event_id}",
        at=at,
        text=text,
        is_press=is_press,
        intent=chance.choice(INTENTS),
        intent_confidence=round(chance.random(), 4),
        kind=kind,
        confidence=None if kind in ("talk", "failed") else chance.choice([0.2, 0.5, 0.5, 0.93, 1.0]),
        is_question=is_question,
        answered=kind in ANSWERS,
        refused=kind if kind in ("related", "none") else "",
        follow_up=is_question and chance.random() < 0.2,
        handoff=chance.choice(["", "", "", "", "question", "person", "distress"]),
        feedback=chance.choice(["", "", "", "up", "down"]) if kind in ANSWERS else "",
        section=chance.choice(SECTIONS) if kind in ANSWERS else "",
        question_key=search_key(text)[:200] if is_question else "",
        milliseconds=None if kind == "failed" else chance.choice([120, 120, 340, 800, 2400]),
        answered_at=at + timedelta(seconds=1),
    )


def summed_up(conversation: Conversation, messages: Iterable[Message]) -> Conversation:
    """The conversation with what it counts of its messages."""
    messages = list(messages)
    questions = [each for each in messages if each.is_question]
    known = [each.confidence for each in questions if each.confidence is not None]
    conversation.started_at, conversation.last_at = messages[0].at, messages[-1].at + timedelta(seconds=1)
    conversation.message_count, conversation.question_count = len(messages), len(questions)
    conversation.answered_count = sum(each.answered for each in questions)
    conversation.refused_count = sum(bool(each.refused) for each in questions)
    conversation.thumbs_up = sum(each.feedback == "up" for each in messages)
    conversation.thumbs_down = sum(each.feedback == "down" for each in messages)
    conversation.has_follow_ups = any(each.follow_up for each in messages)
    conversation.asked_person = any(each.handoff == "person" for each in messages)
    conversation.wished_pass_on = any(each.handoff == "question" for each in messages)
    conversation.needs_help = any(each.handoff == "distress" for each in messages)
    conversation.lowest_confidence = min(known, default=None)
    conversation.last_event_id = messages[-1].event_id
    return conversation


def project_random(
    seed: int,
    conversations: int,
    *,
    days: int = 20,
    most_messages: int = 9,
    until: datetime = NOON,
    one_in: int = 3,
) -> None:
    """Fill the empty tables. One in `one_in` conversations begins at one of few moments: many are equal."""
    chance, event_id = random.Random(seed), 0
    for number in range(conversations):
        channel = chance.choice(["web", "web", "web", "telegram", "terminal", "other"])
        conversation = Conversation(sender_id=f"{channel}-{number:06}", channel=channel, last_event_id=0)
        seconds = chance.randrange(4) * 40_000 if chance.randrange(one_in) == 0 else chance.random() * 86_400
        at = until - timedelta(days=chance.randrange(days), seconds=int(seconds))
        messages = []
        for _ in range(chance.randint(1, most_messages)):
            event_id += chance.randint(1, 8)
            messages.append(random_message(chance, conversation, event_id, at))
            at += timedelta(seconds=chance.choice([5, 60, 3600, 86_400]))
        summed_up(conversation, messages).save(force_insert=True)
        Message.objects.bulk_create(messages)


def forget_all() -> None:
    """Empty every table of the console but those of its staff."""
    from django.apps import apps
    from django.db import connection

    for model in (
        "Tagging",
        "Tag",
        "Flag",
        "Note",
        "Assignment",
        "Reviewed",
        "Verdict",
        "SavedFilter",
        "Conversation",
    ):
        app = "chat" if model == "Conversation" else "review"
        apps.get_model(app, model).objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM review_words")

"""The chat's tables: the record of every conversation, and who may speak in one.

A message on its way is a row of PendingMessage. When it is answered, or has failed, its row is gone and a
Message stands in its place, with what was said to it (BotMessage): written once, in one transaction
(web.chat.turns). Conversation counts its messages for the console's list.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from contract.channel import MAX_MESSAGE_ID_CHARACTERS
from contract.evidence import MAX_ANSWER_ID_CHARACTERS
from web.chat.tracker_log import TrackerEvent

__all__ = [
    "BotMessage",
    "Conversation",
    "Erasure",
    "Feedback",
    "Message",
    "PendingMessage",
    "Session",
    "TrackerEvent",
]

MAX_SENDER_CHARACTERS = 255  # as wide as the column of Rasa's log
MAX_KEY_CHARACTERS = 64  # a client's key for its message
MAX_QUESTION_KEY_CHARACTERS = 200
MAX_SECTION_CHARACTERS = 255
MAX_INTENT_CHARACTERS = 64
MAX_COMMENT_CHARACTERS = 500


class Channel(models.TextChoices):
    """Where a conversation is held."""

    WEB = "web"
    TELEGRAM = "telegram"
    TERMINAL = "terminal"
    OTHER = "other"


class Session(models.Model):
    """Who may speak in a conversation; `sender_id` is its name, and nobody outside chooses it."""

    class Surface(models.TextChoices):
        WEB = "web"
        TELEGRAM = "telegram"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    surface = models.CharField(max_length=16, choices=Surface, default=Surface.WEB)
    sender_id = models.CharField(max_length=128, unique=True)
    language = models.CharField(max_length=2, default="ar")
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(auto_now=True)


def new_message_id() -> str:
    return uuid.uuid4().hex


class PendingMessage(models.Model):
    """A message that is being answered, so that it is never asked twice.

    `message_id` is its name for Rasa, the same at every try; `key` is the client's own, and `fingerprint` the
    SHA-256 of what was asked. One that a killed process left is asked again when web starts.
    """

    message_id = models.CharField(
        primary_key=True, max_length=MAX_MESSAGE_ID_CHARACTERS, default=new_message_id
    )
    session = models.ForeignKey(Session, models.CASCADE, related_name="pending")
    key = models.CharField(max_length=MAX_KEY_CHARACTERS)
    fingerprint = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    payload = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["session", "key"], name="chat_pending_once"),)


class Conversation(models.Model):
    """What was said under one sender's name, counted for the console's list.

    `started_at` and `last_at` are the first message's moment and the last answer's. Questions are typed
    messages that were searched for or failed: `answered_count` of them were answered by a quotation,
    `refused_count` were told that the sources do not answer; the rest were asked back, or failed. Presses
    count as messages only. `thumbs_*` count answers. `lowest_confidence` is that of its worst question.
    """

    Channel = Channel

    sender_id = models.CharField(primary_key=True, max_length=MAX_SENDER_CHARACTERS)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.OTHER)
    language = models.CharField(max_length=2, default="ar")
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    message_count = models.PositiveIntegerField(default=0)
    question_count = models.PositiveIntegerField(default=0)
    answered_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    thumbs_up = models.PositiveIntegerField(default=0)
    thumbs_down = models.PositiveIntegerField(default=0)
    has_follow_ups = models.BooleanField(default=False)
    asked_person = models.BooleanField(default=False)
    wished_pass_on = models.BooleanField(default=False)
    needs_help = models.BooleanField(default=False)
    lowest_confidence = models.FloatField(null=True)
    last_event_id = models.BigIntegerField(default=0)

    class Meta:
        indexes = (
            # The list's orders, each ended by the key, so that pages neither repeat nor skip a row.
            models.Index(fields=["last_at", "sender_id"], name="chat_by_last"),
            models.Index(fields=["started_at", "sender_id"], name="chat_by_start"),
            models.Index(fields=["message_count", "sender_id"], name="chat_by_length"),
            models.Index(fields=["lowest_confidence", "sender_id"], name="chat_by_confidence"),
            models.Index(fields=["refused_count", "sender_id"], name="chat_by_refused"),
            models.Index(fields=["thumbs_down", "sender_id"], name="chat_by_thumbs_down"),
            # The filters that few conversations meet; what most meet is found by walking an order.
            models.Index(fields=["channel", "last_at"], name="chat_by_channel"),
            models.Index(fields=["last_at"], name="chat_with_thumbs_down", condition=Q(thumbs_down__gt=0)),
            models.Index(fields=["last_at"], name="chat_with_thumbs_up", condition=Q(thumbs_up__gt=0)),
            models.Index(fields=["last_at"], name="chat_asked_person", condition=Q(asked_person=True)),
            models.Index(fields=["last_at"], name="chat_wished_pass_on", condition=Q(wished_pass_on=True)),
        )


class Message(models.Model):
    """One message of a person, and how it was answered; what was said to it is in its BotMessages.

    `text` is what was typed, or for a press the button's title; `payload` what the press sent. `kind` and
    `section` are those of the first answer's evidence, `confidence` is the worst answer's. A message is a
    question when it was typed, and searched for or failed. `follow_up`: what was searched is not what was
    asked. `feedback` is down where any of its answers has a thumb down. `ranking` are the likeliest intents
    {"name", "confidence"}, best first. `milliseconds` is how long the visitor waited, `rasa_milliseconds` how
    much of it Rasa's. `question_key` is the beginning of a question's search key, by which the same question
    is known; empty for what is no question.
    """

    class Kind(models.TextChoices):
        """The evidence's own, small talk, and what went wrong."""

        POINT = "point"
        LIST = "list"
        COMPARISON = "comparison"
        RELATED = "related"
        NONE = "none"
        CLARIFY = "clarify"
        TALK = "talk"
        FAILED = "failed"  # an apology, or silence; answered after all, it is another kind

    class Refused(models.TextChoices):
        NOT = ""
        RELATED = "related"  # near, but not answered by the sources
        NONE = "none"

    class Handoff(models.TextChoices):
        NO = ""
        QUESTION = "question"  # wished to have a question passed on
        PERSON = "person"  # wished to speak to a person
        DISTRESS = "distress"  # somebody in danger or despair; no wish

    class Feedback(models.TextChoices):
        NO = ""
        UP = "up"
        DOWN = "down"

    event_id = models.BigAutoField(primary_key=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages", db_index=False)
    message_id = models.CharField(max_length=MAX_MESSAGE_ID_CHARACTERS, unique=True, default=new_message_id)
    key = models.CharField(max_length=MAX_KEY_CHARACTERS, default=new_message_id)
    fingerprint = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    text = models.TextField()
    payload = models.TextField(blank=True)
    is_press = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="ar")
    intent = models.CharField(max_length=MAX_INTENT_CHARACTERS, blank=True)
    intent_confidence = models.FloatField(null=True)
    kind = models.CharField(max_length=10, choices=Kind)
    confidence = models.FloatField(null=True)
    is_question = models.BooleanField(default=False)
    answered = models.BooleanField(default=False)
    refused = models.CharField(max_length=7, choices=Refused, blank=True)
    follow_up = models.BooleanField(default=False)
    handoff = models.CharField(max_length=8, choices=Handoff, blank=True)
    feedback = models.CharField(max_length=4, choices=Feedback, blank=True)
    section = models.CharField(max_length=MAX_SECTION_CHARACTERS, blank=True)
    question_key = models.CharField(max_length=MAX_QUESTION_KEY_CHARACTERS, blank=True)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.OTHER)
    passage_ids = models.JSONField(default=list)
    ranking = models.JSONField(default=list)
    milliseconds = models.PositiveIntegerField(null=True)
    rasa_milliseconds = models.PositiveIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["conversation", "key"], name="chat_key_once_in_conversation"),
        )
        indexes = (
            # All that the overview counts, so that it reads no row.
            models.Index(
                fields=[
                    *("at", "conversation", "channel", "section", "is_question", "answered", "refused"),
                    *("feedback", "handoff", "milliseconds", "question_key", "event_id"),
                ],
                name="chat_overview",
            ),
            models.Index(
                fields=["question_key", "at"], name="chat_same_question", condition=~Q(question_key="")
            ),
            models.Index(fields=["conversation", "event_id"], name="chat_of_conversation"),
            models.Index(fields=["intent", "conversation"], name="chat_by_intent"),
            models.Index(fields=["kind", "conversation"], name="chat_by_kind"),
            models.Index(fields=["section", "at"], name="chat_by_section"),
            models.Index(fields=["refused", "at"], name="chat_refused", condition=~Q(refused="")),
            models.Index(fields=["feedback", "at"], name="chat_judged", condition=~Q(feedback="")),
        )


class BotMessage(models.Model):
    """One message of the assistant, as it travels (contract.channel.read_message reads `content`).

    `answer_id` is the evidence's, by which it is judged; None for small talk.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="bot_messages")
    answer_id = models.CharField(max_length=MAX_ANSWER_ID_CHARACTERS, null=True, unique=True)
    content = models.JSONField()


class Feedback(models.Model):
    """What a person thought of an answer: one for each, changed in place; a withdrawn one is deleted."""

    class Verdict(models.TextChoices):
        UP = "up"
        DOWN = "down"

    class Reason(models.TextChoices):
        WRONG = "wrong"
        INCOMPLETE = "incomplete"
        UNCLEAR = "unclear"
        OFF_TOPIC = "off_topic"
        OTHER = "other"

    answer = models.OneToOneField(
        BotMessage, models.CASCADE, primary_key=True, to_field="answer_id", related_name="feedback"
    )
    verdict = models.CharField(max_length=4, choices=Verdict)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    comment = models.CharField(max_length=MAX_COMMENT_CHARACTERS, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)


class Erasure(models.Model):
    """A conversation that was erased: swept again later, should a turn still running have added to it.

    Kept until the second sweep is done; a sender's name is random and says nothing of the person.
    """

    sender_id = models.CharField(primary_key=True, max_length=128)
    requested_at = models.DateTimeField(auto_now_add=True)
    swept_at = models.DateTimeField(null=True)

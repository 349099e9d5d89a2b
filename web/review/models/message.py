"""One message of a person and what was answered to it: projected from Rasa's log, never edited by anybody."""

from __future__ import annotations

from django.db import models

from web.review.models.conversation import Conversation

MAX_KEY_CHARACTERS = 200


class Message(models.Model):
    """`event_id` is its user event's id in the log; what is not here (hits, runners-up) is read from there.

    `text` is what was typed, or for a press the button's title. `kind` and `section` are those of the first
    answer's evidence, `confidence` is the worst answer's. A message is a question when it was typed, and
    searched for or failed. `follow_up`: what was searched is not what was asked. `feedback` is down where any
    of its answers has a thumb down. `milliseconds` run from the message's event to the last answer's.
    `question_key` is the beginning of a question's search key, by which the same question is known; empty for
    what is no question. `channel` is the conversation's.
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
        FAILED = "failed"  # an apology, or silence

    class Refused(models.TextChoices):
        NOT = ""
        RELATED = "related"  # near, but not answered by the sources
        NONE = "none"

    class Handoff(models.TextChoices):
        NO = ""
        QUESTION = "question"  # wished to have a question passed on
        PERSON = "person"  # wished to speak to a person

    class Feedback(models.TextChoices):
        NO = ""
        UP = "up"
        DOWN = "down"

    event_id = models.BigIntegerField(primary_key=True)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages", db_index=False)
    message_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    text = models.TextField()
    is_press = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="ar")
    intent = models.CharField(max_length=64, blank=True)
    intent_confidence = models.FloatField(null=True)
    kind = models.CharField(max_length=10, choices=Kind)
    confidence = models.FloatField(null=True)
    is_question = models.BooleanField(default=False)
    answered = models.BooleanField(default=False)
    refused = models.CharField(max_length=7, choices=Refused, blank=True)
    follow_up = models.BooleanField(default=False)
    handoff = models.CharField(max_length=8, choices=Handoff, blank=True)
    feedback = models.CharField(max_length=4, choices=Feedback, blank=True)
    section = models.CharField(max_length=255, blank=True)
    question_key = models.CharField(max_length=MAX_KEY_CHARACTERS, blank=True)
    channel = models.CharField(max_length=8, choices=Conversation.Channel, default=Conversation.Channel.OTHER)
    passage_ids = models.JSONField(default=list)
    answer_ids = models.JSONField(default=list)
    milliseconds = models.PositiveIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            # All that the overview counts, so that it reads no row.
            models.Index(
                fields=[
                    *("at", "conversation", "channel", "section", "is_question", "answered", "refused"),
                    *("feedback", "handoff", "milliseconds", "question_key", "event_id"),
                ],
                name="review_overview",
            ),
            models.Index(
                fields=["question_key", "at"],
                name="review_same_question",
                condition=~models.Q(question_key=""),
            ),
            models.Index(fields=["conversation", "event_id"], name="review_of_conversation"),
            models.Index(fields=["intent", "conversation"], name="review_by_intent"),
            models.Index(fields=["kind", "conversation"], name="review_by_kind"),
            models.Index(fields=["section", "at"], name="review_by_section"),
            models.Index(fields=["refused", "at"], name="review_refused", condition=~models.Q(refused="")),
            models.Index(fields=["feedback", "at"], name="review_judged", condition=~models.Q(feedback="")),
        )

"""What a person thought of an answer; the last word counts."""

from __future__ import annotations

from django.db import models

from web.chat.models.answer import Answer

MAX_COMMENT_CHARACTERS = 500


class Feedback(models.Model):
    """One for each answer, changed in place; a withdrawn one is deleted."""

    class Verdict(models.TextChoices):
        UP = "up"
        DOWN = "down"

    class Reason(models.TextChoices):
        WRONG = "wrong"
        INCOMPLETE = "incomplete"
        UNCLEAR = "unclear"
        OFF_TOPIC = "off_topic"
        OTHER = "other"

    answer = models.OneToOneField(Answer, models.CASCADE, primary_key=True, related_name="feedback")
    verdict = models.CharField(max_length=4, choices=Verdict)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    comment = models.CharField(max_length=MAX_COMMENT_CHARACTERS, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

"""Whether an answer was right, as one reviewer sees it."""

from __future__ import annotations

from django.db import models

from web.review.models.about import AboutConversation


class Verdict(AboutConversation):
    """History is kept: a change of mind is a new row, and the newest of each reviewer (`by`) counts."""

    class Judgement(models.TextChoices):
        RIGHT = "right"
        WRONG = "wrong"
        UNSURE = "unsure"

    event_id = models.BigIntegerField()
    judgement = models.CharField(max_length=6, choices=Judgement)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = (models.Index(fields=["event_id", "by", "id"], name="review_verdicts"),)

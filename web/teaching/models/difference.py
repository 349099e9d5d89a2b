"""A question that would now be answered differently."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from web.teaching.models.replay import Replay


class Difference(models.Model):
    """`before` and `after` are {"kind", "passages", "intent"}; a person accepts the change or questions
    it."""

    class Verdict(models.TextChoices):
        OPEN = "open"
        ACCEPTED = "accepted"
        QUESTIONED = "questioned"

    replay = models.ForeignKey(Replay, models.CASCADE, related_name="differences")
    event_id = models.BigIntegerField()
    sender_id = models.CharField(max_length=255, db_index=True)
    text = models.TextField()
    before = models.JSONField()
    after = models.JSONField()
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["replay", "event_id"], name="teaching_a_question_once_a_replay"),
        )

    @property
    def sides(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Both, in this order."""
        return self.before, self.after

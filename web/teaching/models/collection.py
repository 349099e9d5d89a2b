"""How far the unanswered questions have been collected."""

from __future__ import annotations

from django.db import models


class Collection(models.Model):
    """One row: the last event of the log that was looked at, and when the last judgement was changed."""

    event_id = models.BigIntegerField(default=0)
    feedback_at = models.DateTimeField(null=True)

"""A question that was asked and not answered well: what there is to teach."""

from __future__ import annotations

from django.db import models

from web.teaching.models.proposal import Proposal
from web.teaching.models.theme import Theme


class Question(models.Model):
    """`event_id` is the asking message's number; `proposal` is the one, waiting or approved, that covers
    it.

    The text is a copy, so that a list of questions reads one table; it is erased with the
    conversation.
    """

    class Why(models.TextChoices):
        REFUSED = "refused"
        UNSURE = "unsure"
        THUMBS_DOWN = "thumbs_down"
        STAFF = "staff"

    event_id = models.BigIntegerField(primary_key=True)
    sender_id = models.CharField(max_length=255, db_index=True)
    text = models.TextField()
    at = models.DateTimeField(db_index=True)
    channel = models.CharField(max_length=16)
    why = models.CharField(max_length=11, choices=Why)
    confidence = models.FloatField(null=True)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, related_name="questions")
    proposal = models.ForeignKey(Proposal, models.SET_NULL, null=True, related_name="questions")

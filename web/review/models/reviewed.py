"""A conversation that someone has read to its end."""

from __future__ import annotations

from django.db import models

from web.review.models.about import AboutConversation


class Reviewed(AboutConversation):
    """`last_event_id` is the Conversation's when it was read: a greater one since means that it went on."""

    last_event_id = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["sender_id", "by"], name="review_read_once_by_each"),)

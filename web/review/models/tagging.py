"""A tag on a conversation or a message."""

from __future__ import annotations

from django.db import models

from web.review.models.about import AboutMessage
from web.review.models.tag import Tag


class Tagging(AboutMessage):
    """Deleted when it is taken off; the audit log keeps that it was there."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["tag", "event_id"],
                condition=models.Q(event_id__isnull=False),
                name="review_a_tag_once",
            ),
            models.UniqueConstraint(
                fields=["tag", "sender_id"],
                condition=models.Q(event_id=None),
                name="review_a_tag_once_on_a_conversation",
            ),
        )

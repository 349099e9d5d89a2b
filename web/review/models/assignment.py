"""Whose conversation it is to look after."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from web.review.models.about import AboutConversation


class Assignment(AboutConversation):
    """A conversation's newest row counts; `to` None: nobody's any more."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["sender_id"], condition=models.Q(is_current=True), name="review_one_assignment"
            ),
        )

"""What the staff's own rows are about: a conversation, or one message of it.

By their names in the log and not by keys of projected rows: a rebuild of the projection touches none of them,
and an erasure finds them all by the sender.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from web.review.models.conversation import MAX_SENDER_CHARACTERS


class AboutConversation(models.Model):
    """`by`: who did it. Staff who leave are disabled, never deleted, so that what they did keeps its name."""

    sender_id = models.CharField(max_length=MAX_SENDER_CHARACTERS, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class AboutMessage(AboutConversation):
    """`event_id` is the Message's; None where the whole conversation is meant."""

    event_id = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        abstract = True

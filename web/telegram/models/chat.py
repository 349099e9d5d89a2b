"""What is known of a chat that is not as it was."""

from __future__ import annotations

from django.db import models

SUPERGROUPS_BELOW = -1_000_000_000_000


class Chat(models.Model):
    """A row only for a chat that we may not write to (`gone`), or whose group became another chat."""

    chat_id = models.BigIntegerField(primary_key=True)
    gone = models.BooleanField(default=False)
    migrated_to = models.BigIntegerField(null=True)


def counts_its_own_messages(chat_id: int) -> bool:
    """Whether the chat numbers its messages itself, as supergroups do; a bot's others share one count."""
    return chat_id < SUPERGROUPS_BELOW

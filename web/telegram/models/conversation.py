"""Whose conversation with the assistant is whose: one for each person in each chat."""

from __future__ import annotations

from django.db import models

from web.chat.models import Session


class Conversation(models.Model):
    """`language_chosen`: by /language; until then the interface follows what is written."""

    chat_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    session = models.OneToOneField(Session, models.CASCADE, related_name="telegram")
    language_chosen = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["chat_id", "user_id"], name="one_conversation_in_a_chat"),
        )

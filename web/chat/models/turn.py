"""One message on its way to an answer, so that the same message is never asked twice."""

from __future__ import annotations

import uuid

from django.db import models

from web.chat.models.session import Session

MAX_KEY_CHARACTERS = 64


class Turn(models.Model):
    """`key` is the client's own, the same at every try; `fingerprint` is the SHA-256 of what was asked.

    `message_id` is that of Rasa's user event, once it has answered.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        ANSWERED = "answered"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="turns")
    key = models.CharField(max_length=MAX_KEY_CHARACTERS)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    message_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["session", "key"], name="a_key_once_in_a_session"),)

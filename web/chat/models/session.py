"""One person's conversation with the assistant on one surface."""

from __future__ import annotations

import uuid

from django.db import models


class Session(models.Model):
    """`sender_id` is the conversation's name in Rasa's log; nobody outside chooses it."""

    class Surface(models.TextChoices):
        WEB = "web"
        TELEGRAM = "telegram"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    surface = models.CharField(max_length=16, choices=Surface, default=Surface.WEB)
    sender_id = models.CharField(max_length=128, unique=True)
    language = models.CharField(max_length=2, default="ar")
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField(auto_now=True)

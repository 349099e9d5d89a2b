"""Proof that a person's conversations were erased: what, where and how many, and nothing of what was said."""

from __future__ import annotations

import uuid

from django.db import models


class ErasureReceipt(models.Model):
    """`subject` is the kind of name that was given; `fingerprint` is a keyed hash of it.

    Whoever knows the name can so be told later whether it was erased; the name itself is kept nowhere.
    `by` is the staff's user name, or the command. `removed` counts rows by place.
    """

    class Subject(models.TextChoices):
        SENDER = "sender"
        TELEGRAM = "telegram"
        EXPIRED = "expired"  # nobody in particular: whatever was older than the set days

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=150)
    subject = models.CharField(max_length=8, choices=Subject)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    conversations = models.PositiveIntegerField()
    removed = models.JSONField(default=dict)

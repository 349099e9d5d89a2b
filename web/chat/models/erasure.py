"""A conversation that was erased: swept again later, should a turn still running have added to it."""

from __future__ import annotations

from django.db import models


class Erasure(models.Model):
    """Kept until the second sweep is done; a sender's name is random and says nothing of the person."""

    sender_id = models.CharField(primary_key=True, max_length=128)
    requested_at = models.DateTimeField(auto_now_add=True)
    swept_at = models.DateTimeField(null=True)

"""A word of the staff's, to find conversations and messages by."""

from __future__ import annotations

from django.conf import settings
from django.db import models

MAX_TAG_CHARACTERS = 40


class Tag(models.Model):
    """`colour` is one of the console's own names for colours, not a value of CSS."""

    name = models.CharField(max_length=MAX_TAG_CHARACTERS, unique=True)
    colour = models.CharField(max_length=16, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

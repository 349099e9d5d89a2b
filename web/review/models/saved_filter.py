"""A filter of the list under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models

MAX_FILTER_NAME_CHARACTERS = 80


class SavedFilter(models.Model):
    """`query` is the address's query string; a shared one is seen by everybody, changed by its owner."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=MAX_FILTER_NAME_CHARACTERS)
    query = models.TextField(max_length=2000)
    shared = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner", "name"], name="review_a_filter_name_once"),)

"""A flag: someone should look at this."""

from __future__ import annotations

from django.db import models

from web.review.models.about import AboutMessage


class Flag(AboutMessage):
    """Deleted when it is lowered; the audit log keeps that it was raised."""

    reason = models.CharField(max_length=500, blank=True)

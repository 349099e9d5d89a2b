"""The history of proposals: rows are added, never changed."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from web.teaching.models.proposal import Proposal


class Step(models.Model):
    """A proposal came into this state, by whom and when."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=8, choices=Proposal.State)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError(f"step {self.pk} is history and is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(f"step {self.pk} is history and is never deleted")

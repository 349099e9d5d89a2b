"""Which state of all approved curated questions a check was made against."""

from __future__ import annotations

from django.db import models


class CuratedSet(models.Model):
    """One row; `version` grows with every approval and undoing, so that a check of an older set is
    noticed."""

    version = models.BigIntegerField(default=0)

"""How far the log has been taken."""

from __future__ import annotations

from django.db import models

THE_ONE = 1  # its row


class ProjectionState(models.Model):
    """One row, locked by whoever writes the projection.

    `last_event_id`: every event up to it was taken, but for those in `gaps`: [first id, last id, noticed at
    in seconds], which another writer of the log may still commit. `footholds` are [id, timestamp] of events
    taken, the last one among them, by which is seen whether the log is still the one that was taken.
    `version` is that of the projecting code, and `generation` counts what was written: whoever reads first
    and writes later sees whether it still holds.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    last_event_id = models.BigIntegerField(default=0)
    footholds = models.JSONField(default=list)
    gaps = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    generation = models.BigIntegerField(default=0)
    projected_at = models.DateTimeField(null=True)

"""Rasa's log of conversations, read by web and written by it only to erase."""

from __future__ import annotations

from typing import Any

from django.db import models

TRACKER = "tracker"  # the database's alias


class TrackerEvent(models.Model):
    """A row of Rasa's `events`: ids grow with time; `data` is the event as JSON."""

    id = models.BigAutoField(primary_key=True)
    sender_id = models.CharField(max_length=255)
    type_name = models.CharField(max_length=255)
    timestamp = models.FloatField(null=True)
    intent_name = models.CharField(max_length=255, null=True)
    action_name = models.CharField(max_length=255, null=True)
    data = models.TextField(null=True)

    class Meta:
        managed = False
        db_table = "events"


class TrackerRouter:
    """Send TrackerEvent to Rasa's database and everything else to web's."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        return TRACKER if model is TrackerEvent else None

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str | None:
        return TRACKER if model is TrackerEvent else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return False if db == TRACKER else None

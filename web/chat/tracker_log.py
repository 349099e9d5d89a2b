"""Rasa's log of conversations, which is Rasa's: web reads it once (import_log) and deletes what is erased."""

from __future__ import annotations

from typing import Any

from django.db import connections, models

TRACKER = "tracker"  # the database's alias

_existing: set[str] = set()  # names of the databases whose table has been seen


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
        app_label = "chat"
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


def erase_events(sender_id: str, before_id: int | None = None) -> int:
    """Delete a sender's events, or those before the event `before_id`; return how many there were."""
    if not table_exists():
        return 0
    events = TrackerEvent.objects.filter(sender_id=sender_id)
    return (events if before_id is None else events.filter(id__lt=before_id)).delete()[0]


def table_exists() -> bool:
    """Whether Rasa has made its table yet; it does so when it starts for the first time."""
    connection = connections[TRACKER]
    name = str(connection.settings_dict["NAME"])
    if name not in _existing and TrackerEvent._meta.db_table in connection.introspection.table_names():
        _existing.add(name)
    return name in _existing

"""A line of the audit log: who changed what, and when. It is written once and never again."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import QuerySet


class AppendOnlyError(Exception):
    """Something would change or remove what the audit log says."""


class AppendOnly(QuerySet["AuditEntry"]):
    """Rows that can be read and added; the database's triggers refuse whoever goes past this."""

    def update(self, **changes: Any) -> int:
        raise AppendOnlyError("entries of the audit log are not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("entries of the audit log are not deleted")

    def bulk_update(self, *entries: Any, **options: Any) -> int:
        raise AppendOnlyError("entries of the audit log are not changed")


class AuditEntry(models.Model):
    """`who` is the user's name as it was, empty for a command; `before` and `after` hold no visitor's words.

    `object` names what was acted on as "kind:key", such as "message:17".
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    who = models.CharField(max_length=150, blank=True)
    action = models.CharField(max_length=64)
    object = models.CharField(max_length=255, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request_id = models.CharField(max_length=32, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["who", "-id"], name="audit_by_who"),
            models.Index(fields=["action", "-id"], name="audit_by_action"),
            models.Index(fields=["object", "-id"], name="audit_by_object"),
        )

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("entries of the audit log are not changed")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("entries of the audit log are not deleted")

"""What the staff add to conversations (those are web.chat's), who they are, and what they did.

Their rows name a conversation and a message by number, not by a foreign key: what is erased is deleted by
web.review.forgetting, with a receipt.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet

from web.chat.models import MAX_SENDER_CHARACTERS, Conversation, Message

__all__ = [
    "Assignment",
    "AuditEntry",
    "Conversation",
    "ErasureReceipt",
    "Flag",
    "Message",
    "Note",
    "Profile",
    "Reviewed",
    "SavedFilter",
    "Tag",
    "Tagging",
    "Verdict",
]

MAX_TAG_CHARACTERS = 40
MAX_REASON_CHARACTERS = 500
MAX_NOTE_CHARACTERS = 4000
MAX_FILTER_NAME_CHARACTERS = 80


class AboutConversation(models.Model):
    """`by`: who did it. Staff who leave are disabled, never deleted, so that what they did keeps its name."""

    sender_id = models.CharField(max_length=MAX_SENDER_CHARACTERS, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class AboutMessage(AboutConversation):
    """`event_id` is the Message's; None where the whole conversation is meant."""

    event_id = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        abstract = True


class Tag(models.Model):
    """`colour` is one of the console's own names for colours, not a value of CSS."""

    name = models.CharField(max_length=MAX_TAG_CHARACTERS, unique=True)
    colour = models.CharField(max_length=16, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class Tagging(AboutMessage):
    """Deleted when it is taken off; the audit log keeps that it was there."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["tag", "event_id"],
                condition=models.Q(event_id__isnull=False),
                name="review_a_tag_once",
            ),
            models.UniqueConstraint(
                fields=["tag", "sender_id"],
                condition=models.Q(event_id=None),
                name="review_a_tag_once_on_a_conversation",
            ),
        )


class Flag(AboutMessage):
    """Deleted when it is lowered; the audit log keeps that it was raised."""

    reason = models.CharField(max_length=MAX_REASON_CHARACTERS, blank=True)


class Note(AboutMessage):
    """Never changed: a note that puts another right names it in `instead_of`."""

    text = models.TextField(max_length=MAX_NOTE_CHARACTERS)
    instead_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")


class Verdict(AboutConversation):
    """History is kept: a change of mind is a new row, and the newest of each reviewer (`by`) counts."""

    class Judgement(models.TextChoices):
        RIGHT = "right"
        WRONG = "wrong"
        UNSURE = "unsure"

    event_id = models.BigIntegerField()
    judgement = models.CharField(max_length=6, choices=Judgement)
    reason = models.CharField(max_length=MAX_REASON_CHARACTERS, blank=True)

    class Meta:
        indexes = (models.Index(fields=["event_id", "by", "id"], name="review_verdicts"),)


class Assignment(AboutConversation):
    """A conversation's newest row counts; `to` None: nobody's any more."""

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["sender_id"], condition=models.Q(is_current=True), name="review_one_assignment"
            ),
        )


class Reviewed(AboutConversation):
    """`last_event_id` is the Conversation's when it was read: a greater one since means that it went on."""

    last_event_id = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["sender_id", "by"], name="review_read_once_by_each"),)


class SavedFilter(models.Model):
    """`query` is the address's query string; a shared one is seen by everybody, changed by its owner."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=MAX_FILTER_NAME_CHARACTERS)
    query = models.TextField(max_length=2000)
    shared = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["owner", "name"], name="review_a_filter_name_once"),)


class Profile(models.Model):
    """`sessions_end_before`: a session that began earlier is over, as after "end sessions".

    `is_development` marks the administrator that `make run` makes, with which production does not start.
    """

    class Language(models.TextChoices):
        ARABIC = "ar"
        ENGLISH = "en"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile"
    )
    language = models.CharField(max_length=2, choices=Language, default=Language.ARABIC)
    must_change_password = models.BooleanField(default=False)
    sessions_end_before = models.DateTimeField(null=True)
    is_development = models.BooleanField(default=False)


class ErasureReceipt(models.Model):
    """`subject` is the kind of name that was given; `fingerprint` is a keyed hash of it.

    Whoever knows the name can so be told later whether it was erased; the name itself is kept nowhere.
    `by` is the staff's user name, or the command. `removed` counts rows by place.
    """

    class Subject(models.TextChoices):
        SENDER = "sender"
        TELEGRAM = "telegram"
        EXPIRED = "expired"  # nobody in particular: whatever was older than the set days

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=150)
    subject = models.CharField(max_length=8, choices=Subject)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    conversations = models.PositiveIntegerField()
    removed = models.JSONField(default=dict)


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

"""A conversation as the list shows it: projected from Rasa's log, never edited by anybody."""

from __future__ import annotations

from django.db import models

MAX_SENDER_CHARACTERS = 255  # as wide as the log's own column


class Conversation(models.Model):
    """Its name in the log is its key, so that a rebuild changes no address and no row of the staff's.

    `started_at` and `last_at` are the first message's and the last event's moments. Questions are typed
    messages that were searched for or failed: `answered_count` of them were answered by a quotation,
    `refused_count` were told that the sources do not answer; the rest were asked back, or failed. Presses
    count as messages only.
    `thumbs_*` count answers. `lowest_confidence` is that of its worst question, None without one.
    """

    class Channel(models.TextChoices):
        WEB = "web"
        TELEGRAM = "telegram"
        TERMINAL = "terminal"
        OTHER = "other"

    sender_id = models.CharField(primary_key=True, max_length=MAX_SENDER_CHARACTERS)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.OTHER)
    language = models.CharField(max_length=2, default="ar")
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    message_count = models.PositiveIntegerField(default=0)
    question_count = models.PositiveIntegerField(default=0)
    answered_count = models.PositiveIntegerField(default=0)
    refused_count = models.PositiveIntegerField(default=0)
    thumbs_up = models.PositiveIntegerField(default=0)
    thumbs_down = models.PositiveIntegerField(default=0)
    has_follow_ups = models.BooleanField(default=False)
    asked_person = models.BooleanField(default=False)
    wished_pass_on = models.BooleanField(default=False)
    lowest_confidence = models.FloatField(null=True)
    last_event_id = models.BigIntegerField()

    class Meta:
        indexes = (
            # The list's orders, each ended by the key, so that pages neither repeat nor skip a row.
            models.Index(fields=["last_at", "sender_id"], name="review_by_last"),
            models.Index(fields=["started_at", "sender_id"], name="review_by_start"),
            models.Index(fields=["message_count", "sender_id"], name="review_by_length"),
            models.Index(fields=["lowest_confidence", "sender_id"], name="review_by_confidence"),
            models.Index(fields=["refused_count", "sender_id"], name="review_by_refused"),
            models.Index(fields=["thumbs_down", "sender_id"], name="review_by_thumbs_down"),
            # The filters that few conversations meet; what most meet is found by walking an order.
            models.Index(fields=["channel", "last_at"], name="review_by_channel"),
            models.Index(
                fields=["last_at"], name="review_with_thumbs_down", condition=models.Q(thumbs_down__gt=0)
            ),
            models.Index(
                fields=["last_at"], name="review_with_thumbs_up", condition=models.Q(thumbs_up__gt=0)
            ),
            models.Index(
                fields=["last_at"], name="review_asked_person", condition=models.Q(asked_person=True)
            ),
            models.Index(
                fields=["last_at"], name="review_wished_pass_on", condition=models.Q(wished_pass_on=True)
            ),
        )

"""An update as Telegram sent it, kept from before it is acknowledged until it is answered."""

from __future__ import annotations

from django.db import models


class StoredUpdate(models.Model):
    """Updates of one lane, a person in a chat, are taken in the order of their ids.

    `body` is the update's JSON and is emptied once it is done; the row stays for some days, so that the same
    update is known again. `message_id` is that of the person's message, where it is one.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"

    update_id = models.BigIntegerField(primary_key=True)
    chat_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    message_id = models.BigIntegerField(null=True)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    stored_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (
            models.Index(fields=["update_id"], name="telegram_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["chat_id", "message_id"], name="telegram_their_messages"),
        )

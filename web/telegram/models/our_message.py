"""A message of ours as it is to be seen in a chat, and how far Telegram has been told of it.

This is the outbox and the memory of keyboards in one: a row is written before anything is sent, and says what
to do after a crash; a button's data are its row's `key` and a letter.
"""

from __future__ import annotations

from django.db import models

from web.telegram.content import KEY_CHARACTERS
from web.telegram.models.conversation import Conversation


class OurMessage(models.Model):
    """`content` is web.telegram.content.Content as JSON.

    `floor` is a message id of the same chat from before the sending: the message itself has a higher one (0
    where none is known). `question_id` is the message that it answers; `message_id` its own, once known.
    """

    class State(models.TextChoices):
        WAITING = "waiting"  # to be sent; surely not sent yet
        SENDING = "sending"  # sent perhaps: looked for before it is sent again (web.telegram.unsure)
        SHOWN = "shown"
        CHANGED = "changed"  # shown, but not yet as it is here; changing it twice does no harm
        REMOVED = "removed"  # to be deleted
        DROPPED = "dropped"  # deleted, or it could not be sent

    update_id = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    conversation = models.ForeignKey(Conversation, models.CASCADE, null=True, related_name="messages")
    chat_id = models.BigIntegerField()
    thread_id = models.BigIntegerField(null=True)
    question_id = models.BigIntegerField(null=True)
    quotes = models.BooleanField(default=False)
    message_id = models.BigIntegerField(null=True)
    floor = models.BigIntegerField(default=0)
    key = models.CharField(max_length=KEY_CHARACTERS, unique=True)
    content = models.JSONField()
    choices_open = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["update_id", "number"], name="a_message_once_for_an_update"),
        )
        indexes = (
            models.Index(fields=["chat_id", "question_id"], name="telegram_answers"),
            models.Index(fields=["chat_id", "message_id"], name="telegram_our_messages"),
            models.Index(
                fields=["id"],
                name="telegram_unsettled",
                condition=models.Q(state__in=["waiting", "sending", "changed", "removed"]),
            ),
        )

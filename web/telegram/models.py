"""Telegram's tables; conversations themselves are the chat's (web.chat.models)."""

from __future__ import annotations

from django.db import models

from web.chat.models import Session
from web.telegram.content import KEY_CHARACTERS

SUPERGROUPS_BELOW = -1_000_000_000_000


def counts_its_own_messages(chat_id: int) -> bool:
    """Whether the chat numbers its messages itself, as supergroups do; a bot's others share one count."""
    return chat_id < SUPERGROUPS_BELOW


class Chat(models.Model):
    """A row only for a chat that we may not write to (`gone`), or whose group became another chat."""

    chat_id = models.BigIntegerField(primary_key=True)
    gone = models.BooleanField(default=False)
    migrated_to = models.BigIntegerField(null=True)


class Conversation(models.Model):
    """One for each person in each chat.

    `language_chosen`: by /language; until then the interface follows what is written.
    """

    chat_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    session = models.OneToOneField(Session, models.CASCADE, related_name="telegram")
    language_chosen = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["chat_id", "user_id"], name="one_conversation_in_a_chat"),
        )


class StoredUpdate(models.Model):
    """The inbox: an update as Telegram sent it, stored before it is acknowledged.

    Updates of a person in a chat are handled in the order of their ids. `body` is the update's JSON and is
    emptied once it is done; the row stays for some days, so that the same update is known again. `message_id`
    is that of the person's message, where it is one.
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


class OurMessage(models.Model):
    """The outbox: a message of ours as it should stand in a chat, and how far Telegram has been told of it.

    A row is written before anything is sent, and says what to do after a crash; a button's data are its row's
    `key` and a letter. `content` is web.telegram.content.Content as JSON. `floor` is a message id of the same
    chat from before the sending: the message itself has a higher one (0 where none is known). `question_id`
    is the message that it answers; `message_id` its own, once known.
    """

    class State(models.TextChoices):
        WAITING = "waiting"  # to be sent; surely not sent yet
        SENDING = "sending"  # perhaps sent: looked for before it is sent again (web.telegram.delivery_probe)
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

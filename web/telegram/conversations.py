"""The conversation of a person in a chat, found or begun; chats that are lost, and groups that moved."""

from __future__ import annotations

import uuid
from collections import OrderedDict

from aiogram.types import Message
from django.db import transaction

from web.chat.models import Session
from web.database import in_database
from web.telegram import outbox
from web.telegram.models import Chat, Conversation
from web.telegram.ordering import QueueKey
from web.telegram.sentences import DEFAULT_LANGUAGE, LANGUAGES

MAX_REMEMBERED = 10_000


class Conversations:
    """Looks a conversation up once and remembers it; whoever changes one says so."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int], Conversation] = OrderedDict()

    async def of(self, chat_id: int, user_id: int, language: str | None) -> Conversation:
        """Return the conversation, its session with it; a new one speaks `language` if we do, or Arabic."""
        key = (chat_id, user_id)
        if key not in self._known:
            self._known[key] = await in_database(_found_or_begun, chat_id, user_id, language or "")
            if len(self._known) > MAX_REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]

    def forget(self, conversation: Conversation) -> None:
        """Look it up anew next time: it was erased."""
        self._known.pop((conversation.chat_id, conversation.user_id), None)

    def forget_chat(self, chat_id: int) -> None:
        """Look up anew whoever spoke in this chat."""
        for key in [key for key in self._known if key[0] == chat_id]:
            del self._known[key]


class Chats:
    """Chats that are lost to us, and groups that are another chat by now; `load` it before it is asked."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._lost: set[int] = set()
        self._moved: dict[int, int] = {}

    async def load(self) -> None:
        """Read what was written down."""
        for chat in await in_database(lambda: list(Chat.objects.all())):
            if chat.gone:
                self._lost.add(chat.chat_id)
            if chat.migrated_to is not None:
                self._moved[chat.chat_id] = chat.migrated_to

    def is_lost(self, chat_id: int) -> bool:
        """Whether nothing can be sent there."""
        return chat_id in self._lost

    async def lost(self, chat_id: int) -> None:
        """We were blocked or put out: what waits for the chat is dropped."""
        self._lost.add(chat_id)
        await in_database(_mark, chat_id, gone=True)
        await in_database(outbox.drop_all, chat_id)

    async def found(self, chat_id: int) -> None:
        """Somebody speaks to us there again."""
        if chat_id in self._lost:
            self._lost.discard(chat_id)
            await in_database(_mark, chat_id, gone=False)

    async def migrated(self, old: int, new: int) -> None:
        """A group became a supergroup; both of its notices, and Telegram's error, may tell so."""
        if self._moved.get(old) != new:
            self._moved[old] = new
            await in_database(_follow_migration, old, new)
            self._conversations.forget_chat(old)
            self._conversations.forget_chat(new)

    def now(self, queue: QueueKey) -> QueueKey:
        """The queue as it is called today."""
        return self._moved.get(queue[0], queue[0]), queue[1]

    def moved(self, message: Message) -> Message:
        """The message as if it had been written where its chat is today."""
        new = self._moved.get(message.chat.id)
        if new is None:
            return message
        return message.model_copy(
            update={"chat": message.chat.model_copy(update={"id": new, "type": "supergroup"})}
        )


def _found_or_begun(chat_id: int, user_id: int, language: str) -> Conversation:
    with transaction.atomic():
        found = (
            Conversation.objects.select_related("session").filter(chat_id=chat_id, user_id=user_id).first()
        )
        if found is not None:
            return found
        code = language.partition("-")[0].lower()
        identity = uuid.uuid4()
        session = Session.objects.create(
            id=identity,
            surface=Session.Surface.TELEGRAM,
            sender_id=f"telegram-{identity.hex}",
            language=code if code in LANGUAGES else DEFAULT_LANGUAGE,
        )
        return Conversation.objects.create(chat_id=chat_id, user_id=user_id, session=session)


def set_language(conversation: Conversation, language: str, *, chosen: bool) -> None:
    """Speak this language from now on. Queries the database."""
    session = conversation.session
    session.language = language
    session.save(update_fields=["language"])
    if chosen and not conversation.language_chosen:
        conversation.language_chosen = True
        conversation.save(update_fields=["language_chosen"])


def _follow_migration(old: int, new: int) -> None:
    """A group became a supergroup: its conversations go on in the new chat."""
    with transaction.atomic():
        Chat.objects.update_or_create(chat_id=old, defaults={"migrated_to": new})
        known = set(Conversation.objects.filter(chat_id=new).values_list("user_id", flat=True))
        Conversation.objects.filter(chat_id=old).exclude(user_id__in=known).update(chat_id=new)


def _mark(chat_id: int, *, gone: bool) -> None:
    Chat.objects.update_or_create(chat_id=chat_id, defaults={"gone": gone})

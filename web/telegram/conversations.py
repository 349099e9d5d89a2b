"""The conversation of a person in a chat, found or begun."""

from __future__ import annotations

import uuid
from collections import OrderedDict

from django.db import transaction

from web.chat.models import Session
from web.database import in_database
from web.telegram.models import Chat, Conversation
from web.telegram.sentences import LANGUAGES

MAX_REMEMBERED = 10_000
DEFAULT_LANGUAGE = "ar"


class Conversations:
    """Looks a conversation up once and remembers it; whoever changes one says so."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int], Conversation] = OrderedDict()

    async def of(self, chat_id: int, user_id: int, language: str | None) -> Conversation:
        """Return the conversation, its session with it; a new one speaks `language` if we do, or Arabic."""
        lane = (chat_id, user_id)
        if lane not in self._known:
            self._known[lane] = await in_database(_found_or_begun, chat_id, user_id, language or "")
            if len(self._known) > MAX_REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(lane)
        return self._known[lane]

    def forget(self, conversation: Conversation) -> None:
        """Look it up anew next time: it was erased."""
        self._known.pop((conversation.chat_id, conversation.user_id), None)

    def forget_chat(self, chat_id: int) -> None:
        """Look up anew whoever spoke in this chat."""
        for lane in [lane for lane in self._known if lane[0] == chat_id]:
            del self._known[lane]


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


def follow_migration(old: int, new: int) -> None:
    """A group became a supergroup: its conversations go on in the new chat. Queries the database."""
    with transaction.atomic():
        Chat.objects.update_or_create(chat_id=old, defaults={"migrated_to": new})
        known = set(Conversation.objects.filter(chat_id=new).values_list("user_id", flat=True))
        Conversation.objects.filter(chat_id=old).exclude(user_id__in=known).update(chat_id=new)

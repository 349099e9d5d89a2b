"""The methods of the Bot API that the bot calls."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.telegram.emulator.chats import BOT, Chat, Posted
from tests.telegram.emulator.checks import (
    Parameters,
    caption_of,
    commands_of,
    is_set,
    keyboard_of,
    language_of,
    number_of,
    object_of,
    photo_of,
    text_of,
)
from tests.telegram.emulator.errors import Refused, bad
from tests.telegram.emulator.html_marks import Entity
from tests.telegram.emulator.state import State
from tests.telegram.emulator.webhook import read_webhook

ACTIONS = ("typing", "upload_photo", "record_voice", "find_location", "choose_sticker")
_STATES = {
    "blocked": "Forbidden: bot was blocked by the user",
    "kicked": "Forbidden: bot was kicked from the group chat",
    "deactivated": "Forbidden: user is deactivated",
}


class Methods:
    """Each takes the call's parameters and returns its result, or raises Refused."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._by_name: dict[str, Callable[[Parameters], Any]] = {
            "getme": lambda _: {**BOT, "can_join_groups": True, "can_read_all_group_messages": False},
            "sendmessage": self._send_message,
            "sendphoto": self._send_photo,
            "editmessagetext": self._edit_text,
            "editmessagereplymarkup": self._edit_markup,
            "deletemessage": self._delete,
            "sendchataction": self._action,
            "answercallbackquery": self._answer_query,
            "setmycommands": self._set_commands,
            "getmycommands": lambda p: self._state.commands.get(language_of(p), []),
            "setmydescription": lambda p: self._describe("description", 512, p),
            "getmydescription": lambda p: self._described("description", p),
            "setmyshortdescription": lambda p: self._describe("short_description", 120, p),
            "getmyshortdescription": lambda p: self._described("short_description", p),
            "setwebhook": self._set_webhook,
            "deletewebhook": self._delete_webhook,
            "getwebhookinfo": lambda _: self._webhook_info(),
        }

    def call(self, name: str, parameters: Parameters) -> Any:
        """The method's result."""
        method = self._by_name.get(name.lower())
        if method is None:
            raise Refused(404, "Not Found")
        return method(parameters)

    def _chat(self, parameters: Parameters) -> Chat:
        chat = self._state.chats.get(number_of(parameters, "chat_id"))
        if chat is None:
            raise bad("chat not found")
        if chat.state in _STATES:
            raise Refused(403, _STATES[chat.state])
        if chat.moved_to is not None:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.moved_to,
            )
        thread = parameters.get("message_thread_id")
        if thread is not None and int(thread) not in chat.topics:
            raise bad("message thread not found")
        return chat

    def _send_message(self, parameters: Parameters) -> Any:
        chat = self._chat(parameters)
        text, entities = text_of(parameters)
        return self._post(chat, parameters, text, entities)

    def _send_photo(self, parameters: Parameters) -> Any:
        chat, photo = self._chat(parameters), photo_of(parameters)
        caption = caption_of(parameters)
        return self._post(chat, parameters, caption, [], photo)

    def _post(
        self, chat: Chat, parameters: Parameters, text: str, entities: list[Entity], photo: bytes = b""
    ) -> Any:
        keyboard = keyboard_of(parameters)
        reply = object_of(parameters, "reply_parameters") or {}
        reply_to = reply.get("message_id")
        there = reply_to is not None and reply_to in chat.messages and not chat.messages[reply_to].deleted
        if reply_to is not None and not there and not reply.get("allow_sending_without_reply"):
            raise bad("message to be replied not found")
        posted = self._state.post(chat, BOT, text, entities=entities, keyboard=keyboard)
        posted.photo = photo
        posted.reply_to = reply_to if there else None
        posted.thread_id = int(parameters["message_thread_id"]) if "message_thread_id" in parameters else None
        return posted.as_json(chat.as_json())

    def _own(self, chat: Chat, parameters: Parameters, verb: str) -> Posted:
        posted = chat.messages.get(number_of(parameters, "message_id"))
        if posted is None or posted.deleted:
            raise bad(f"message to {verb} not found")
        if not posted.is_ours:
            raise bad(f"message can't be {verb.rstrip('e')}ed")
        return posted

    def _edit_text(self, parameters: Parameters) -> Any:
        chat = self._chat(parameters)
        posted = self._own(chat, parameters, "edit")
        text, entities = text_of(parameters)
        keyboard = keyboard_of(parameters)
        if (text, entities, keyboard) == (posted.text, posted.entities, posted.keyboard):
            raise _not_modified()
        if text != posted.text:
            posted.versions.append(text)
        posted.text, posted.entities, posted.keyboard = text, entities, keyboard
        return posted.as_json(chat.as_json())

    def _edit_markup(self, parameters: Parameters) -> Any:
        chat = self._chat(parameters)
        posted = self._own(chat, parameters, "edit")
        keyboard = keyboard_of(parameters)
        if keyboard == posted.keyboard:
            raise _not_modified()
        posted.keyboard = keyboard
        return posted.as_json(chat.as_json())

    def _delete(self, parameters: Parameters) -> bool:
        self._own(self._chat(parameters), parameters, "delete").deleted = True
        return True

    def _action(self, parameters: Parameters) -> bool:
        self._chat(parameters)
        if parameters.get("action") not in ACTIONS:
            raise bad("wrong parameter action in request")
        return True

    def _answer_query(self, parameters: Parameters) -> bool:
        query = self._state.queries.get(str(parameters.get("callback_query_id")))
        if query is None or query["answered"] is not None:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        text = parameters.get("text") or ""
        if len(text) > 200:
            raise bad("MESSAGE_TOO_LONG")
        query["answered"], query["answered_at"] = text, time.monotonic()
        return True

    def _set_commands(self, parameters: Parameters) -> bool:
        self._state.commands[language_of(parameters)] = commands_of(parameters)
        return True

    def _describe(self, name: str, longest: int, parameters: Parameters) -> bool:
        text = parameters.get(name) or ""
        if len(text) > longest:
            raise bad(f"{name} is too long")
        self._state.descriptions[name, language_of(parameters)] = text
        return True

    def _described(self, name: str, parameters: Parameters) -> dict[str, str]:
        texts = self._state.descriptions
        language = language_of(parameters)
        return {name: texts.get((name, language)) or texts.get((name, "")) or ""}

    def _set_webhook(self, parameters: Parameters) -> bool:
        self._state.webhook = read_webhook(parameters)
        self._state.wake()
        return True

    def _delete_webhook(self, parameters: Parameters) -> bool:
        self._state.webhook = None
        if is_set(parameters, "drop_pending_updates"):
            self._state.updates.clear()
        return True

    def _webhook_info(self) -> dict[str, Any]:
        webhook = self._state.webhook
        address = {"url": webhook.url if webhook else "", "has_custom_certificate": False}
        return {**address, "pending_update_count": len(self._state.waiting())}


def _not_modified() -> Refused:
    return bad(
        "message is not modified: specified new message content and reply markup are exactly the same as a "
        "current content and reply markup of the message"
    )

"""What people do: write, press, edit, send pictures, block, let in and put out. Returns update ids."""

from __future__ import annotations

import time
import uuid
from typing import Any

from tests.telegram.emulator.chats import BOT, Chat, Group, Person, Posted, entities_of
from tests.telegram.emulator.state import State


class Injector:
    """Mixed into the emulator: `state` and `_waits` are its own."""

    state: State

    def _deliver(self, kind: str, body: dict[str, Any]) -> int:
        with self.state.lock:
            update_id = self.state.add_update(kind, body).update_id
        self.state.wake()
        return update_id

    def chat(self, chat_id: int, kind: str = "private") -> Chat:
        """The chat, opened where it was not."""
        with self.state.lock:
            return self.state.chats.setdefault(chat_id, Chat(chat_id, kind))

    def group(self, group_id: int, kind: str = "group", topics: tuple[int, ...] = ()) -> Group:
        """A group that the bot is in."""
        self.chat(group_id, kind).topics.update(topics)
        return Group(group_id)

    def say(
        self,
        person: Person,
        text: str,
        group: Group | None = None,
        *,
        reply_to: Posted | None = None,
        thread_id: int | None = None,
    ) -> int:
        """Somebody writes a text; returns the update's id."""
        body = self._written(person, text, group, reply_to)
        if thread_id is not None:
            body |= {"message_thread_id": thread_id, "is_topic_message": True}
        return self._deliver("message", body)

    def _written(
        self, person: Person, text: str, group: Group | None, reply_to: Posted | None = None
    ) -> dict[str, Any]:
        chat = self.chat(group.id if group else person.id)
        with self.state.lock:
            posted = self.state.post(chat, person.as_json(), text)
        body = {**posted.as_json(chat.as_json()), "entities": entities_of(text)}
        if reply_to is not None:
            body["reply_to_message"] = reply_to.as_json(chat.as_json())
        return body

    def message_id(self, update_id: int) -> int:
        """The id of the message that an update brought."""
        found: int = self.state.all_updates[update_id].body["message_id"]
        return found

    def send(self, person: Person, group: Group | None = None, **content: Any) -> int:
        """Somebody sends something that is no text: photo=[…], voice={…}, or a notice."""
        body = self._written(person, "", group)
        del body["text"], body["entities"]
        return self._deliver("message", {**body, **content})

    def edit(self, person: Person, update_id: int, text: str) -> int:
        """Somebody writes their message anew."""
        body = self.state.all_updates[update_id].body
        edited = {**body, "text": text, "entities": entities_of(text), "edit_date": int(time.time())}
        return self._deliver("edited_message", edited)

    def press(self, person: Person, posted: Posted, data: str) -> str:
        """Somebody presses a button; returns the query's id."""
        chat = self.state.chats[posted.chat_id]
        query_id = uuid.uuid4().hex
        with self.state.lock:
            self.state.queries[query_id] = {"answered": None, "at": time.monotonic()}
        body = {
            "id": query_id,
            "from": person.as_json(),
            "message": posted.as_json(chat.as_json()),
            "chat_instance": "1",
            "data": data,
        }
        self._deliver("callback_query", body)
        return query_id

    def change_membership(self, person: Person, chat_id: int, old: str, new: str) -> int:
        """The bot is let in, put out, blocked or unblocked: statuses member, left, kicked, administrator."""
        chat = self.state.chats[chat_id]
        outside = {"private": "blocked"}.get(chat.kind, "kicked")
        with self.state.lock:
            chat.state = outside if new in ("kicked", "left") else "open"
        rights = {"status": "administrator", "can_be_edited": False, "is_anonymous": False}
        names = ("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members")
        more = ("can_promote_members", "can_change_info", "can_invite_users", "can_send_welcome_messages")
        stories = ("can_post_stories", "can_edit_stories", "can_delete_stories")
        rights |= dict.fromkeys((*names, *more, *stories), False)
        members = {
            "member": {"status": "member"},
            "left": {"status": "left"},
            "kicked": {"status": "kicked", "until_date": 0},
            "administrator": rights,
        }
        body = {
            "chat": chat.as_json(),
            "from": person.as_json(),
            "date": int(time.time()),
            "old_chat_member": {"user": BOT, **members[old]},
            "new_chat_member": {"user": BOT, **members[new]},
        }
        return self._deliver("my_chat_member", body)

    def migrate(self, person: Person, group: Group, new_id: int) -> Group:
        """The group becomes a supergroup: both chats tell so."""
        new = self.chat(new_id, "supergroup")
        old = self.state.chats[group.id]
        self.send(person, group, migrate_to_chat_id=new_id)
        with self.state.lock:
            old.moved_to = new_id
            body = self.state.post(new, person.as_json(), "").as_json(new.as_json())
        del body["text"]
        self._deliver("message", {**body, "migrate_from_chat_id": group.id})
        return Group(new_id)

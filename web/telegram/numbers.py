"""The numbers that Telegram gives to messages.

It numbers all private chats and small groups of a bot together, and a supergroup by itself.
"""

from __future__ import annotations

from web.telegram.models.chat import counts_its_own_messages


class Numbers:
    """The highest number that is known to be given, in each count; 0 where none is.

    Whatever is sent from now on has a higher one, which is all that is known of it after a crash.
    """

    def __init__(self) -> None:
        self._latest: dict[int | None, int] = {}

    def saw(self, chat_id: int, message_id: int) -> None:
        """A message of this chat has this number."""
        self._latest[_count_of(chat_id)] = max(message_id, self.latest(chat_id))

    def latest(self, chat_id: int) -> int:
        """The highest where this chat's messages are counted."""
        return self._latest.get(_count_of(chat_id), 0)


def _count_of(chat_id: int) -> int | None:
    return chat_id if counts_its_own_messages(chat_id) else None

"""Where a conversation was held, by its sender's name, which web and the terminal choose."""

from __future__ import annotations

from web.review.models import Conversation

Channel = Conversation.Channel
KNOWN = (Channel.WEB, Channel.TELEGRAM, Channel.TERMINAL)


def channel_of(sender_id: str) -> str:
    """Return the channel that the name begins with; "other" for another name."""
    return next((channel for channel in KNOWN if sender_id.startswith(f"{channel.value}-")), Channel.OTHER)

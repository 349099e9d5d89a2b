"""Bot messages kept whole until the turn is over."""

from typing import Any

from rasa.core.channels.channel import OutputChannel

CHANNEL_NAME = "daleel"

# What Rasa writes into every bot event for itself.
_BOOKKEEPING = ("timestamp", "model_id", "assistant_id")


class CollectingOutput(OutputChannel):
    """Keeps each bot message as one {"text", "buttons", "metadata"}, in order; a text is never split."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the name that responses may have variants for."""
        return CHANNEL_NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep a message; whatever it has beyond text and buttons stands in its metadata."""
        left = {name: value for name, value in message.items() if value and name not in _BOOKKEEPING}
        text = left.pop("text", "")
        buttons = [
            {"title": each.get("title", ""), "payload": each.get("payload", "")}
            for each in left.pop("buttons", [])
        ]
        if text or buttons or left.get("evidence"):
            self.messages.append({"text": text, "buttons": buttons, "metadata": left})

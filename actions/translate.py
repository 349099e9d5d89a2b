"""What is about to be said, put into the visitor's language; the source's words stay as they are."""

from __future__ import annotations

from typing import Any

from actions.language import Language, in_language
from actions.sections import title_in
from contract.payload import passage_of


def translate(messages: list[dict[str, Any]], language: Language) -> None:
    """Name each message's response in the language, and title the buttons of sections in it."""
    for message in messages:
        message["response"] = in_language(message["response"], language)
        message["buttons"] = [_titled(button, language) for button in message["buttons"]]


def _titled(button: dict[str, str], language: Language) -> dict[str, str]:
    title = title_in(passage_of(button["payload"]), language)
    return {**button, "title": title} if title else button

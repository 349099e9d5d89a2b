"""A button's press in Rasa's log, and what the button showed."""

from __future__ import annotations

import re

from web.chat import tracker_log
from web.chat.evidence import objects_of, text_of
from web.chat.reply import public_reply
from web.chat.tracker_log import Event

_PAYLOAD = re.compile(r"/[a-z_]+(?:\{[^{}]*\})?")


def is_press(asked: Event) -> bool:
    """Whether it is a button's payload: that has its intent alone, a typed text is compared with all."""
    parse_data = asked.data.get("parse_data")
    ranking = parse_data.get("intent_ranking") if isinstance(parse_data, dict) else None
    return bool(_PAYLOAD.fullmatch(text_of(asked.data.get("text")))) and len(list(objects_of(ranking))) <= 1


def title_of(sender_id: str, payload: str, before_id: int | None = None) -> str | None:
    """Return the title of the button with this payload that the sender was shown last; None for none.

    `before_id`: among the events before this one. Queries the log.
    """
    for event in tracker_log.bot_events_with(sender_id, payload, before_id):
        if title := titles(event).get(spaceless(payload)):
            return title
    return None


def titles(event: Event) -> dict[str, str]:
    """The titles of a bot event's buttons by their payloads, which are spelt without spaces."""
    return {spaceless(each.payload): each.title for each in public_reply(event.data).buttons}


def spaceless(payload: str) -> str:
    """One spelling of a payload."""
    return payload.replace(" ", "")

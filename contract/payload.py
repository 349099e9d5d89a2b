"""What a pressed button sends instead of a text: a slash, an intent, and for a passage its id."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHOW_PASSAGE = "show_passage"  # an intent
PASSAGE_ID = "passage_id"  # the entity beside it
PASS_ON_QUESTION = "/pass_on_question"  # noqa: S105 (no password)
ASK_HUMAN = "/ask_human"
ERASE = "/ask_erase"  # each surface that can erase does it, after asking once more, and sends nothing
MAX_CHARACTERS = 300

_PASSAGE = re.compile(
    r'/show_passage\{"passage_id": ?"(?P<passage_id>[a-z0-9-]{1,64}(?:/[a-z0-9-]{1,64}){1,2})"\}'
)


@dataclass(frozen=True, slots=True)
class Press:
    """`payload` is in its one spelling; `passage_id` is None for a button that asks for no passage."""

    payload: str
    intent: str
    passage_id: str | None = None


def show_passage(passage_id: str) -> str:
    """What a button sends that asks for a passage."""
    return f'/{SHOW_PASSAGE}{{"{PASSAGE_ID}": "{passage_id}"}}'


def read_payload(payload: object) -> Press | None:
    """What a payload asks for; None for what no button of ours sends."""
    if not isinstance(payload, str) or len(payload) > MAX_CHARACTERS:
        return None
    if payload in (PASS_ON_QUESTION, ASK_HUMAN, ERASE):
        return Press(payload, payload[1:])
    match = _PASSAGE.fullmatch(payload)
    if match is None:
        return None
    return Press(show_passage(match["passage_id"]), SHOW_PASSAGE, match["passage_id"])


def passage_of(payload: object) -> str:
    """The id of the passage that a payload asks for; empty for any other."""
    press = read_payload(payload)
    return press.passage_id or "" if press else ""

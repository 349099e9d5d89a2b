"""Buttons that ask for a passage: a short title and a payload that Rasa reads without its classifier."""

from __future__ import annotations

import json
from collections.abc import Iterable

from actions.question import SHOW_PASSAGE
from actions.sections import overviews
from index import Index, Passage

MAX_TITLE_CHARACTERS = 40
ELLIPSIS = "\u2026"  # horizontal ellipsis

Button = dict[str, str]


def passage_buttons(passages: Iterable[Passage]) -> list[Button]:
    """One button a passage, in the order given."""
    return [{"title": title_of(passage), "payload": payload_of(passage.id)} for passage in passages]


def section_buttons(index: Index) -> list[Button]:
    """One button for each section of the index, in order."""
    return passage_buttons(index.passage(id_) for id_ in overviews(index))


def payload_of(passage_id: str) -> str:
    arguments = json.dumps({"passage_id": passage_id}, ensure_ascii=False)
    return f"/{SHOW_PASSAGE}{arguments}"


def title_of(passage: Passage) -> str:
    """The passage's heading (its section's for an overview) on one line, cut at a word to 40 characters."""
    title = " ".join((label_of(passage) or passage.text).split())
    if len(title) <= MAX_TITLE_CHARACTERS:
        return title
    kept = title[: MAX_TITLE_CHARACTERS - 1]
    if not title[len(kept)].isspace():
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip() + ELLIPSIS


def label_of(passage: Passage) -> str:
    """What a passage is called, without the colon that its source puts after it; may be a heading of ours."""
    return (passage.heading or passage.section).strip(" :\u061b\n")  # arabic semicolon


def passage_of(button: Button) -> str:
    """The id of the passage that a button asks for; empty for any other button."""
    intent, brace, arguments = button.get("payload", "").partition("{")
    if intent != f"/{SHOW_PASSAGE}" or not brace:
        return ""
    return str(json.loads(brace + arguments).get("passage_id") or "")

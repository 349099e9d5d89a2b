"""How passages are laid out in a message: headings before texts, long texts cut, places named."""

from __future__ import annotations

import re

from actions.buttons import label_of
from arabic import sentences
from index import Index, Passage

MAX_ITEM_CHARACTERS = 300  # a longer point is listed by its first sentences; its button shows it whole
ELLIPSIS = "\u2026"  # horizontal ellipsis
PLACE_JOIN = " \u2014 "  # em dash, between a document's title and its section
_CLAUSE_END = re.compile("[\u060c\u061b,;.\n]")  # arabic comma and semicolon beside the Latin marks


def place_of(index: Index, passage: Passage) -> str:
    """Where a passage stands: its document's title and its section's heading, unless that one is ours."""
    section = "" if index.passage(passage.section_id).heading_is_ours else passage.section
    return PLACE_JOIN.join(part for part in (index.document(passage.document).title, section) if part)


def headed(point: Passage, text: str) -> str:
    """A point's text after its heading; one of ours is left out, so that the words are the source's alone."""
    label = "" if point.heading_is_ours else label_of(point)
    return f"{label}: {text}" if label and not text.startswith(label) else text


def shortened(text: str) -> str:
    """Text up to the last sentence that ends within 300 characters (one at least), marked where cut."""
    if len(text) <= MAX_ITEM_CHARACTERS:
        return text
    ends = [span.end for span in sentences(text)] or [len(text)]
    end = max((end for end in ends if end <= MAX_ITEM_CHARACTERS), default=ends[0])
    return text if end >= len(text.rstrip()) else f"{text[:end].rstrip()} {ELLIPSIS}"


def is_shortened(point: Passage) -> bool:
    """Whether a list shows less of a point than all its text."""
    whole = one_line(point.text)
    return shortened(whole) != whole


def item_line(number: int, point: Passage) -> str:
    """One numbered line of a list."""
    return f"{number}. {headed(point, shortened(one_line(point.text)))}"


def summary_line(number: int, point: Passage) -> str:
    """One numbered line with the point's heading, or its first clause where the heading is ours."""
    return f"{number}. {first_clause(point) if point.heading_is_ours else label_of(point)}"


def first_clause(point: Passage) -> str:
    """The text up to its first mark of punctuation, marked where cut."""
    text = one_line(point.text).rstrip(" .")
    cut = _CLAUSE_END.search(text)
    return f"{text[: cut.start()].rstrip()} {ELLIPSIS}" if cut else text


def one_line(text: str) -> str:
    return " ".join(text.split())

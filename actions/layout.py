"""How passages are laid out: what they are called, their buttons, numbered points, where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from actions.offered import label, offered
from actions.sections import sections_of
from arabic import sentences
from arabic.private import mask
from contract import answer, payload
from contract.answer import Button, Item
from contract.segments import ELLIPSIS
from documents.passage import Passage
from index import Index

MAX_ITEM_CHARACTERS = 300  # a longer point is listed by its first sentences; its button shows it whole
MAX_TITLE_CHARACTERS = 40
MAX_QUOTE_CHARACTERS = 120  # of a visitor's question, said back
# The staff's buttons, which data/responses names.
PASS_ON, PERSON = Button("", payload.PASS_ON_QUESTION), Button("", payload.ASK_HUMAN)
_CLAUSE_END = re.compile("[\u060c\u061b,;.\n]")  # arabic comma and semicolon beside the Latin marks


def label_of(passage: Passage) -> str:
    """What a passage is called, without the colon that its source puts after it; may be a heading of ours."""
    return (passage.heading or passage.section).strip(" :\u061b\n")  # arabic semicolon


def own_heading(passage: Passage, text: str) -> str:
    """The source's heading before a text; empty where it is ours, or where the text begins with it."""
    label = "" if passage.heading_is_ours else label_of(passage)
    return "" if text.startswith(label) else label


def title_of(passage: Passage) -> str:
    """The title of a passage's button: what it is called on one line, cut at a word to 40 characters."""
    return cut_title(label_of(passage) or passage.text)


def cut_title(text: str) -> str:
    """A text on one line, cut at a word to 40 characters."""
    title = one_line(text)
    if len(title) <= MAX_TITLE_CHARACTERS:
        return title
    kept = title[: MAX_TITLE_CHARACTERS - 1]
    if not title[len(kept)].isspace():
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip() + ELLIPSIS


def cut_quote(text: str) -> str:
    """A visitor's own words on one line, to be said back: short, private numbers and addresses hidden."""
    words = mask(one_line(text)).strip('"\u00ab\u00bb ')  # guillemets
    if len(words) <= MAX_QUOTE_CHARACTERS:
        return words
    kept = words[: MAX_QUOTE_CHARACTERS - 1]
    return (kept.rpartition(" ")[0] or kept) + ELLIPSIS


def passage_buttons(passages: Iterable[Passage]) -> tuple[Button, ...]:
    """One button a passage, in the order given."""
    return tuple(Button(title_of(passage), payload.show_passage(passage.id)) for passage in passages)


def buttons_of(payloads: Iterable[str], index: Index) -> tuple[Button, ...]:
    """The buttons that send these payloads, without those of passages that left the index."""
    held = {passage.id: passage for passage in index.passages}
    asked = ((each, payload.passage_of(each)) for each in payloads)
    return tuple(
        Button(title_of(held[id_]) if id_ else "", each) for each, id_ in asked if not id_ or id_ in held
    )


def section_buttons(index: Index) -> tuple[Button, ...]:
    """A button for each section that is offered, under its heading without its number."""
    sections = sections_of(index)
    found = filter(None, map(sections.of, offered(index)))
    return tuple(Button(cut_title(label(each)), payload.show_passage(each.passage.id)) for each in found)


def places_of(index: Index, passages: Iterable[Passage]) -> tuple[str, ...]:
    """Where passages stand, each place once: document and section, unless its heading is ours."""
    return tuple(dict.fromkeys(_place_of(index, passage) for passage in passages))


def item_of(number: int, point: Passage) -> Item:
    """A numbered point of a list; a long one by its first sentences."""
    whole = one_line(point.text)
    text = shortened(whole)
    return Item(number, point.id, label_of(point), own_heading(point, text), text, text != whole)


def summary_item(number: int, point: Passage) -> Item:
    """A numbered point by its heading alone, or by its first clause where the heading is ours."""
    label = label_of(point)
    if not point.heading_is_ours:
        return Item(number, point.id, label, label, "", bool(point.text))
    text = first_clause(point)
    return Item(number, point.id, label, "", text, text.endswith(ELLIPSIS))


def whole_item(number: int, point: Passage) -> Item:
    """A numbered point with all its text."""
    return Item(number, point.id, label_of(point), own_heading(point, point.text), point.text)


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


def first_clause(point: Passage, number: int = 1) -> str:
    """The text up to its first mark of punctuation, or the so many-th; marked where cut."""
    text = one_line(point.text).rstrip(" .")
    ends = [mark.start() for mark in _CLAUSE_END.finditer(text)]
    return f"{text[: ends[number - 1]].rstrip()} {ELLIPSIS}" if len(ends) >= number else text


def one_line(text: str) -> str:
    return " ".join(text.split())


def _place_of(index: Index, passage: Passage) -> str:
    section = "" if sections_of(index).heading_is_ours(passage) else passage.section
    return answer.place_of(index.document(passage.document).title, section)

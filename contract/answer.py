"""An answer as data: a sentence of ours around quoted parts, the places they are from, and buttons.

The action server writes the parts and the places, Rasa's response adds `frame` and `closing`, and every
surface draws the result in its own way; whatever has no way of its own shows `plain_text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from contract.fields import Fields

VERSION = 1
PLACE_JOIN = " \u2014 "  # em dash, between a document's title and its section
ELLIPSIS = "\u2026"  # horizontal ellipsis, after words that were cut

Kind = Literal["point", "list", "comparison", "clarify", "related", "none"]
KINDS: tuple[Kind, ...] = ("point", "list", "comparison", "clarify", "related", "none")
QUOTING: tuple[Kind, ...] = ("point", "list", "comparison")  # kinds that quote the source
REFUSING: tuple[Kind, ...] = ("related", "none")  # kinds that say that the sources do not answer


@dataclass(frozen=True, slots=True)
class Button:
    """`payload` is what a press sends, as it is (contract.payload)."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage's paragraph, word for word; `heading` is the source's own, shown before it, or empty."""

    passage_id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered point; `label` is what it is called on a button, be that the source's heading or ours.

    `heading` is shown before the text and is the source's own, else empty; `text` may be empty beside it.
    `is_cut`: the passage says more than `text`.
    """

    number: int
    passage_id: str
    label: str
    heading: str
    text: str
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a section, or a column of a comparison; `opening` is the section's first paragraph."""

    heading: str
    opening: str
    items: tuple[Item, ...]


Part = Quote | Points


@dataclass(frozen=True, slots=True)
class Answer:
    """`places` are where the parts stand, one for each document and section; `closing` introduces them."""

    frame: str = ""
    parts: tuple[Part, ...] = ()
    closing: str = ""
    places: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """All numbered points, in order."""
        return tuple(item for part in self.parts if isinstance(part, Points) for item in part.items)

    def as_json(self) -> dict[str, Any]:
        """The form in which an answer travels; read_answer reads it back."""
        parts = [
            {"type": "quote" if isinstance(part, Quote) else "points", **asdict(part)} for part in self.parts
        ]
        return {
            "version": VERSION,
            "frame": self.frame,
            "parts": parts,
            "closing": self.closing,
            "places": list(self.places),
        }


def read_answer(value: object) -> Answer | None:
    """The answer in a JSON value; None where there is none, as in small talk."""
    if value is None:
        return None
    fields = Fields(value, "answer")
    if not fields.is_object:
        return None
    fields.check_version(VERSION)
    return Answer(
        frame=fields.text("frame", ""),
        parts=tuple(_parts(fields)),
        closing=fields.text("closing", ""),
        places=fields.texts("places", optional=True),
    )


def place_of(document: str, section: str) -> str:
    """Where something stands, as people are told it."""
    return PLACE_JOIN.join(part for part in (document, section) if part)


def plain_text(answer: Answer) -> str:
    """The answer as text alone, its blocks parted by blank lines."""
    blocks = [answer.frame, *(block for part in answer.parts for block in _blocks(part))]
    if answer.places:
        blocks.append(f"{answer.closing} ".lstrip() + "\n".join(answer.places))
    return "\n\n".join(block for block in blocks if block)


def headed(heading: str, text: str) -> str:
    """A text after its heading; either may be empty."""
    return f"{heading}: {text}" if heading and text else heading or text


def _parts(fields: Fields) -> Iterator[Part]:
    for part in fields.objects("parts", optional=True):
        kind = part.text("type")
        if kind == "quote":
            yield Quote(part.text("passage_id"), part.text("heading", ""), part.text("text"))
        elif kind == "points":
            items = tuple(_item(item) for item in part.objects("items"))
            yield Points(part.text("heading", ""), part.text("opening", ""), items)


def _item(fields: Fields) -> Item:
    return Item(
        number=fields.whole("number"),
        passage_id=fields.text("passage_id"),
        label=fields.text("label", ""),
        heading=fields.text("heading", ""),
        text=fields.text("text", ""),
        is_cut=fields.flag("is_cut", False),
    )


def _blocks(part: Part) -> Iterator[str]:
    if isinstance(part, Quote):
        yield headed(part.heading, part.text)
        return
    lines = [f"{item.number}. {headed(item.heading, item.text)}" for item in part.items]
    yield part.opening
    yield "\n".join([f"{part.heading}:", *lines] if part.heading else lines)

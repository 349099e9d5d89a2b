"""An answer as data: a sentence of ours around quoted parts, the places they are from, and buttons.

The action server writes the parts and the places, Rasa's response adds `frame` and `closing`, and every
surface draws the result in its own way; whatever has no way of its own shows `plain_text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from contract.fields import Fields, Span
from contract.segments import Segment, answering_first, joined

VERSION = 1
PLACE_JOIN = " \u2014 "  # em dash, between a document's title and its section

Kind = Literal["point", "list", "comparison", "clarify", "related", "none"]
KINDS: tuple[Kind, ...] = ("point", "list", "comparison", "clarify", "related", "none")
# Kinds that quote the source; visitors are asked of these alone whether they helped.
QUOTING: tuple[Kind, ...] = ("point", "list", "comparison")
REFUSING: tuple[Kind, ...] = ("related", "none")  # kinds that say that the sources do not answer


@dataclass(frozen=True, slots=True)
class Button:
    """`payload` is what a press sends, as it is (contract.payload)."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage's paragraph, word for word; `heading` is the source's own, shown before it, or empty.

    `marks` are the spans in `text` of the whole sentences that answer, rising, not overlapping.
    """

    passage_id: str
    heading: str
    text: str
    marks: tuple[Span, ...] = ()

    def segments(self) -> tuple[Segment, ...]:
        """The words in the order in which they are shown."""
        return answering_first(self.text, self.marks)


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
    return "".join(segment.text for segment in text_segments(answer))


def text_segments(answer: Answer) -> tuple[Segment, ...]:
    """The plain text, cut where a marked sentence begins and ends."""
    blocks = [_plain(answer.frame), *(block for part in answer.parts for block in _blocks(part))]
    if answer.places:
        blocks.append(_plain(f"{answer.closing} ".lstrip() + "\n".join(answer.places)))
    shown = [block for block in blocks if any(segment.text for segment in block)]
    spaced = [segment for block in shown for segment in (*_plain("\n\n"), *block)]
    return joined(spaced[1:])


def headed(heading: str, text: str) -> str:
    """A text after its heading; either may be empty."""
    return f"{heading}: {text}" if heading and text else heading or text


def _parts(fields: Fields) -> Iterator[Part]:
    for part in fields.objects("parts", optional=True):
        kind = part.text("type")
        if kind == "quote":
            text = part.text("text")
            yield Quote(
                part.text("passage_id"), part.text("heading", ""), text, part.spans("marks", len(text))
            )
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


def _blocks(part: Part) -> Iterator[tuple[Segment, ...]]:
    if isinstance(part, Quote):
        heading = part.heading and f"{part.heading}: " if part.text else part.heading
        yield (*_plain(heading), *part.segments())
        return
    lines = [f"{item.number}. {headed(item.heading, item.text)}" for item in part.items]
    yield _plain(part.opening)
    yield _plain("\n".join([f"{part.heading}:", *lines] if part.heading else lines))


def _plain(text: str) -> tuple[Segment, ...]:
    return (Segment(text),)

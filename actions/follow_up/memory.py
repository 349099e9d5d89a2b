"""What a conversation holds on to between two messages: small, frozen, kept in the slot last_answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from actions.compose import Handoff, Reply
from actions.pending_offer import NO_OFFER, Offer
from contract.answer import QUOTING, REFUSING, Quote
from contract.fields import Fields, Span
from contract.payload import passage_of
from index import Index

VERSION = 2  # of the slot's form; another one is forgotten
MAX_HISTORY = 8  # passages that "go back" can reach
MAX_ASKED_CHARACTERS = 200  # the slot is stored with every answer
MAX_PASSAGE_CHARACTERS = 100_000
IN_SHORT = ("utter_answer_summary", "utter_answer_short", "utter_shortest")  # responses
MAX_ANSWERS = 4  # that "your answer before that" can reach


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer that quoted: its kind, the passages that it showed, and those with all their words.

    `marks` are the spans of the sentences that answered, in a point shown by itself. `is_short`: it was in
    short already when it was shown last.
    """

    kind: str
    ids: tuple[str, ...]
    read: tuple[str, ...] = ()
    marks: tuple[Span, ...] = ()
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Memory:
    """`listed`: what ordinals count, in the order shown; `focus`: the point quoted last, if one alone was.

    `sections` are the ids of the overviews shown last, `history` what was shown, newest last; `asked` is the
    last question. `failures` counts the answers in a row that found nothing. `seen` are the points of
    `sections` that were shown. `parts` are the passages of each answer to a message that asked several
    things, in order; `left_open` is the part of it that was not answered. `complaints` counts those in a
    row, since something was quoted last; `offer` is what the last message offered. `answers` are the last
    that quoted, newest last, of which the last message got `together`. `unanswered` is the last question
    that was refused and not left to the staff since; `noted` is what was last written down for them.
    """

    kind: str = ""
    sections: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    focus: str = ""
    history: tuple[str, ...] = ()
    asked: str = ""
    failures: int = 0
    seen: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    left_open: str = ""
    complaints: int = 0
    offer: Offer = NO_OFFER
    answers: tuple[Shown, ...] = ()
    together: int = 1
    unanswered: str = ""
    noted: Handoff | None = None

    @property
    def last(self) -> tuple[Shown, ...]:
        """The answers to the last message that was answered, whatever was refused since."""
        return self.answers[-self.together :]

    @property
    def before_last(self) -> tuple[Shown, ...]:
        """The answer before those."""
        return self.answers[: -self.together][-1:]

    @property
    def read(self) -> frozenset[str]:
        """The passages whose words can still be read on the screen, all of them."""
        return frozenset(id_ for answer in self.answers for id_ in answer.read)

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the passages that the last answer quoted; empty when it quoted none."""
        if self.kind not in QUOTING:
            return ()
        return (self.focus,) if self.focus else self.listed or self.sections

    @property
    def sections_seen(self) -> frozenset[str]:
        """The sections of all that was shown."""
        return frozenset(map(section_of, self.history))

    def within(self, index: Index) -> Memory:
        """This memory without the passages that left the index."""

        def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(id_ for id_ in ids if _holds(index, id_))

        return replace(
            self,
            sections=kept(self.sections),
            listed=kept(self.listed),
            history=kept(self.history),
            seen=kept(self.seen),
            parts=self.parts if all(_holds(index, id_) for part in self.parts for id_ in part) else (),
            focus=self.focus if _holds(index, self.focus) else "",
            answers=tuple(each for each in self.answers if kept(each.ids) == each.ids),
        )

    def to_slot(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_slot(cls, slot: Any) -> Memory:
        """An empty memory for an empty slot and for one of another form (an older version's, a client's)."""
        if not isinstance(slot, dict) or slot.get("version") != VERSION:
            return cls()
        return cls(
            kind=_text(slot.get("kind")),
            sections=_ids(slot.get("sections")),
            listed=_ids(slot.get("listed")),
            focus=_text(slot.get("focus")),
            history=_ids(slot.get("history")),
            asked=_text(slot.get("asked")),
            failures=_count(slot.get("failures")),
            seen=_ids(slot.get("seen")),
            parts=_parts(slot.get("parts")),
            left_open=_text(slot.get("left_open")),
            complaints=_count(slot.get("complaints")),
            offer=Offer.from_slot(slot.get("offer")),
            answers=_answers(slot.get("answers")),
            together=_count(slot.get("together")) or 1,
            unanswered=_text(slot.get("unanswered")),
            noted=_noted(slot.get("noted")),
        )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _noted(value: Any) -> Handoff | None:
    wish = value.get("wish") if isinstance(value, dict) else None
    return Handoff(wish, _text(value.get("question"))) if wish in ("question", "person") else None


def _ids(value: Any) -> tuple[str, ...]:
    return tuple(id_ for id_ in value if isinstance(id_, str)) if isinstance(value, list | tuple) else ()


def _parts(value: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(map(_ids, value)) if isinstance(value, list | tuple) else ()


def _answers(value: Any) -> tuple[Shown, ...]:
    slot = Fields({"answers": value}, "last_answer")
    return tuple(
        Shown(
            kind=answer.text("kind"),
            ids=answer.texts("ids"),
            read=answer.texts("read", optional=True),
            marks=answer.spans("marks", MAX_PASSAGE_CHARACTERS),
            is_short=answer.flag("is_short", False),
        )
        for answer in slot.objects("answers", optional=True)
    )


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def remember(memory: Memory, reply: Reply, asked: str, *, shows_headings: bool = False) -> Memory:
    """The memory after this reply; one without a quotation lists its buttons and drops the focus.

    shows_headings: of a list only its headings are on the screen.
    """
    points = tuple(point.id for point in reply.points)
    asked = asked[:MAX_ASKED_CHARACTERS]
    if reply.kind not in QUOTING:
        offered = tuple(id_ for button in reply.buttons if (id_ := passage_of(button.payload)))
        failures = memory.failures + (reply.kind in REFUSING)
        state = replace(memory, kind=reply.kind, listed=offered, focus="", asked=asked, failures=failures)
        return replace(state, parts=(), left_open="")
    cited = tuple(dict.fromkeys(section_of(citation.passage_id) for citation in reply.citations))
    seen = tuple(dict.fromkeys((*(memory.seen if cited == memory.sections else ()), *points)))
    shown = cited
    if reply.kind == "point" and len(points) == 1:
        listed = memory.listed if points[0] in memory.listed and memory.kind in QUOTING else ()
        focus, shown = points[0], points
    else:
        listed, focus = reply.counted or points, ""
    return Memory(
        kind=reply.kind,
        sections=cited,
        listed=listed,
        focus=focus,
        history=_joined(memory.history, shown),
        asked=asked,
        seen=seen,
        parts=memory.parts if shown in memory.parts else (),
        answers=_with_shown(memory.answers, _shown_by(reply, points or cited, shows_headings)),
        unanswered=memory.unanswered,
        noted=memory.noted,
    )


def left_to_staff(memory: Memory, handoff: Handoff) -> Memory:
    """The memory after something was written down for the staff, or taken back."""
    if handoff.wish == "undone":
        undone = memory.noted.question if memory.noted else ""
        return replace(memory, noted=None, unanswered=undone or memory.unanswered)
    left = handoff.question[:MAX_ASKED_CHARACTERS]
    unanswered = "" if handoff.wish == "question" else memory.unanswered
    return replace(memory, noted=Handoff(handoff.wish, left), unanswered=unanswered)


def _with_shown(answers: tuple[Shown, ...], shown: Shown) -> tuple[Shown, ...]:
    """The answers with one more; the same once more, or in short, is no other."""
    if not answers or (answers[-1].kind, answers[-1].ids) != (shown.kind, shown.ids):
        return (*answers, shown)[-MAX_ANSWERS:]
    read = tuple(dict.fromkeys((*answers[-1].read, *shown.read)))
    return (*answers[:-1], replace(shown, read=read, marks=answers[-1].marks or shown.marks))


def _shown_by(reply: Reply, ids: tuple[str, ...], shows_headings: bool) -> Shown:
    texts = {point.id: point.text for point in reply.points}
    quotes = [part for part in reply.answer.parts if isinstance(part, Quote)]
    whole = [quote.passage_id for quote in quotes if quote.text == texts.get(quote.passage_id)]
    listed = () if shows_headings else reply.answer.items
    items = [item.passage_id for item in listed if item.text and not item.is_cut]
    marks = quotes[0].marks if len(quotes) == 1 else ()
    return Shown(reply.kind, ids, (*whole, *items), marks, reply.response.startswith(IN_SHORT))


def section_of(passage_id: str) -> str:
    """The id of the overview of a passage's section (its own for an overview)."""
    return "/".join(passage_id.split("/")[:2])


def _holds(index: Index, passage_id: str) -> bool:
    try:
        return bool(index.passage(passage_id))
    except KeyError:
        return False


def _joined(history: tuple[str, ...], ids: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(id_ for id_ in history if id_ not in ids)
    return (*kept, *ids)[-MAX_HISTORY:]

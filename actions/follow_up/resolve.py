"""What a message refers to, told from the conversation's state alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actions.cue_form import cue_forms
from actions.follow_up.choice import at, chosen, sections_counted
from actions.follow_up.memory import FAILURES, Memory
from actions.follow_up.parted import parted
from actions.follow_up.reading import Reading, read
from actions.follow_up.resolution import Because, Resolution
from actions.follow_up.rest import joined_rest
from actions.follow_up.steps import Steps, named
from actions.follow_up.topics import Sections, only_headed, only_holder, points_of, stem, stems
from actions.follow_up.words import HOW, NAMING, ORDINALS
from actions.invitation import announces_a_question
from arabic import search_key
from index import Index, Passage

ASK_MORE = "ask_more"
MAX_REST_WORDS = 3  # more words of its own make a question of its own
MAX_ELLIPSIS_WORDS = 7
UNANSWERED = ("clarify", "related", "none")  # kinds that offered topics to choose from
# Wishes about what was shown, the stronger first: "explain again" is to repeat.
WISHED: dict[str, Because] = {
    "repeat": "repeat", "why": "why", "example": "example", "explain": "explain", "confused": "explain",
}  # fmt: skip


def resolve(text: str, intent: str, memory: Memory, index: Index) -> Resolution | None:
    """The passages or the search that a follow-up stands for; None for a question that stands by itself."""
    for form in cue_forms(text):
        if (resolution := _resolved(form, intent, memory, index)) is not None:
            return resolution
    return Steps(memory.within(index), index).more() if intent == ASK_MORE else None


def _resolved(text: str, intent: str, memory: Memory, index: Index) -> Resolution | None:
    text = parted(text, index)
    reading = read(text)
    case = _Case(text, reading or Reading(rest=("",)), memory.within(index), index)
    if intent == ASK_MORE and search_key(text) in ORDINALS:  # "a second one": another, where more is asked
        return Steps(case.memory, index).more()
    if reading is not None:
        for rule in _RULES:
            if (resolution := rule(case)) is not None:
                return resolution
    return None


@dataclass(frozen=True)
class _Case:
    text: str
    reading: Reading
    memory: Memory
    index: Index

    @property
    def topics(self) -> tuple[str, ...]:
        """The sections that the words left over name."""
        return Sections(self.index).named([stem(word) for word in self.reading.rest])

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words left over that name no section."""
        sections = Sections(self.index)
        return tuple(word for word in self.reading.rest if not sections.know(stem(word)))


def _position(case: _Case) -> Resolution | None:
    reading = case.reading
    wished = reading.wishes - {"explain", "repeat", "return", "confused", "more"}
    positions = reading.positions or (() if wished else reading.numbers)
    naming = NAMING if reading.positions and not reading.numbers else frozenset()
    if not positions or set(case.unknown) - naming or "example" in reading.wishes:
        return None
    if reading.subject and not (case.topics or reading.counted):
        return None
    listed = points_of(case.index, case.topics) or Steps(case.memory, case.index).listed
    if not listed:
        sections = sections_counted(case.text, case.index)
        return Resolution("ask", "section", sections) if sections else Resolution("ask", "nothing")
    found = at(case.index, listed, positions)
    return chosen(case.index, "position", found.passage_ids, case.memory) if found.does == "show" else found


def _invite(case: _Case) -> Resolution | None:
    return Resolution("ask", "invite") if announces_a_question(case.text) else None


def _return(case: _Case) -> Resolution | None:
    if "return" not in case.reading.wishes or case.reading.asks or len(case.unknown) > MAX_REST_WORDS:
        return None
    memory = case.memory
    if case.topics and not case.unknown:
        seen = tuple(id_ for id_ in case.topics if id_ in memory.sections_seen)
        return named(case.index, "return", seen or case.topics)
    if case.unknown:
        seen_first = [case.index.passage(id_) for id_ in reversed(memory.history)]
        return _about(case, "return", [seen_first, list(case.index.passages)])
    if case.reading.whole and memory.sections:
        return named(case.index, "return", memory.sections)
    return Steps(memory, case.index).back()


def _step(case: _Case) -> Resolution | None:
    wishes = case.reading.wishes & {"next", "previous"}
    if len(wishes) != 1 or case.reading.rest:
        return None
    steps = Steps(case.memory, case.index)
    return steps.next() if "next" in wishes else steps.previous()


def _about_last(case: _Case) -> Resolution | None:
    """Repeat, explain, why, for example: the same words again, or which of them is meant."""
    reading, memory = case.reading, case.memory
    wish = next((wish for wish in WISHED if wish in reading.wishes), "")
    wish = "explain" if search_key(case.text) in HOW else wish
    if not wish or reading.rest or (reading.subject and not reading.leans):
        return None
    because = WISHED[wish]
    if because == "repeat" and memory.kind in FAILURES and memory.asked:
        return Resolution("search", "repeat", query=memory.asked)
    if memory.shown and (memory.focus or because == "repeat"):
        return named(case.index, because, (memory.focus,) if memory.focus else memory.sections)
    return Resolution("ask", "which", memory.listed) if memory.listed else Resolution("ask", "nothing")


def _more(case: _Case) -> Resolution | None:
    if "more" not in case.reading.wishes or case.reading.rest or case.reading.subject:
        return None
    return Steps(case.memory, case.index).more()


def _lean(case: _Case) -> Resolution | None:
    """ "And how do they help with that?" has no word of its own."""
    reading, memory = case.reading, case.memory
    leans = reading.leans and (reading.verb or reading.asks)
    leans |= reading.marked and reading.verb and not reading.subject
    if reading.rest or reading.wishes or not leans:
        return None
    if not memory.shown:
        return None if reading.subject else Resolution("ask", "nothing")
    return named(case.index, "lean", (memory.focus,) if memory.focus else memory.sections)


def _ellipsis(case: _Case) -> Resolution | None:
    """ "And in marketing?": the topic alone, which the sentence before it completes."""
    reading = case.reading
    if not (case.memory.kind and reading.marked and reading.rest):
        return None
    if reading.asks or reading.verb or reading.wishes:
        return None
    if len(case.unknown) > MAX_REST_WORDS or len(case.text.split()) > MAX_ELLIPSIS_WORDS:
        return None
    if case.topics and not case.unknown:
        return chosen(case.index, "ellipsis", case.topics, case.memory)
    if reading.subject:
        return None
    near = [case.index.passage(id_) for id_ in points_of(case.index, case.memory.sections)]
    points = [passage for passage in case.index.passages if passage.kind == "point"]
    return _about(case, "ellipsis", [near, points])


def _chosen(case: _Case) -> Resolution | None:
    """A word in answer to topics that were offered."""
    reading = case.reading
    if case.memory.kind not in UNANSWERED or not reading.rest or case.unknown:
        return None
    if reading.asks or reading.wishes:
        return None
    return chosen(case.index, "chosen", case.topics, case.memory) if case.topics else None


def _about(case: _Case, because: Because, shelves: list[list[Passage]]) -> Resolution:
    """The one passage headed by the words left over, else the one of the first shelf that holds them.

    Else a search for them.
    """
    rest = joined_rest(case.text, case.reading.rest)
    points = [passage for passage in case.index.passages if passage.kind == "point"]
    held = only_headed(points, stems(rest))
    held = held or next(filter(None, (only_holder(shelf, stems(rest)) for shelf in shelves)), "")
    if held:
        return named(case.index, because, (held,))
    return Resolution("search", because, query=f"{rest} {SUBJECT_QUERY}")


# Found best of six wordings to search a bare word with: 21 of 21 answered, 12 of 14 others refused.
SUBJECT_QUERY = "والمؤسسات الصغيرة"

_RULES: tuple[Callable[[_Case], Resolution | None], ...] = (
    _invite, _position, _return, _step, _about_last, _more, _lean, _ellipsis, _chosen,
)  # fmt: skip

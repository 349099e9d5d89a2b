"""What a message refers to, told from the conversation's state alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from actions.cue_form import cue_forms
from actions.cues import cues
from actions.follow_up.case import MAX_REST_WORDS, Case, about
from actions.follow_up.choice import at, chosen, sections_counted
from actions.follow_up.memory import Memory
from actions.follow_up.onward import another, more_about, part, rest, wish_about_shown
from actions.follow_up.parted import parted
from actions.follow_up.reading import Reading, read
from actions.follow_up.resolution import Because, Resolution
from actions.follow_up.steps import Steps, named
from actions.follow_up.topics import points_of
from actions.follow_up.words import HOW, NAMING, ORDINALS
from actions.invitation import announces_a_question
from actions.layout import is_shortened
from actions.sections import overviews
from actions.shape import Shape
from arabic import search_key
from contract.answer import REFUSING
from index import Index

ASK_MORE = "ask_more"
MAX_ELLIPSIS_WORDS = 7
UNANSWERED = ("clarify", "related", "none")  # kinds that offered topics to choose from


def resolve(text: str, intent: str, memory: Memory, index: Index) -> Resolution | None:
    """The passages or the search that a follow-up stands for; None for a question that stands by itself."""
    for form in cue_forms(text):
        if (resolution := _resolved(form, intent, memory, index)) is not None:
            return resolution
    return Steps(memory.within(index), index).more() if intent == ASK_MORE else None


def _resolved(text: str, intent: str, memory: Memory, index: Index) -> Resolution | None:
    text = parted(text, index)
    reading = read(text)
    case = Case(text, reading or Reading(rest=("",)), memory.within(index), index)
    if intent == ASK_MORE and search_key(text) in ORDINALS:  # "a second one": another, where more is asked
        return Steps(case.memory, index).more()
    if reading is not None:
        for rule in _RULES:
            if (resolution := rule(case)) is not None:
                return resolution
    return None


def _position(case: Case) -> Resolution | None:
    reading = case.reading
    wished = reading.wishes - {"explain", "repeat", "return", "confused", "more"}
    positions = reading.positions or (() if wished else reading.numbers)
    naming = NAMING if reading.positions and not reading.numbers else frozenset()
    if not positions or set(case.unknown) - naming or "example" in reading.wishes:
        return None
    if reading.subject and not (case.topics or reading.counted):
        return None
    listed = points_of(case.index, case.topics) or _counted(case)
    if not listed:
        sections = sections_counted(case.text, case.index)
        return Resolution("ask", "section", sections) if sections else Resolution("ask", "nothing")
    found = at(case.index, listed, positions)
    return chosen(case.index, "position", found.passage_ids, case.memory) if found.does == "show" else found


def _counted(case: Case) -> tuple[str, ...]:
    """What positions count that name no section's points."""
    if case.reading.sections:
        return overviews(case.index)
    steps = Steps(case.memory, case.index)
    beyond = max(case.reading.positions or case.reading.numbers, default=0) > len(steps.listed)
    return steps.whole or steps.listed if beyond else steps.listed


def _in_short(case: Case) -> Resolution | None:
    """ "Summarize the second": a position, and the form in which it is shown."""
    summary = cues("shape")["summary"]
    text = summary.sub(" ", search_key(case.text))
    if text == search_key(case.text) or (reading := read(text)) is None or not reading.positions:
        return None
    found = _position(replace(case, text=text, reading=reading))
    return replace(found, shape=Shape("summary")) if found and found.does == "show" else found


def _invite(case: Case) -> Resolution | None:
    return Resolution("ask", "invite") if announces_a_question(case.text) else None


def _return(case: Case) -> Resolution | None:
    if "return" not in case.reading.wishes or case.reading.asks or len(case.unknown) > MAX_REST_WORDS:
        return None
    memory = case.memory
    if case.topics and not case.unknown:
        seen = tuple(id_ for id_ in case.topics if id_ in memory.sections_seen)
        return named(case.index, "return", seen or case.topics)
    if case.unknown:
        seen_first = [case.index.passage(id_) for id_ in reversed(memory.history)]
        return about(case, "return", [seen_first, list(case.index.passages)])
    if case.reading.whole and memory.sections:
        return named(case.index, "return", memory.sections)
    return Steps(memory, case.index).back()


def _step(case: Case) -> Resolution | None:
    wishes = case.reading.wishes & {"next", "previous"}
    if len(wishes) != 1 or case.reading.rest:
        return None
    steps = Steps(case.memory, case.index)
    return steps.next() if "next" in wishes else steps.previous()


def _about_last(case: Case) -> Resolution | None:
    """Repeat, explain, why, for example: the same words again, or which of them is meant."""
    reading, memory = case.reading, case.memory
    because = "explain" if search_key(case.text) in HOW else wish_about_shown(reading.wishes)
    if because is None or reading.rest or (reading.subject and not reading.leans):
        return None
    if because == "repeat" and memory.kind in REFUSING and memory.asked:
        return Resolution("search", "repeat", query=memory.asked)
    alone = Steps(memory, case.index).alone
    if alone and not memory.focus and because != "repeat":
        return named(case.index, _of_alone(case, because, alone), (alone,))
    if memory.shown and (memory.focus or because == "repeat"):
        return named(case.index, because, (memory.focus,) if memory.focus else memory.sections)
    return Resolution("ask", "which", memory.listed) if memory.listed else Resolution("ask", "nothing")


def _of_alone(case: Case, because: Because, alone: str) -> Because:
    """An explanation of a point that was listed by its first sentences is first of all the whole of it."""
    return "more" if because == "explain" and is_shortened(case.index.passage(alone)) else because


def _more(case: Case) -> Resolution | None:
    if "more" not in case.reading.wishes or case.reading.rest or case.reading.subject:
        return None
    return Steps(case.memory, case.index).more()


def _lean(case: Case) -> Resolution | None:
    """ "And how do they help with that?" has no word of its own."""
    reading, memory = case.reading, case.memory
    leans = reading.leans and (reading.verb or reading.asks)
    leans |= reading.marked and reading.verb and not reading.subject
    if reading.rest or reading.wishes or not leans:
        return None
    if not memory.shown:
        return None if reading.subject else Resolution("ask", "nothing")
    return named(case.index, "lean", (memory.focus,) if memory.focus else memory.sections)


def _ellipsis(case: Case) -> Resolution | None:
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
    return about(case, "ellipsis", [near, points])


def _chosen(case: Case) -> Resolution | None:
    """A word in answer to topics that were offered."""
    reading = case.reading
    if case.memory.kind not in UNANSWERED or not reading.rest or case.unknown:
        return None
    if reading.asks or reading.wishes:
        return None
    return chosen(case.index, "chosen", case.topics, case.memory) if case.topics else None


_RULES: tuple[Callable[[Case], Resolution | None], ...] = (
    _invite, part, rest, another, _in_short, _position, _return, _step, _about_last, more_about,
    _more, _lean, _ellipsis, _chosen,
)  # fmt: skip

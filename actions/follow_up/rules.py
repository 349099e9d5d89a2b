"""The conditions of follow-ups: each tells what a message refers to, or None where it is not its case.

Their order stands in actions/decision_table.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from actions.follow_up.context import MAX_REST_WORDS, Context, about, residual_of
from actions.follow_up.navigation import Navigation, Reason, Resolution, at, chosen, named
from actions.follow_up.places import of_columns, run_of
from actions.follow_up.reading import cardinals, forms, keys, ordinals, read
from actions.follow_up.topics import only_holder, points_of, sections_counted
from actions.layout import is_shortened
from actions.sections import overviews
from actions.subject import stems
from actions.wishes import Shape, announces_a_question
from arabic import search_key
from arabic.lexicon import patterns
from contract.answer import REFUSING
from documents.passage import Passage

MAX_ELLIPSIS_WORDS = 7
# Wishes about what was shown, the stronger first: "explain again" is to repeat.
WISHED: dict[str, Reason] = {
    "repeat": "repeat", "why": "why", "example": "example", "explain": "explain", "confused": "explain",
}  # fmt: skip


def announced_question(context: Context) -> Resolution | None:
    """ "I have another question"."""
    return Resolution("ask", "invite") if announces_a_question(context.text) else None


def one_more(context: Context) -> Resolution | None:
    """ "A second one" alone, where more is asked for."""
    return context.navigation.more() if search_key(context.text) in ordinals() else None


def answer_of_several(context: Context) -> Resolution | None:
    """ "And the first?" after a message with two questions is the first answer; "the first point" is not."""
    reading, parts = context.reading, context.memory.parts
    is_single = bool(keys()["single"] & set(search_key(context.text).split()))
    counts_points = (reading.counted or reading.numbers) and not is_single
    if len(reading.positions) != 1 or reading.rest or counts_points or reading.sections:
        return None
    (position,) = reading.positions
    if not 0 < abs(position) <= len(parts):
        return None
    part = parts[position - 1 if position > 0 else position]
    return named(context.index, _wish_about_shown(reading.wishes) or "position", part) if part else None


def rest(context: Context) -> Resolution | None:
    """What was not shown yet of the section shown last."""
    reading = context.reading
    if "rest" not in reading.wishes or reading.positions or reading.subject or _own_words(context.unknown):
        return None
    if context.topics and not set(context.memory.sections) & set(context.topics):
        return None
    return context.navigation.rest()


def another(context: Context) -> Resolution | None:
    """ "Two more", "three others", "another one"."""
    reading, tokens = context.reading, search_key(context.text).split()
    second = reading.positions == (2,) and cardinals().get(tokens[0]) == 1  # "one more", as dialects say it
    wished = bool(reading.wishes & {"next", "more"}) and not reading.positions
    duals = tuple(word for word in reading.rest if patterns("numbers")["2"].fullmatch(word))
    numbers = (*reading.numbers, *(2 for _ in duals))
    if not (second or wished) or len(numbers) != 1 or not numbers[0] or keys()["numbered"] & set(tokens):
        return None
    if set(_own_words(reading.rest)) - set(duals) or not context.memory.shown:
        return None
    return context.navigation.another(numbers[0])


def summary_of_position(context: Context) -> Resolution | None:
    """ "Summarize the second": a position, and the form in which it is shown."""
    key = search_key(context.text)
    text = key
    for wish in ("summary", "units"):
        text = patterns("shape")[wish].sub(" ", text)
    if text == key or (reading := read(text)) is None or not reading.positions:
        return None
    found = position(replace(context, text=text, reading=reading))
    return replace(found, shape=Shape("summary")) if found and found.action == "show" else found


def position(context: Context) -> Resolution | None:
    """ "The second", "number 3", "the last social role"."""
    reading = context.reading
    wished = reading.wishes - {"explain", "repeat", "return", "confused", "more"}
    positions = reading.positions or (() if wished else reading.numbers)
    naming = keys()["naming"] if reading.positions and not reading.numbers else frozenset()
    if reading.parts_off:
        naming |= keys()["all_before"] | keys()["denying"]
    if run := run_of(context):
        positions, naming = run, naming | set(context.unknown)
    if not positions or set(context.unknown) - naming - keys()["courtesy"] or "example" in reading.wishes:
        return None
    if reading.subject and not (context.topics or reading.counted):
        return None
    if not context.topics and (beside := of_columns(context, positions)):
        return beside
    listed = points_of(context.index, context.topics) or _counted(context)
    if not listed:
        sections = sections_counted(context.text, context.index)
        return Resolution("ask", "section", sections) if sections else Resolution("ask", "nothing")
    found = at(context.index, listed, positions)
    if found.action != "show":
        return found
    if reading.excepts:
        kept = tuple(id_ for id_ in listed if id_ not in found.passage_ids)
        return named(context.index, "left_in", kept) if kept else Resolution("ask", "nothing")
    return chosen(context.index, "position", found.passage_ids, context.memory)


def back_to(context: Context) -> Resolution | None:
    """ "Go back", "go back to the challenges"."""
    reading, memory, index = context.reading, context.memory, context.index
    if "return" not in reading.wishes or reading.asks or len(context.unknown) > MAX_REST_WORDS:
        return None
    if context.topics and not context.unknown:
        seen = tuple(id_ for id_ in context.topics if id_ in memory.sections_seen)
        return named(index, "return", seen or context.topics)
    if context.unknown:
        seen_first = [index.passage(id_) for id_ in reversed(memory.history)]
        return about(context, "return", [seen_first, list(index.passages)])
    if reading.whole and memory.sections:
        return named(index, "return", memory.sections)
    return context.navigation.back()


def step(context: Context) -> Resolution | None:
    """ "Next", "the one before"."""
    wishes = context.reading.wishes & {"next", "previous"}
    if len(wishes) != 1 or context.reading.rest:
        return None
    navigation = context.navigation
    return navigation.next() if "next" in wishes else navigation.previous()


def about_shown(context: Context) -> Resolution | None:
    """Repeat, explain, why, for example: the same words again, or which of them is meant."""
    reading, memory, index = context.reading, context.memory, context.index
    asks_how = search_key(context.text) in keys()["how"]
    reason = "explain" if asks_how else _wish_about_shown(reading.wishes)
    if reason is None or reading.rest or (reading.subject and not reading.leans):
        return None
    if reason == "repeat" and memory.kind in REFUSING and memory.asked:
        return Resolution("search", "repeat", query=memory.asked)
    alone = context.navigation.alone
    if alone and not memory.focus and reason != "repeat":
        # A point that was listed by its first sentences is explained first of all by the whole of it.
        by_all_of_it = reason == "explain" and is_shortened(index.passage(alone))
        return named(index, "more" if by_all_of_it else reason, (alone,))
    if memory.shown and (memory.focus or reason == "repeat"):
        return named(index, reason, (memory.focus,) if memory.focus else memory.sections)
    return Resolution("ask", "which", memory.listed) if memory.listed else Resolution("ask", "nothing")


def more_about(context: Context) -> Resolution | None:
    """ "More about the competition" asks about that topic."""
    tokens = search_key(context.text).split()
    place = next((place for place, token in enumerate(tokens) if place and token in keys()["about"]), 0)
    before, after = read(" ".join(tokens[:place])), read(" ".join(tokens[place + 1 :]))
    if before is None or after is None or "more" not in before.wishes or _own_words(before.rest):
        return None
    if not after.rest or after.positions or after.numbers or len(after.rest) > MAX_REST_WORDS:
        return None
    topic = replace(context, reading=after)
    if topic.topics and not topic.unknown:
        return named(context.index, "about", topic.topics)
    return about(topic, "about", [_points(context)])


def more(context: Context) -> Resolution | None:
    """ "More"."""
    if "more" not in context.reading.wishes or context.reading.rest or context.reading.subject:
        return None
    return context.navigation.more()


def leaning(context: Context) -> Resolution | None:
    """ "And how do they help with that?" has no word of its own."""
    reading, memory = context.reading, context.memory
    leans = reading.leans and (reading.verb or reading.asks)
    leans |= reading.marked and reading.verb and not reading.subject
    if reading.rest or reading.wishes or not leans:
        return None
    if not memory.shown:
        return None if reading.subject else Resolution("ask", "nothing")
    return named(context.index, "lean", (memory.focus,) if memory.focus else memory.sections)


def ellipsis(context: Context) -> Resolution | None:
    """ "And in marketing?": the topic alone, which the sentence before it completes."""
    reading, memory, index = context.reading, context.memory, context.index
    if not (memory.kind and reading.marked and reading.rest):
        return None
    if reading.asks or reading.verb or reading.wishes:
        return None
    if len(context.unknown) > MAX_REST_WORDS or len(context.text.split()) > MAX_ELLIPSIS_WORDS:
        return None
    if context.topics and not context.unknown:
        return chosen(index, "ellipsis", context.topics, memory)
    if reading.subject:
        return None
    if within := _within_focus(context):
        return named(index, "ellipsis", (within,))
    near = [index.passage(id_) for id_ in points_of(index, memory.sections)]
    return about(context, "ellipsis", [near, _points(context)])


def chosen_topic(context: Context) -> Resolution | None:
    """A word in answer to topics that were offered."""
    reading, memory = context.reading, context.memory
    if memory.kind not in ("clarify", *REFUSING) or not reading.rest or context.unknown:
        return None
    if reading.asks or reading.wishes or not context.topics:
        return None
    return chosen(context.index, "chosen", context.topics, memory)


def _wish_about_shown(wishes: frozenset[str]) -> Reason | None:
    """The strongest of the wishes about what was shown."""
    return next((reason for wish, reason in WISHED.items() if wish in wishes), None)


def _within_focus(context: Context) -> str:
    """The point quoted last, where "and in ...?" goes on with words that it has."""
    focus = context.memory.focus
    goes_on = {form for token in search_key(context.text).split() for form in forms(token)} & keys()["within"]
    if not focus or not goes_on:
        return ""
    wanted = stems(residual_of(context.text, context.reading.rest))
    return only_holder(context.index, [context.index.passage(focus)], wanted)


def _counted(context: Context) -> tuple[str, ...]:
    """What positions count that name no section's points."""
    if context.reading.sections:
        return overviews(context.index)
    navigation: Navigation = context.navigation
    beyond = max(context.reading.positions or context.reading.numbers, default=0) > len(navigation.listed)
    return navigation.whole or navigation.listed if beyond else navigation.listed


def _own_words(words: Iterable[str]) -> tuple[str, ...]:
    """The words that are no request to name or tell something."""
    asking = (patterns("shape")["give"], patterns("clarify")["tell"])
    own = (word for word in words if word not in keys()["naming"])
    return tuple(word for word in own if not any(cue.fullmatch(word) for cue in asking))


def _points(context: Context) -> list[Passage]:
    return [passage for passage in context.index.passages if passage.kind == "point"]

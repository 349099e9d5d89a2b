"""Messages that go on from what was shown: the rest of it, another one, one of two answers, more about."""

from __future__ import annotations

from dataclasses import replace

from actions.cues import cues
from actions.follow_up.case import MAX_REST_WORDS, Case, about
from actions.follow_up.reading import read
from actions.follow_up.resolution import Because, Resolution
from actions.follow_up.steps import Steps, named
from actions.follow_up.words import ABOUT, CARDINALS, NAMING, NUMBERED
from arabic import search_key

# Wishes about what was shown, the stronger first: "explain again" is to repeat.
WISHED: dict[str, Because] = {
    "repeat": "repeat", "why": "why", "example": "example", "explain": "explain", "confused": "explain",
}  # fmt: skip


def wish_about_shown(wishes: frozenset[str]) -> Because | None:
    """The strongest of the wishes about what was shown."""
    return next((because for wish, because in WISHED.items() if wish in wishes), None)


def part(case: Case) -> Resolution | None:
    """ "And the first?" after a message with two questions is the first answer; "the first point" is not."""
    reading, parts = case.reading, case.memory.parts
    if len(reading.positions) != 1 or reading.numbers or reading.rest or reading.counted or reading.sections:
        return None
    (position,) = reading.positions
    if not 0 < position <= len(parts):
        return None
    return named(case.index, wish_about_shown(reading.wishes) or "position", parts[position - 1])


def rest(case: Case) -> Resolution | None:
    """What was not shown yet of the section shown last."""
    reading = case.reading
    if "rest" not in reading.wishes or reading.positions or reading.subject or _own_words(case.unknown):
        return None
    if case.topics and not set(case.memory.sections) & set(case.topics):
        return None
    return Steps(case.memory, case.index).rest()


def another(case: Case) -> Resolution | None:
    """ "Two more", "three others", "another one"."""
    reading, tokens = case.reading, search_key(case.text).split()
    second = reading.positions == (2,) and CARDINALS.get(tokens[0]) == 1  # "one more", as dialects say it
    wished = bool(reading.wishes & {"next", "more"}) and not reading.positions
    duals = tuple(word for word in reading.rest if cues("numbers")["2"].fullmatch(word))
    numbers = (*reading.numbers, *(2 for _ in duals))
    if not (second or wished) or len(numbers) != 1 or not numbers[0] or NUMBERED & set(tokens):
        return None
    if set(_own_words(reading.rest)) - set(duals) or not case.memory.shown:
        return None
    return Steps(case.memory, case.index).another(numbers[0])


def more_about(case: Case) -> Resolution | None:
    """ "More about the competition" asks about that topic."""
    tokens = search_key(case.text).split()
    place = next((place for place, token in enumerate(tokens) if place and token in ABOUT), 0)
    before, after = read(" ".join(tokens[:place])), read(" ".join(tokens[place + 1 :]))
    if before is None or after is None or "more" not in before.wishes or _own_words(before.rest):
        return None
    if not after.rest or after.positions or after.numbers or len(after.rest) > MAX_REST_WORDS:
        return None
    topic = replace(case, reading=after)
    if topic.topics and not topic.unknown:
        return named(case.index, "about", topic.topics)
    return about(topic, "about", [[p for p in case.index.passages if p.kind == "point"]])


def _own_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that are no request to name or tell something."""
    asking = (cues("shape")["give"], cues("clarify")["tell"])
    return tuple(w for w in words if w not in NAMING and not any(cue.fullmatch(w) for cue in asking))

"""A message beside the conversation's state, as the rules of follow-ups see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from actions.follow_up.memory import Memory
from actions.follow_up.navigation import Navigation, Reason, Resolution, named
from actions.follow_up.reading import ARTICLE, CONJUNCTIONS, MIN_JOINED_LETTERS, Reading, keys, read
from actions.follow_up.topics import only_holder, point_called, point_headed
from actions.sections import sections_of
from actions.subject import stem, stems, topic_of_subject
from actions.vocabulary import vocabulary_of
from arabic import encoder_form, search_key
from documents.passage import Passage
from index import Index

MAX_REST_WORDS = 3  # more words of its own make a question of its own
MAX_TOPIC_WORDS = 5  # a longer message is no bare topic

_WORD = re.compile(r"\w+")
# "And" before an article.
_CONJUNCTION = re.compile(r"^[\u0648\u0641](?=\u0627\u0644|\u0628\u0627\u0644|\u0644\u0644)")
_PREPOSITION = re.compile(r"^(?:[\u0628\u0643]\u0627\u0644|\u0644\u0644)")  # "by the", "like the", "for the"


@dataclass(frozen=True)
class Context:
    """`memory` holds nothing that left the index."""

    text: str
    reading: Reading
    memory: Memory
    index: Index

    @property
    def navigation(self) -> Navigation:
        return Navigation(self.memory, self.index)

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The sections that the words left over name."""
        return sections_of(self.index).named(self.reading.rest)

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """The words left over that name no section."""
        sections = sections_of(self.index)
        return tuple(word for word in self.reading.rest if not sections.know(word))


def context_of(text: str, memory: Memory, index: Index) -> Context | None:
    """The context of a text; None where it is too long for a follow-up, or has no word."""
    text = split_conjunction(text, index)
    reading = read(text)
    return Context(text, reading, memory, index) if reading is not None else None


def about(context: Context, reason: Reason, shelves: list[list[Passage]]) -> Resolution:
    """The one passage headed by the words left over, else the one of the first shelf that holds them.

    Else a search for them.
    """
    residual = residual_of(context.text, context.reading.rest)
    wanted = stems(residual)
    held = point_headed(context.index, wanted)
    held = held or next(filter(None, (only_holder(context.index, shelf, wanted) for shelf in shelves)), "")
    if held:
        return named(context.index, reason, (held,))
    return Resolution("search", reason, query=topic_of_subject(residual))


def point_named(words: str, memory: Memory, index: Index) -> str:
    """The id of the one point that a few words name by its place in what was listed, its heading or words."""
    reading = read(words)
    if reading and len(reading.positions) == 1 and not reading.rest:
        listed, position = Navigation(memory.within(index), index).listed, reading.positions[0]
        place = position - 1 if position > 0 else len(listed) + position
        return listed[place] if 0 <= place < len(listed) else ""
    return point_called(index, stems(words) - frozenset(map(stem, keys()["counted"])))


def split_conjunction(text: str, index: Index) -> str:
    """The text with its first word parted where "and" is joined to a word of the sources.

    A word with the article needs it not: it shows the conjunction by itself.
    """
    words = search_key(text).split()
    if not 0 < len(words) <= MAX_TOPIC_WORDS or not words[0].startswith(CONJUNCTIONS):
        return text
    whole, joined = words[0], words[0][1:]
    if len(joined) < MIN_JOINED_LETTERS or joined.startswith(ARTICLE):
        return text
    standing = vocabulary_of(index).words
    known = sections_of(index).know(joined) or joined in standing
    if not known or whole in standing:
        return text
    shown = encoder_form(text).lstrip()
    return f"{shown[0]} {shown[1:]}" if shown.startswith(CONJUNCTIONS) else text


def residual_of(text: str, rest: tuple[str, ...]) -> str:
    """The words left over as they were typed, without conjunctions and prepositions."""
    wanted = list(rest)
    typed = []
    for word in _WORD.findall(encoder_form(text)):
        if wanted and search_key(word) == wanted[0]:
            typed.append(word)
            wanted.pop(0)
    words = rest if wanted else typed
    return " ".join(_PREPOSITION.sub(ARTICLE, _CONJUNCTION.sub("", word)) for word in words)

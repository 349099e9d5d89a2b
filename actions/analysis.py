"""A message read once: its forms, what it names and wishes, what it leans on, what a search finds for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property

from actions import wishes
from actions.answer_policy import (
    CERTAIN_INTENT,
    Verdict,
    agreed_sections,
    judge,
    lacks_amount,
    texts_of,
)
from actions.comparison import compared
from actions.follow_up.context import Context, context_of
from actions.follow_up.memory import Memory
from actions.follow_up.navigation import Navigation
from actions.message import Question, cue_form, cue_forms
from actions.nonsense import is_mash
from actions.sections import named_sections
from actions.several_questions import Split, split_questions
from index import Index, SearchResult

ASK_MORE = "ask_more"  # intents
ASK_SOURCE = "ask_source"
NONSENSE = "nonsense"


class Scope(IntEnum):
    """What is analysed: all that a visitor sent, a part of it that asks by itself, or words to search for."""

    MESSAGE = 0
    PART = 1
    QUERY = 2


@dataclass(frozen=True)
class Analysis:
    """Each property is worked out when a rule first asks for it, and kept."""

    question: Question
    memory: Memory
    index: Index
    scope: Scope = Scope.MESSAGE

    def of(self, question: Question, scope: Scope) -> Analysis:
        """The analysis of another question in the same conversation."""
        return replace(self, question=question, scope=scope)

    # Its forms.

    @property
    def asked(self) -> str:
        return self.question.asked

    @cached_property
    def form(self) -> str:
        """The message as it is read for what it wants."""
        return cue_form(self.asked)

    # What it names and wishes.

    @cached_property
    def shape(self) -> wishes.Shape:
        return wishes.read_shape(self.form)

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The ids of the sections that it names, in the order of its words."""
        return named_sections(self.form, self.index)

    @cached_property
    def split(self) -> Split:
        """The questions that it asks."""
        return split_questions(self.form)

    @cached_property
    def wants_everything(self) -> bool:
        return wishes.asks_for_everything(self.form)

    @property
    def asks_more(self) -> bool:
        return self.question.intent == ASK_MORE

    @cached_property
    def is_nonsense(self) -> bool:
        question = self.question
        certain = question.intent == NONSENSE and question.intent_confidence >= CERTAIN_INTENT
        return certain or is_mash(self.asked)

    # What it leans on.

    @cached_property
    def held(self) -> Memory:
        """The memory without the passages that left the index."""
        return self.memory.within(self.index)

    @property
    def navigation(self) -> Navigation:
        return Navigation(self.held, self.index)

    @cached_property
    def contexts(self) -> tuple[Context, ...]:
        """Its readings as a follow-up, the likelier first: two where it may be Arabic in Latin letters."""
        found = (context_of(form, self.held, self.index) for form in cue_forms(self.asked))
        return tuple(context for context in found if context is not None)

    @cached_property
    def asks_for_source(self) -> bool:
        """Whether "what is its source?" is all that is asked."""
        readings = [context.reading for context in self.contexts]
        return any(reading.wishes == {"source"} and not reading.rest for reading in readings)

    # What a search finds for it.

    @cached_property
    def result(self) -> SearchResult:
        return self.index.search(self.asked)

    @cached_property
    def verdict(self) -> Verdict:
        return judge(self.question, self.result)

    @cached_property
    def agreed_sections(self) -> tuple[str, ...]:
        """The sections that intent and search agree upon."""
        return agreed_sections(self.question, self.result)

    @cached_property
    def lacks_amount(self) -> bool:
        """Whether it asks for an amount or a time that what was found does not have."""
        return self.verdict.answers and lacks_amount(self.form, texts_of(self.verdict, self.index))

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The ids of what is to be laid side by side."""
        if not wishes.compares(self.form):
            return ()
        return compared(self.form, self.sections, self.verdict, self.result, self.index, self.memory)

"""A message read once: its forms, what it names and wishes, what it leans on, what a search finds for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property
from typing import Literal

from actions import wishes
from actions.answer_policy import (
    CERTAIN_INTENT,
    NONSENSE,
    OTHER_SUBJECT,
    Verdict,
    agreed_sections,
    judge,
    quoted_by,
)
from actions.asked_for import Asked, asked_for, claims
from actions.claims import contradicted
from actions.comparison import compared, compared_together
from actions.follow_up.context import Context, context_of
from actions.follow_up.memory import Memory
from actions.follow_up.navigation import Navigation
from actions.greetings import without_greeting
from actions.message import Question, cue_form, cue_forms
from actions.nonsense import is_mash
from actions.sections import named_sections, singled_out
from actions.several_questions import Split, split_questions
from actions.told import missing_in
from contract.evidence import Missing
from index import Index, SearchResult

ASK_MORE = "ask_more"  # intents
ASK_SOURCE = "ask_source"
ASK_HUMAN, PASS_ON = "ask_human", "pass_on_question"
AFFIRM, DENY, COMPLAIN = "affirm", "deny", "complain"
NOT_CLEAR, DISAGREE = "not_clear", "disagree"


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
        """The message as it is read for what it wants, a greeting before it left out."""
        return cue_form(without_greeting(self.asked))

    # What it names and wishes.

    @cached_property
    def shape(self) -> wishes.Shape:
        return wishes.read_shape(self.form)

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The ids of the sections that it names by words of their own, in the order of its words."""
        return singled_out(self.form, self.index)

    @cached_property
    def sections_meant(self) -> tuple[str, ...]:
        """The ids of those that it names, by words that a few share too: both roles for "roles".

        None where it has words of several, and a point was found that may be what these tell together.
        """
        hits = self.result.hits
        if len(self.sections) > 1 and hits and hits[0].passage.kind != "overview":
            return ()
        return named_sections(self.form, self.index)

    @cached_property
    def split(self) -> Split:
        """The questions that it asks."""
        return split_questions(self.form)

    @cached_property
    def asked_for(self) -> Asked | None:
        """A number, a person, a time ...; None where it asks for nothing that particular."""
        return asked_for(self.form)

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
        return self.index.search(without_greeting(self.asked))

    @cached_property
    def verdict(self) -> Verdict:
        return judge(self.question, self.result, self.sections_meant)

    @cached_property
    def agreed_sections(self) -> tuple[str, ...]:
        """The sections that words, intent and search agree upon."""
        return agreed_sections(self.question, self.result, self.sections_meant)

    @cached_property
    def withheld(self) -> Missing | Literal[""]:
        """What it asks for where the passage found would answer, and clearly does not hold that; else ""."""
        if not self.verdict.answers or wishes.asks_for_a_section_unnamed(self.form):
            return ""
        passages = quoted_by(self.verdict, self.index)
        titles = {self.index.document(each.document).title for each in passages}
        return missing_in(
            self.form,
            [each.text for each in passages],
            titles=[*titles, *(each.heading for each in passages)],
            listed=[each.heading for each in passages if each.kind == "overview"],
        )

    @cached_property
    def is_contradicted(self) -> bool:
        """Whether the passage found says in words the contrary of what the message takes for true."""
        if self.verdict.kind != "point":
            return False
        texts = [passage.text for passage in quoted_by(self.verdict, self.index)]
        asks_why = self.asked_for is not None and self.asked_for.kind == "reason"
        return contradicted(self.form, texts, claims=asks_why or claims(self.form))

    @property
    def is_gainsaid(self) -> bool:
        """Whether it takes something for true that the passage found does not say, or says otherwise."""
        return self.withheld == "premise" or self.is_contradicted

    @cached_property
    def missing(self) -> Missing | Literal[""]:
        """What a refusal with topics nearby says is missing; "" where no one thing was asked for."""
        if self.result.other_subject >= OTHER_SUBJECT:
            return "subject"
        return self.withheld or (self.asked_for.kind if self.asked_for else "")

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The ids of what is to be laid side by side."""
        if not wishes.compares(self.form):
            return ()
        found = compared(self.form, self.sections, self.verdict, self.result, self.index, self.memory)
        return found or compared_together(self.form, self.index)

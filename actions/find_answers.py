"""From a message to its answers: follow-ups resolved, questions parted, each searched and judged."""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.answer import Answer
from actions.clarification import (
    asks_for_a_section_unnamed,
    asks_for_everything,
    leans_on_shown_sections,
    tied,
)
from actions.comparison import OTHER, compared
from actions.compose import compose
from actions.cue_form import cue_form
from actions.follow_up import Memory, answers_of, asks_for_source, chosen, cite, remember, resolve
from actions.follow_up.memory import FAILURES
from actions.judge import Verdict, judge, near_topics
from actions.question import Question
from actions.sections import asked_together, named_sections, overviews
from actions.several import (
    ANSWERING,
    Split,
    asks_for_itself,
    opens_answered,
    split_questions,
    stand_apart,
    with_subject,
)
from actions.shape import read_shape
from actions.untold import is_untold
from index import Index, SearchResult

# Why a part of a message refers to the part before it, and is no more of the same question.
LEANING = ("position", "next", "previous", "ellipsis", "return")


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, the search that it rests on, and what it answers in words where nothing was searched.

    `part` is the question that it answers, where the message asked several.
    """

    answer: Answer
    result: SearchResult | None = None
    query: str = ""
    passage_ids: tuple[str, ...] = ()
    part: str = ""

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.answer.kind, self.passage_ids)


def find_answers(index: Index, question: Question, memory: Memory) -> list[Found]:
    """One answer at least, in the order of the questions asked."""
    if question.passage_id is not None:
        return _pressed(index, question.passage_id, memory)
    if index.is_curated(question.asked):
        return [_searched(index, question, question.asked, memory)]
    split = split_questions(cue_form(question.asked))
    parts = _parts(index, question, split, memory)
    verdicts = [one.verdict for one in parts]
    refused = [one.part for one in parts if one.answer.kind not in ANSWERING]
    if stand_apart(verdicts, split.joined and not all(map(asks_for_itself, refused))):
        return parts
    whole = _one(index, question, memory)
    unanswered = all(one.answer.kind in FAILURES for one in whole)
    return parts if unanswered and opens_answered(verdicts) else whole


def _pressed(index: Index, passage_id: str, memory: Memory) -> list[Found]:
    """The passage that a button named; an honest none when it left the index since the button was drawn."""
    try:
        index.passage(passage_id)
    except KeyError:
        return [Found(compose(Verdict("none"), index))]
    offered = memory if passage_id in memory.listed else Memory()
    found = answers_of(chosen(index, "chosen", (passage_id,), offered), index)
    return [Found(answer, passage_ids=(passage_id,)) for answer in found]


def _parts(index: Index, question: Question, split: Split, memory: Memory) -> list[Found]:
    """An answer for each part of a message; empty where it has one alone."""
    if len(split.questions) < 2:
        return []
    found: list[Found] = []
    for asked in split.questions:
        part = replace(question, asked=asked, intent="")
        answers = _leaning(index, asked, memory) or [_part(index, part, memory)]
        found += [replace(one, part=asked) for one in answers]
        memory = remember(memory, found[-1].answer, asked)
    return found


def _leaning(index: Index, part: str, memory: Memory) -> list[Found]:
    """What a part refers to in the part before it: its source, its second point; empty where it does not."""
    if asks_for_source(part) and (cited := cite(index, memory)):
        return [Found(cited)]
    resolution = resolve(part, "", memory, index)
    if resolution is None or resolution.does != "show" or resolution.because not in LEANING:
        return []
    found = answers_of(resolution, index)
    return [Found(answer, query=resolution.query, passage_ids=resolution.passage_ids) for answer in found]


def _part(index: Index, part: Question, memory: Memory) -> Found:
    """The answer to a part, with the message's subject named where it is not answered without.

    "And who is the minister?" has a subject of its own, and is answered where the search is surer.
    """
    if asks_for_itself(part.asked):
        doubted = replace(part, intent=OTHER.intent, intent_confidence=OTHER.intent_confidence)
        return _searched(index, doubted, part.asked, memory)
    found = _searched(index, part, part.asked, memory)
    if found.answer.kind in ANSWERING:
        return found
    named = _searched(index, part, with_subject(part.asked), memory)
    return named if named.answer.kind in ANSWERING else found


def _one(index: Index, question: Question, memory: Memory) -> list[Found]:
    resolution, form = None, cue_form(question.asked)
    if not (read_shape(form).form == "first" and named_sections(form, index)):
        resolution = resolve(question.asked, question.intent, memory, index)
    if resolution is None:
        cited = cite(index, memory) if asks_for_source(question.asked) else None
        return [Found(cited)] if cited else [_searched(index, question, question.asked, memory)]
    if resolution.does == "search":
        # A bare topic says little: it is answered where the search is surer than for a whole question.
        intent = "" if resolution.because == "repeat" else "ask_other"
        doubted = replace(question, intent=intent, intent_confidence=1.0)
        found = _searched(index, doubted, resolution.query, memory)
        if resolution.because == "about" and found.answer.kind in FAILURES:
            return [_searched(index, question, question.asked, memory)]
        return [found]
    return [Found(answer, query=resolution.query) for answer in answers_of(resolution, index)]


def _searched(index: Index, question: Question, query: str, memory: Memory) -> Found:
    result, form = index.search(query), cue_form(query)
    verdict = decide(question, form, result, index, memory)
    return Found(compose(verdict, index, query=form), result, passage_ids=verdict.passage_ids)


def decide(question: Question, query: str, result: SearchResult, index: Index, memory: Memory) -> Verdict:
    """The search's verdict, unless the words ask to compare, or leave open which section is meant.

    What staff taught is meant, whatever the words leave open.
    """
    verdict = judge(question, result, index.answer_threshold)
    if result.curated and verdict.kind in ANSWERING:
        return verdict
    if verdict.kind in ANSWERING and is_untold(query, _texts(verdict, index)):
        return Verdict("related", near_topics(result))
    if side_by_side := compared(query, verdict, result, index, memory):
        return Verdict("comparison", side_by_side)
    named = named_sections(query, index)
    if verdict.kind == "list" and verdict.passage_ids[0] in named and (together := asked_together(named)):
        return Verdict("list", together)
    held = overviews(index)
    if asks_for_everything(query):
        return Verdict("list", held)
    shown = tuple(id_ for id_ in memory.sections if id_ in held)
    if shown and leans_on_shown_sections(query):
        return Verdict("list", shown)
    if asks_for_a_section_unnamed(query):
        return Verdict("clarify", held)
    if choices := tied(verdict, result):
        return Verdict("clarify", choices)
    return verdict


def _texts(verdict: Verdict, index: Index) -> list[str]:
    """The words that an answer would quote."""
    return [each.text for id_ in verdict.passage_ids for each in (index.passage(id_), *index.points(id_))]

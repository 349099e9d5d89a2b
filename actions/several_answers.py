"""A message that asks several things, answered one by one: its questions, or the things that it names.

What is not answered is named as such, in the visitor's words. `decide` is the decision table's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from actions import wishes
from actions.analysis import Analysis, Scope
from actions.answer_policy import OTHER_SUBJECT, quoted_by
from actions.follow_up.memory import remember
from actions.found import Found, all_refused
from actions.layout import PASS_ON
from actions.message import Question
from actions.several_questions import asks_for_itself, opens_answered, stand_apart, without_and
from actions.several_things import Thing, says_the_same, things_in
from actions.subject import with_subject
from contract.answer import Button

Decide = Callable[..., list[Found]]  # (analysis, below="")
LEANING = frozenset({"repeat", "return", "next", "previous", "rest"})  # wishes about what was shown
MIN_NEARNESS = 0.3  # of a message, one of whose things may be the sources'; NEAR is for all of it
MAX_NEAREST = 2  # topics beside such a thing
MAX_PART_CHARACTERS = 120  # of a part that is named as not answered


def of_questions(analysis: Analysis, decide: Decide) -> list[Found]:
    """An answer for each part, where they are better answered each on its own; else empty.

    Also where the first is answered and the message as a whole is not.
    """
    if analysis.asks_more or len(analysis.split.questions) < 2 or _is_code(analysis):
        return []
    parts = _answers_to_parts(analysis, decide)
    verdicts = [one.verdict for one in parts]
    refused = [one.part for one in parts if not one.verdict.answers]
    must_all = analysis.split.joined and not all(map(asks_for_itself, refused))
    if not stand_apart(verdicts, must_all):
        opens = opens_answered(verdicts)
        if not opens or not all_refused(decide(analysis, below="several_questions")):
            return []
    return [named_unanswered(one, "utter_part_unanswered") if one.is_refusal else one for one in parts]


def of_things(analysis: Analysis, decide: Decide) -> list[Found]:
    """An answer for each thing, where they are found in passages of their own, or one of them nowhere."""
    things = things_in(analysis.form)
    if not things or _is_code(analysis) or _is_one_wish(analysis) or len(analysis.sections) >= len(things):
        return []
    if analysis.result.nearness < MIN_NEARNESS:
        return []
    found = [_answer_to_thing(analysis, thing, decide) for thing in things]
    answered: dict[tuple[str, ...], Found] = {}
    for one in found:
        if one.verdict.answers:
            answered.setdefault(one.passage_ids, one)
    if not answered:
        return []
    texts = _texts(analysis, list(answered.values()))
    kept = [
        one if one.verdict.answers else _named(one)
        for thing, one in zip(things, found, strict=True)
        if one in answered.values() or not (one.verdict.answers or says_the_same(thing, texts))
    ]
    return kept if len(kept) > 1 else []


def _named(found: Found) -> Found:
    """Of a thing that is not answered, that there is nothing, where the search is sure; else the nearest."""
    result = found.result
    if result is None or found.reply.kind == "none" or result.confidence < result.threshold:
        return named_unanswered(found, "utter_thing_unanswered")
    return named_unanswered(found, "utter_thing_near", found.reply.buttons[:MAX_NEAREST])


def named_unanswered(found: Found, response: str, nearest: tuple[Button, ...] = ()) -> Found:
    """A refusal that says what of a message is not answered, in its words; the answers beside it stay."""
    words = " ".join(without_and(found.part.translate(_BRACES)).split()).strip(_AROUND)
    reply = replace(
        found.reply,
        response=response,
        variables={"part": words[:MAX_PART_CHARACTERS]},
        buttons=(*nearest, PASS_ON),
        is_remembered=False,
    )
    return replace(found, reply=reply)


_BRACES = str.maketrans("", "", "{}")  # which would be a variable's
_AROUND = " ?.!\u061f\u060c,:"  # with the Arabic question mark and comma


def _is_code(analysis: Analysis) -> bool:
    """Whether a message has what stands in markup, whose parts are not said back."""
    return not set("<>").isdisjoint(analysis.question.asked)


def _is_one_wish(analysis: Analysis) -> bool:
    """Whether what stands on both sides of an "and" is wanted together, or is no question."""
    readings = [context.reading for context in analysis.contexts]
    leans = any(reading.positions or reading.wishes & LEANING for reading in readings)
    return leans or analysis.asks_more or wishes.compares(analysis.form) or bool(analysis.result.curated)


def _answer_to_thing(analysis: Analysis, thing: Thing, decide: Decide) -> Found:
    """The answer with what stands before the first thing, else to the bare topic: words that say little.

    Not to the topic where what stands before it names another subject.
    """
    doubt = Question("", is_brief=True)
    for asked in dict.fromkeys((thing.question, thing.topic)):
        (found, *_) = decide(analysis.of(replace(doubt, asked=asked), Scope.QUERY))
        if found.verdict.answers or (found.result and found.result.other_subject >= OTHER_SUBJECT):
            break
    return replace(found, part=thing.words)


def _texts(analysis: Analysis, answered: Sequence[Found]) -> list[str]:
    """What is shown anyway: the words of the passages that answer."""
    passages = [each for one in answered for each in quoted_by(one.verdict, analysis.index)]
    return [f"{passage.heading} {passage.text}" for passage in passages]


def _answers_to_parts(analysis: Analysis, decide: Decide) -> list[Found]:
    found: list[Found] = []
    memory = analysis.memory
    for asked in analysis.split.questions:
        replies = _answer_to_part(replace(analysis, memory=memory), asked, decide)
        found += [replace(one, part=one.part or asked) for one in replies]
        if found[-1].reply.is_remembered:
            memory = remember(memory, found[-1].reply, asked)
    return found


def _answer_to_part(analysis: Analysis, asked: str, decide: Decide) -> list[Found]:
    """The answer to a part, with the message's subject named where it is not answered without.

    "And who is the minister?" has a subject of its own, and is answered where the search is surer.
    """
    own = asks_for_itself(asked)
    doubt = Question("", is_brief=True) if own else replace(analysis.question, intent="")
    found = decide(analysis.of(replace(doubt, asked=asked), Scope.PART))
    if own or found[0].verdict.answers:
        return found
    named = decide(analysis.of(replace(doubt, asked=with_subject(asked)), Scope.QUERY))
    return named if named[0].verdict.answers else found

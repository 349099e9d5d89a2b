""" "That is not what I asked": the last question is read again in other ways, the two nearest are offered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from actions.answer_policy import NEAR
from actions.compose import Reply
from actions.follow_up.context import residual_of
from actions.follow_up.memory import Memory
from actions.follow_up.reading import read
from actions.layout import PASS_ON, label_of, passage_buttons, section_buttons
from actions.message import PAYLOAD, cue_form
from actions.nonsense import is_mash
from actions.subject import topic_of_subject, with_subject
from contract.answer import REFUSING
from index import Index

SEARCHED = 8  # hits of each reading: some of them were shown already
CHOICES = 2
STAFF = 3  # which complaint in a row is left to the staff


def question_of(memory: Memory, index: Index) -> str:
    """The question that was not answered as wished; what was shown to a button or a follow-up by its name."""
    asked, held = memory.left_open or memory.asked, memory.within(index)
    shown = next((label_of(index.passage(id_)) for id_ in (held.focus, *held.sections) if id_), "")
    if not asked or is_mash(asked):
        return ""
    leans = held.shown and index.search(asked).nearness < NEAR
    return shown if asked.startswith(PAYLOAD) or leans else asked


def reply_to_complaint(memory: Memory, index: Index) -> Reply:
    """An apology with the two nearest that were not shown; from the third on with the staff instead.

    Of a question that the sources do not answer, that is said again plainly.
    """
    question = question_of(memory, index)
    if not question and memory.noted:
        return Reply("clarify", "utter_complaint_noted")
    if not question:
        return _asking_back("utter_complaint_open", index)
    complaints = memory.complaints + 1
    if complaints >= STAFF:
        response = "utter_complaint_staff" if complaints == STAFF else "utter_complaint_short"
        return Reply("clarify", response, buttons=(PASS_ON,))
    if memory.kind == "none":
        return replace(_asking_back("utter_complaint_far", index), kind="none")
    if memory.kind in REFUSING:
        return Reply(memory.kind, "utter_complaint_unanswered", buttons=(PASS_ON,))
    nearest = _nearest(question, memory, index)
    buttons = passage_buttons(map(index.passage, nearest))
    return Reply("clarify", "utter_complaint_choices", buttons=buttons)


def _asking_back(response: str, index: Index) -> Reply:
    return Reply("clarify", response, buttons=section_buttons(index))


def _nearest(question: str, memory: Memory, index: Index) -> tuple[str, ...]:
    """The ids of the passages nearest to any reading, none that was shown or offered; no heading twice."""
    results = [index.search(form, SEARCHED) for form in _readings(question)]
    scores: dict[str, float] = {}
    for result in results:
        for hit in result.hits:
            scores[hit.passage.id] = scores.get(hit.passage.id, 0.0) + 1 / hit.rank
    known = {*memory.shown, *memory.seen, *memory.listed, *memory.sections}
    ranked = sorted(scores, key=lambda id_: -scores[id_])
    fresh = _headed_once((id_ for id_ in ranked if id_ not in known), index)
    return fresh[:CHOICES] or _headed_once(ranked, index)[:CHOICES]


def _readings(question: str) -> tuple[str, ...]:
    """The question as it is, with the subject named, and its own words alone as a topic of the subject."""
    form = cue_form(question)
    reading = read(form)
    own = residual_of(form, reading.rest) if reading else ""
    readings = (question, with_subject(form), topic_of_subject(own) if own else "")
    return tuple(dict.fromkeys(filter(None, readings)))


def _headed_once(ids: Iterable[str], index: Index) -> tuple[str, ...]:
    headings: dict[str, str] = {}
    for id_ in ids:
        headings.setdefault(index.passage(id_).heading, id_)
    return tuple(headings.values())

"""What is said to a resolved follow-up."""

from __future__ import annotations

from dataclasses import replace

from actions.compose import (
    Reply,
    compose,
    is_cut,
    list_rest,
    list_sections,
    quote_of,
    verdict_on,
)
from actions.follow_up.resolution import Because, Resolution
from actions.layout import passage_buttons, shortened
from actions.sections import overviews
from index import Index, Passage

# Frames of the same words again, which must not promise more than them.
FRAMES: dict[Because, str] = {
    "explain": "utter_follow_up_explain",
    "why": "utter_follow_up_why",
    "example": "utter_follow_up_example",
}
QUESTIONS: dict[Because, str] = {
    "nothing": "utter_follow_up_nothing",
    "which": "utter_follow_up_which",
    "out_of_range": "utter_follow_up_out_of_range",
    "start": "utter_follow_up_start",
    "section": "utter_answer_clarify",
    "invite": "utter_follow_up_invite",
    "end": "utter_no_more",
}


def answers_of(resolution: Resolution, index: Index) -> list[Reply]:
    """The answers to "show", in order, or the one question of "ask"; none for "search"."""
    if resolution.does == "show":
        return _shown(resolution, index)
    return [_question(resolution, index)] if resolution.does == "ask" else []


def _shown(resolution: Resolution, index: Index) -> list[Reply]:
    passages = [index.passage(id_) for id_ in resolution.passage_ids]
    if all(passage.kind == "overview" for passage in passages):
        return [list_sections(index, passages, resolution.shape)]
    if resolution.because == "rest" and len(passages) > 1:
        return [list_rest(index, passages)]
    answers = [compose(verdict_on(passage), index) for passage in passages]
    if resolution.shape.form == "summary":
        return [_in_short(answer, passage) for answer, passage in zip(answers, passages, strict=True)]
    return [_framed(answer, passage, resolution) for answer, passage in zip(answers, passages, strict=True)]


def _framed(reply: Reply, passage: Passage, resolution: Resolution) -> Reply:
    """A point's answer in the frame of the wish; where the source breaks off, an explanation says so."""
    frame = FRAMES.get(resolution.because, "")
    if not frame or reply.kind != "point":
        return reply
    cut = resolution.because == "explain" and is_cut([passage])
    return replace(reply, response=f"{frame}_cut" if cut else frame)


def _in_short(reply: Reply, passage: Passage) -> Reply:
    """A point's answer with its first sentences alone."""
    if reply.kind != "point":
        return reply
    short = replace(reply.answer, parts=(quote_of(passage, shortened(passage.text)),))
    return replace(reply, answer=short)


def _question(resolution: Resolution, index: Index) -> Reply:
    """Buttons for what can be meant; the sections where nothing was listed."""
    ids = resolution.passage_ids or overviews(index)
    return Reply(
        kind="clarify",
        response=_question_response(resolution, index),
        variables={"count": str(resolution.count)},
        buttons=passage_buttons(map(index.passage, ids)),
    )


def _question_response(resolution: Resolution, index: Index) -> str:
    """The question's response; where the source breaks off, it does not tell how many there are."""
    response = QUESTIONS[resolution.because]
    broken = resolution.because == "out_of_range" and is_cut([*map(index.passage, resolution.passage_ids)])
    return f"{response}_cut" if broken else response

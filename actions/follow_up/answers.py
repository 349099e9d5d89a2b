"""What is said to a resolved follow-up, and where the last answer is from."""

from __future__ import annotations

from dataclasses import replace

from actions.answer_policy import verdict_on
from actions.compose import (
    Reply,
    breaks_off,
    citations_of,
    compose,
    is_cut,
    list_rest,
    list_sections,
    said_if_cut,
    shown_points,
)
from actions.follow_up.again import in_short
from actions.follow_up.memory import Memory
from actions.follow_up.navigation import Reason, Resolution
from actions.layout import passage_buttons, places_of
from actions.offered import offered
from contract.answer import Answer, Quote
from documents.passage import Passage
from index import Index

MAX_SOURCES = 3  # of which title and origin are said
# Frames of the same words again, which must not promise more than them.
FRAMES: dict[Reason, str] = {
    "explain": "utter_follow_up_explain",
    "why": "utter_follow_up_why",
    "example": "utter_follow_up_example",
}
QUESTIONS: dict[Reason, str] = {
    "nothing": "utter_follow_up_nothing",
    "which": "utter_follow_up_which",
    "out_of_range": "utter_follow_up_out_of_range",
    "start": "utter_follow_up_start",
    "section": "utter_answer_clarify",
    "invite": "utter_follow_up_invite",
    "end": "utter_no_more",
    "end_cut": "utter_no_more_cut",
}


def answers_of(resolution: Resolution, index: Index) -> list[Reply]:
    """The replies to "show", in order, or the one question of "ask"; none for "search"."""
    if resolution.action == "show":
        return _shown(resolution, index)
    return [_question(resolution, index)] if resolution.action == "ask" else []


def cite(index: Index, memory: Memory, detail: str = "") -> Reply | None:
    """The places of what was shown last, and the words that it began with; None where nothing was.

    The source of an answer is no new topic: what was listed and quoted stays. `detail` is what is asked of
    the source that no document tells of itself.
    """
    held = {passage.id: passage for passage in index.passages}
    passages = [held[id_] for id_ in memory.shown if id_ in held]
    if not passages:
        return None
    began = passages[0] if memory.focus else held.get(passages[0].section_id, passages[0])
    return Reply(
        kind="point" if memory.focus else "list",
        response=f"utter_source_no_{detail}" if detail else "utter_source",
        answer=Answer(parts=(Quote(began.id, "", began.text),), places=places_of(index, passages)),
        points=shown_points(passages),
        citations=citations_of(index, passages),
        is_remembered=False,
    )


def named_sources(index: Index, memory: Memory) -> str:
    """Title and origin of the sources quoted last, else of all; "" where they are many."""
    shown = dict.fromkeys(index.passage(id_).document for id_ in memory.within(index).shown)
    ids = [*shown] or [*dict.fromkeys(passage.document for passage in index.passages)]
    if len(ids) > MAX_SOURCES:
        return ""
    known = (index.document(id_) for id_ in ids)
    said = [f"\u00ab{each.title}\u00bb ({each.origin})" if each.origin else each.title for each in known]
    return "\u061b ".join(said)


def _shown(resolution: Resolution, index: Index) -> list[Reply]:
    passages = [index.passage(id_) for id_ in resolution.passage_ids]
    if all(index.points(passage.id) for passage in passages):
        return [list_sections(index, passages, resolution.shape)]
    if resolution.reason in ("rest", "left_in") and len(passages) > 1:
        return [_numbered(list_rest(index, passages), resolution)]
    replies = [compose(verdict_on(passage), index) for passage in passages]
    if resolution.shape.form == "summary":
        return [in_short(reply, passage) for reply, passage in zip(replies, passages, strict=True)]
    return [
        _framed(reply, passage, resolution, index) for reply, passage in zip(replies, passages, strict=True)
    ]


def _numbered(reply: Reply, resolution: Resolution) -> Reply:
    return replace(reply, response="utter_left_in") if resolution.reason == "left_in" else reply


def _framed(reply: Reply, passage: Passage, resolution: Resolution, index: Index) -> Reply:
    """A point in the frame of the wish; where the source breaks off, it says so."""
    frame = FRAMES.get(resolution.reason, "")
    if not frame or reply.kind != "point":
        return reply
    return replace(reply, response=said_if_cut(frame, cut=breaks_off(index, [passage])))


def _question(resolution: Resolution, index: Index) -> Reply:
    """Buttons for what can be meant; the sections where nothing was listed."""
    ids = resolution.passage_ids or offered(index)
    return Reply(
        kind="clarify",
        response=_question_response(resolution, index),
        variables={"count": str(resolution.count)},
        buttons=passage_buttons(map(index.passage, ids)),
    )


def _question_response(resolution: Resolution, index: Index) -> str:
    """The question's response; where the source breaks off, it does not tell how many there are."""
    response = QUESTIONS[resolution.reason]
    broken = resolution.reason == "out_of_range" and is_cut([*map(index.passage, resolution.passage_ids)])
    return f"{response}_cut" if broken else response

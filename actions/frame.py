"""The sentence around an answer where nothing was asked."""

from __future__ import annotations

from dataclasses import replace

from actions.compose import Reply
from actions.judge import CERTAIN_INTENT
from actions.nonsense import is_mash
from actions.question import Question
from contract.answer import REFUSING

NONSENSE = "nonsense"  # an intent


def framed(reply: Reply, question: Question) -> Reply:
    """The reply; the calm one where nothing was asked."""
    if reply.kind in REFUSING and _is_nonsense(question):
        return replace(reply, kind="none", response="utter_nonsense")
    return reply


def _is_nonsense(question: Question) -> bool:
    if question.passage_id is not None:
        return False
    certain = question.intent == NONSENSE and question.intent_confidence >= CERTAIN_INTENT
    return certain or is_mash(question.asked)

"""The sentence around an answer where nothing was asked."""

from __future__ import annotations

from dataclasses import replace

from actions.answer import Answer
from actions.judge import CERTAIN_INTENT
from actions.nonsense import is_mash
from actions.question import Question

NONSENSE = "nonsense"  # an intent
UNANSWERED = ("related", "none")


def framed(answer: Answer, question: Question) -> Answer:
    """The answer; the calm one where nothing was asked."""
    if answer.kind in UNANSWERED and _is_nonsense(question):
        return replace(answer, kind="none", response="utter_nonsense")
    return answer


def _is_nonsense(question: Question) -> bool:
    if question.passage_id is not None:
        return False
    certain = question.intent == NONSENSE and question.intent_confidence >= CERTAIN_INTENT
    return certain or is_mash(question.asked)

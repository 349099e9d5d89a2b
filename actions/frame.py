"""The sentence around an answer: in the language of the question, and a calm one where nothing was asked."""

from __future__ import annotations

from dataclasses import replace

from actions.answer import Answer
from actions.judge import CERTAIN_INTENT
from actions.language import Language
from actions.nonsense import is_mash
from actions.question import Question

NONSENSE = "nonsense"  # an intent
UNANSWERED = ("related", "none")

# The responses that data/responses/languages.yml has in English and French, as NAME_en and NAME_fr.
TRANSLATED = frozenset(
    {
        "utter_answer_point",
        "utter_answer_list",
        "utter_answer_count",
        "utter_answer_count_cut",
        "utter_answer_summary",
        "utter_answer_first",
        "utter_answer_comparison",
        "utter_answer_clarify",
        "utter_answer_related",
        "utter_answer_none",
        "utter_offer_pass_on",
    }
)


def framed(answer: Answer, question: Question, language: Language) -> Answer:
    """The answer with the response that fits its question."""
    if answer.kind in UNANSWERED and _is_nonsense(question):
        return replace(answer, kind="none", response="utter_nonsense")
    return replace(answer, response=in_language(answer.response, language))


def in_language(response: str, language: Language) -> str:
    """The response's name in a language; the Arabic one where it has no other."""
    return response if language == "ar" or response not in TRANSLATED else f"{response}_{language}"


def _is_nonsense(question: Question) -> bool:
    if question.passage_id is not None:
        return False
    certain = question.intent == NONSENSE and question.intent_confidence >= CERTAIN_INTENT
    return certain or is_mash(question.asked)

"""What is said where no source is asked: greetings, the assistant itself, what must be met with care."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from actions.compose import Handoff, Reply
from actions.follow_up.answers import named_sources
from actions.follow_up.memory import Memory
from actions.greetings import greets, is_sad, is_salam_alone, returned_greeting, returned_wish
from actions.handoff import what_was_noted
from actions.layout import PERSON, section_buttons
from actions.message import Question
from actions.wishes import announces_a_question
from contract.about import MAIN_LANGUAGE, about
from contract.answer import Button
from index import Index

RESPONSES = {
    "greet": "utter_greet",
    "goodbye": "utter_goodbye",
    "thank": "utter_thank",
    "ask_help": "utter_help",
    "ask_identity": "utter_identity",
    "insult": "utter_insult",
    "prompt_injection": "utter_injection",
    "test_bot": "utter_testing",
    "ask_how_are_you": "utter_how_are_you",
    "congratulate": "utter_congratulate",
    "react": "utter_react",
    "ask_operator": "utter_operator",
    "ask_privacy": "utter_privacy",
    "ask_erase": "utter_erase",
    "ask_author": "utter_author",
    "distress": "utter_distress",
    "grief": "utter_grief",
    "feel_low": "utter_feel_low",
    "threat": "utter_threat",
    "share_personal": "utter_personal",
    "unwell": "utter_unwell",
    "lonely": "utter_lonely",
    "disappointed": "utter_disappointed",
    "joke": "utter_joke",
    "excuse": "utter_excuse",
    "ask_prayer": "utter_prayer",
    "homework": "utter_homework",
    "ask_feelings": "utter_feelings",
    "ask_trust": "utter_trust",
    "ask_buttons": "utter_buttons",
    "ask_reply_time": "utter_reply_time",
    "ask_languages": "utter_languages",
    "ask_write": "utter_write",
    "ask_send": "utter_send",
    "ask_attach": "utter_attach",
    "report_typo": "utter_typo",
}
WITH_TOPICS = ("greet", "ask_help", "test_bot", "ask_write", "ask_languages")
WITH_PERSON = ("report_typo", "disappointed")
# The intents that are met with care, the gravest first.
CARE = ("distress", "grief", "feel_low", "lonely", "unwell")
# What an unsure classifier is believed of, where the sources have nothing: none of these does any harm.
HARMLESS = (
    *("thank", "goodbye", "congratulate", "ask_privacy", "ask_erase", "threat", "joke", "excuse"),
    *("disappointed", "ask_prayer", "homework", "ask_feelings", "ask_trust", "ask_buttons", "ask_reply_time"),
    *("ask_languages", "ask_write", "ask_send", "ask_attach", "report_typo"),
)
# After these "did it arrive?" is of the staff.
HANDED_OVER = ("utter_human", "utter_question_passed_on")
# The responses after which thanks are for kindness.
MET_WITH_CARE = (*(RESPONSES[intent] for intent in CARE), "utter_thank_care", "utter_joke_care")

Said = tuple[str, Mapping[str, Any]]  # the response, and what goes with it


def small_talk(question: Question, memory: Memory, index: Index) -> Reply:
    """The reply to a message by its intent, which RESPONSES must know."""
    if announces_a_question(question.asked):
        return _talk("utter_follow_up_invite", {}, section_buttons(index))
    intent = question.intent
    if intent in CARE and question.after == RESPONSES["distress"]:
        intent = "distress"  # "nobody hears me" is graver after it
    if intent == "distress":
        told = {"within": {"told_staff": "utter_told_staff"}}
        return _talk(RESPONSES[intent], told, handoff=Handoff("distress"))
    special = _SPECIAL.get(intent)
    response, beside = special(question, memory, index) if special else (RESPONSES[intent], {})
    if intent in WITH_PERSON:
        return _talk(response, beside, (PERSON,))
    with_topics = intent in WITH_TOPICS and (intent != "greet" or question.is_first)
    return _talk(response, beside, section_buttons(index) if with_topics else ())


def _talk(
    response: str,
    beside: Mapping[str, Any],
    buttons: tuple[Button, ...] = (),
    handoff: Handoff | None = None,
) -> Reply:
    return Reply(
        "none",
        response,
        variables=dict(beside),
        buttons=buttons,
        is_talk=True,
        is_remembered=False,
        handoff=handoff,
    )


def _greeting(question: Question, memory: Memory, index: Index) -> Said:
    """At length at the beginning, and short in the middle of a conversation."""
    if not question.is_first and is_salam_alone(question.asked):
        return "utter_salam", {}
    response = "utter_greet" if question.is_first else "utter_greet_again"
    return response, {"within": {"returned": returned_greeting(question.asked)}}


def _well_being(question: Question, memory: Memory, index: Index) -> Said:
    returned = returned_greeting(question.asked) if greets(question.asked) else ""
    return RESPONSES["ask_how_are_you"], {"within": {"returned": returned}}


def _wish(question: Question, memory: Memory, index: Index) -> Said:
    return RESPONSES["congratulate"], {"within": {"returned": returned_wish(question.asked)}}


def _reaction(question: Question, memory: Memory, index: Index) -> Said:
    return "utter_react_sad" if is_sad(question.asked) else RESPONSES["react"], {}


def _operator(question: Question, memory: Memory, index: Index) -> Said:
    is_known = bool(about().variables(MAIN_LANGUAGE)["operator"])
    return RESPONSES["ask_operator"] if is_known else "utter_operator_unknown", {}


def _thanks(question: Question, memory: Memory, index: Index) -> Said:
    return "utter_thank_care" if question.after in MET_WITH_CARE else RESPONSES["thank"], {}


def _test(question: Question, memory: Memory, index: Index) -> Said:
    """ "Did it arrive?" is no test once something was left to the staff."""
    if memory.noted:
        return _noted(question, memory, index)
    return RESPONSES["ask_reply_time" if question.after in HANDED_OVER else "test_bot"], {}


def _jest(question: Question, memory: Memory, index: Index) -> Said:
    """After words of despair it may be no jest."""
    return "utter_joke_care" if question.after in MET_WITH_CARE else RESPONSES["joke"], {}


def _author(question: Question, memory: Memory, index: Index) -> Said:
    """What the data of the sources say of them, where they are few."""
    sources = named_sources(index, memory)
    return (RESPONSES["ask_author"], {"sources": sources}) if sources else ("utter_author_unknown", {})


def _noted(question: Question, memory: Memory, index: Index) -> Said:
    """What stands written down for the staff, and that nobody knows when they answer."""
    reply = what_was_noted(memory)
    return reply.response, reply.variables


_SPECIAL: Mapping[str, Callable[[Question, Memory, Index], Said]] = {
    "greet": _greeting,
    "thank": _thanks,
    "joke": _jest,
    "test_bot": _test,
    "ask_how_are_you": _well_being,
    "congratulate": _wish,
    "react": _reaction,
    "ask_operator": _operator,
    "ask_author": _author,
    "ask_reply_time": _noted,
}

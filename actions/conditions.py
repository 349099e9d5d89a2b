"""When a rule applies: the conditions of actions/decision_table.py, each by itself and in the table's order.

A condition returns what it found for the rule to answer with, or what is false.
"""

from __future__ import annotations

from collections.abc import Callable

from actions import screen
from actions.analysis import (
    AFFIRM,
    ASK_HUMAN,
    ASK_SOURCE,
    COMPLAIN,
    DENY,
    DISAGREE,
    NOT_CLEAR,
    PASS_ON,
    Analysis,
    Scope,
)
from actions.answer_policy import CERTAIN_INTENT, Verdict, near_topics, tied
from actions.follow_up import rules as follow_ups
from actions.follow_up.answers import cite
from actions.follow_up.context import Context
from actions.follow_up.memory import Shown
from actions.follow_up.navigation import Reason, Resolution
from actions.follow_up.reading import keys
from actions.handoff import is_certain, open_question
from actions.message import FALLBACK, cue_form
from actions.offered import offered
from actions.pending_offer import NO_OFFER
from actions.sections import MAX_TOGETHER, overviews
from actions.several_questions import split_questions
from actions.talk import CARE, HARMLESS, MET_WITH_CARE
from actions.wishes import (
    announces_a_question,
    asks_for_a_section_unnamed,
    leans_on_shown_sections,
)
from arabic import search_key, sentences
from contract.answer import Kind

# Why a part of a message refers to the part before it, and is no more of the same question.
LEANING: tuple[Reason, ...] = ("position", "next", "previous", "ellipsis", "return")

MAX_MEANT_WORDS = 8  # of "no, I meant ..."
# Measured on sentences that the classifier was not taught (tests/nlu/held_out.csv, data/calibration).
LIKELY_CARE = 0.35  # the sum of what is met with care, from which it is; less right after such a reply
LIKELY_CARE_AGAIN = 0.2
LIKELY_TALK = 0.35
NEARLY = 0.4  # share of the likeliest from which a graver one is taken

QUESTIONS = ("ask_question", "ask_section")  # intents
FAILED = 2  # failures in a row, from which less is enough for a wish for a person

# Whole messages.


def pressed_passage(analysis: Analysis) -> bool:
    return analysis.question.passage_id is not None


def is_curated(analysis: Analysis) -> bool:
    return analysis.index.is_curated(analysis.asked)


def intends_the_source(analysis: Analysis) -> bool:
    """Not "what is ..., and what is its source?", nor "summarize the source"."""
    if analysis.question.intent != ASK_SOURCE:
        return False
    return len(analysis.split.questions) < 2 and not analysis.wants_everything


def asks_for_a_person(analysis: Analysis) -> bool:
    """Whether the classifier says so, certainly or of words that ask nothing; "how many?" never does."""
    if analysis.question.intent != ASK_HUMAN:
        return _likely_asks_for_a_person(analysis)
    if analysis.shape.form == "count":
        return False
    return is_certain(analysis.question) or not any(context.reading.asks for context in analysis.contexts)


def _likely_asks_for_a_person(analysis: Analysis) -> bool:
    """Whether, after failures in a row, a person is one of the two likeliest wishes, and nothing is found."""
    question, memory = analysis.question, analysis.memory
    if memory.failures < FAILED or ASK_HUMAN not in (question.likeliest, question.second):
        return False
    unsure = question.intent_confidence < CERTAIN_INTENT and question.intent not in QUESTIONS
    return unsure and not analysis.verdict.answers


def part_to_pass_on(analysis: Analysis) -> str:
    """ "Ask somebody the second": that question of the last message, where it asked several; else ""."""
    if analysis.question.intent not in (ASK_HUMAN, PASS_ON):
        return ""
    asked = analysis.memory.asked
    questions = split_questions(cue_form(asked)).questions
    if len(questions) < 2:
        questions = tuple(asked[span.start : span.end].strip() for span in sentences(asked))
    positions = [place for context in analysis.contexts for place in context.reading.positions]
    if len(questions) < 2 or not positions or not -1 <= positions[0] <= len(questions) or not positions[0]:
        return ""
    return questions[positions[0] - (positions[0] > 0)]


def passes_on(analysis: Analysis) -> bool:
    """Not "another question"."""
    return analysis.question.intent == PASS_ON and not announces_a_question(analysis.asked)


def needs_care(analysis: Analysis) -> str:
    """The intent by which an unsure message is met with care, the gravest that is likely; empty for none.

    Only where the sources have no answer, for care weighs more than a search that finds nothing.
    """
    question = analysis.question
    if question.intent != FALLBACK:
        return ""
    likely = {name: confidence for name, confidence in question.ranking if name in CARE}
    enough = LIKELY_CARE_AGAIN if question.after in MET_WITH_CARE else LIKELY_CARE
    if sum(likely.values()) < enough or analysis.verdict.answers:
        return ""
    return next(name for name in CARE if likely.get(name, 0.0) >= max(likely.values()) * NEARLY)


def is_likely_talk(analysis: Analysis) -> str:
    """The intent of an unsure message that asks the sources nothing, as far as search and classifier tell."""
    question = analysis.question
    if question.intent != FALLBACK or not question.ranking:
        return ""
    name, confidence = question.ranking[0]
    return name if name in HARMLESS and confidence >= LIKELY_TALK and not analysis.verdict.answers else ""


# What is said to the last message itself.


def complains(analysis: Analysis) -> bool:
    """Whether the last answer was none, as the visitor says, and no topic is named that was meant."""
    names_another = analysis.sections or announces_a_question(analysis.asked)
    misses = _answers_with(analysis, COMPLAIN) or analysis.question.intent in (NOT_CLEAR, DISAGREE)
    return misses and not names_another


def is_not_clear(analysis: Analysis) -> tuple[Shown, ...]:
    """What was quoted last and is not clear; empty where nothing was, or a topic is named."""
    return _said_of_what_is_shown(analysis, NOT_CLEAR)


def disagrees(analysis: Analysis) -> tuple[Shown, ...]:
    """What was quoted last and is doubted."""
    return _said_of_what_is_shown(analysis, DISAGREE)


def doubts_the_sources(analysis: Analysis) -> bool:
    """ "So there is no trustworthy source", where nothing was quoted last and no question is open."""
    memory = analysis.memory
    return analysis.question.intent == DISAGREE and not memory.shown and not open_question(memory)


def _said_of_what_is_shown(analysis: Analysis, intent: str) -> tuple[Shown, ...]:
    question = analysis.question
    likely = intent == NOT_CLEAR == question.likeliest and question.intent == FALLBACK
    if (
        not (question.intent == intent or (likely and not analysis.verdict.answers))
        or not analysis.held.shown
    ):
        return ()
    names_another = set(analysis.sections) - set(analysis.held.sections)
    return () if names_another else analysis.held.last


def accepts(analysis: Analysis) -> bool:
    """ "Yes", and not "yes, the social role"."""
    return _answers_with(analysis, AFFIRM) and not analysis.sections


def declines(analysis: Analysis) -> bool:
    return _answers_with(analysis, DENY) and not analysis.sections


def _answers_with(analysis: Analysis, intent: str) -> bool:
    """Whether the message has this intent; after an offer, less will do.

    Of a message that the classifier is unsure of, the likeliest intent is believed; where another question
    was invited, the second as well ("no, that's all").
    """
    question, offer = analysis.question, analysis.memory.offer
    if question.intent == intent or offer == NO_OFFER or question.intent_confidence >= CERTAIN_INTENT:
        return question.intent == intent
    if question.intent in QUESTIONS:
        return False
    if offer.wish == "ask":
        return intent in (question.likeliest, question.second)
    return question.intent == FALLBACK and question.likeliest == intent


# Follow-ups.


def follow_up(rule: Callable[[Context], Resolution | None]) -> Callable[[Analysis], Resolution | None]:
    """The condition of a follow-up's rule, in each form that the message may be read in."""

    def when(analysis: Analysis) -> Resolution | None:
        names_its_section = analysis.shape.form == "first" and bool(analysis.sections)
        if names_its_section and not analysis.asks_more:
            return None
        resolutions = filter(None, map(rule, analysis.contexts))
        return next((found for found in resolutions if _is_fitting(analysis, found)), None)

    return when


def _is_fitting(analysis: Analysis, resolution: Resolution) -> bool:
    if analysis.scope == Scope.PART:
        return resolution.action == "show" and resolution.reason in LEANING
    # What must be searched for is not what "more" asks.
    return not analysis.asks_more or resolution.action != "search" or resolution.reason == "about"


def position_in_short(analysis: Analysis) -> Resolution | None:
    return screen.position_in_short(analysis, follow_up(follow_ups.summary_of_position)(analysis))


def wants_one_more(analysis: Analysis) -> Resolution | None:
    return follow_up(follow_ups.one_more)(analysis) if analysis.asks_more else None


def intends_more(analysis: Analysis) -> Resolution | None:
    return analysis.navigation.more() if analysis.asks_more and not analysis.wants_everything else None


def source_to_cite(analysis: Analysis) -> bool:
    return analysis.asks_for_source and cite(analysis.index, analysis.memory) is not None


# What is searched for: the kind of answer, and of which passages.


def curated_wording(analysis: Analysis) -> Verdict | None:
    """What staff taught is meant, whatever the words leave open."""
    return analysis.verdict if analysis.result.curated and analysis.verdict.answers else None


def takes_for_true(analysis: Analysis) -> Verdict | None:
    """Something is taken for true that the passage found does not say; it is quoted all the same."""
    gainsaid = analysis.verdict.answers and analysis.is_gainsaid and not analysis.is_nonsense
    return analysis.verdict if gainsaid else None


def asked_for_missing(analysis: Analysis) -> Verdict | None:
    """A number, a time, a person or a place is asked for, and the passage found has none."""
    missing = analysis.withheld and not analysis.is_nonsense
    return Verdict("related", near_topics(analysis.result)) if missing else None


def side_by_side(analysis: Analysis) -> Verdict | None:
    return _some("comparison", analysis.compared)


def sections_together(analysis: Analysis) -> Verdict | None:
    """ "The economic and the social roles", where the search found one of them."""
    verdict, named = analysis.verdict, analysis.sections
    found_one = verdict.kind == "list" and verdict.passage_ids[0] in named
    return _some("list", named) if found_one and 1 < len(named) <= MAX_TOGETHER else None


def everything(analysis: Analysis) -> Verdict | None:
    return _some("list", offered(analysis.index)) if analysis.wants_everything else None


def shown_sections(analysis: Analysis) -> Verdict | None:
    held = overviews(analysis.index)
    shown = tuple(id_ for id_ in analysis.memory.sections if id_ in held)
    return _some("list", shown) if leans_on_shown_sections(analysis.form) else None


def unnamed_section(analysis: Analysis) -> Verdict | None:
    asked_back = asks_for_a_section_unnamed(analysis.form)
    return _some("clarify", offered(analysis.index)) if asked_back else None


def tie(analysis: Analysis) -> Verdict | None:
    return _some("clarify", tied(analysis.verdict, analysis.result))


def mashed_keys(analysis: Analysis) -> bool:
    return analysis.is_nonsense and (bool(analysis.withheld) or not analysis.verdict.answers)


def section_agreed(analysis: Analysis) -> Verdict | None:
    return analysis.verdict if analysis.verdict.answers and analysis.agreed_sections else None


def first_hit(analysis: Analysis) -> Verdict | None:
    return analysis.verdict if analysis.verdict.answers else None


def section_meant(analysis: Analysis) -> Verdict | None:
    """ "No, I meant the social role", of one section by its name."""
    opening = set(search_key(analysis.form).split()[:2])
    corrects = opening & (keys()["denying"] | keys()["meaning_it"])
    says_so = analysis.question.likeliest == "ask_section" and bool(analysis.held.last)
    is_one = len(analysis.sections) == 1 and len(analysis.form.split()) <= MAX_MEANT_WORDS
    return Verdict("list", analysis.sections) if corrects and says_so and is_one else None


def topics_nearby(analysis: Analysis) -> Verdict | None:
    return analysis.verdict if analysis.verdict.kind == "related" else None


def nothing(analysis: Analysis) -> Verdict:
    return Verdict("none")


def _some(kind: Kind, ids: tuple[str, ...]) -> Verdict | None:
    return Verdict(kind, ids) if ids else None

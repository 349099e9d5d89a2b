"""What a message wishes of the answers on the screen: shorter, whether they are all, one of them again.

The classifier tells the wish, words tell which answer. Each condition returns what is to be shown, or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from actions import wishes
from actions.analysis import Analysis
from actions.answer_policy import NEAR, OTHER_SUBJECT, needed_confidence
from actions.follow_up import rules as follow_ups
from actions.follow_up.memory import Shown
from actions.follow_up.navigation import Resolution
from actions.follow_up.reading import LAST, LAST_BUT_ONE, keys
from actions.message import Question
from actions.wishes import Shape
from arabic import search_key
from arabic.lexicon import patterns
from contract.answer import QUOTING

ASK_SHORTER = "ask_shorter"  # intents
ASK_IF_ALL = "ask_if_all"
SURE = 0.7  # of the intent, where words are left that no list knows

_YEAR = re.compile(r"\b(?:1[3-9]|20)\d\d\b")

Again = tuple[Shape, tuple[Shown, ...]]


def shorter(analysis: Analysis) -> Again | None:
    """ "In three lines", "very short": the last answers in short, unless a topic of its own is named."""
    last = analysis.held.last
    if not last or not _wishes_it_short(analysis) or analysis.wants_everything or analysis.sections:
        return None
    return None if _has_own_topic(analysis) else (Shape("summary", wishes.number_in(analysis.form)), last)


def position_in_short(analysis: Analysis, found: Resolution | None) -> Resolution | None:
    """ "The second in a few words": what is found for its position, in short."""
    if found is not None or analysis.question.intent != ASK_SHORTER:
        return found
    with_position = (context for context in analysis.contexts if context.reading.positions)
    known = (replace(context, reading=replace(context.reading, rest=())) for context in with_position)
    found = next(filter(None, map(follow_ups.position, known)), None)
    return replace(found, shape=Shape("summary")) if found and found.action == "show" else found


def whether_all(analysis: Analysis) -> tuple[Shown, ...] | None:
    """ "Is that all?", "are there other challenges?" after these."""
    held = analysis.held
    asks = analysis.question.likeliest == ASK_IF_ALL or _asks_for_others(analysis)
    if not asks or not set(analysis.sections) <= set(held.sections):
        return None
    return held.last or None


def answer_again(analysis: Analysis) -> tuple[Shown, ...] | None:
    """ "Your last answer again", "the answer before that one"."""
    held = analysis.held
    for context in analysis.contexts:
        reading = context.reading
        asks = reading.asks and "repeat" not in reading.wishes
        if not reading.answers or asks or context.unknown or reading.numbers:
            continue
        if set(reading.positions) - {LAST, LAST_BUT_ONE}:
            continue
        goes_back = LAST_BUT_ONE in reading.positions or "return" in reading.wishes
        if "previous" in reading.wishes and held.kind in QUOTING:
            goes_back |= "repeat" not in reading.wishes
        if goes_back and held.before_last:
            return held.before_last
        if goes_back or reading.positions or reading.wishes & {"previous", "repeat"}:
            return held.last or None
    return None


def nothing_shown(analysis: Analysis) -> Resolution | None:
    """ "In short" or "is that all?" before anything was quoted."""
    question = analysis.question
    if question.intent not in (ASK_SHORTER, ASK_IF_ALL) or question.intent_confidence < SURE:
        return None
    if analysis.held.last or analysis.sections or analysis.shape != wishes.WHOLE or analysis.verdict.answers:
        return None
    return Resolution("ask", "nothing")


def detail_of_source(analysis: Analysis) -> str:
    """What is asked of the source itself that its data do not tell: a link, a date, who wrote it; else ""."""
    key, words = search_key(analysis.form), patterns("source_details")
    asked = analysis.asked_for.kind if analysis.asked_for else ""
    documents = [analysis.index.document(id_) for id_ in _documents(analysis)]
    is_linked = any(each.is_open or "://" in each.origin for each in documents)
    is_dated = any(_YEAR.search(each.origin) for each in documents)
    link = bool(words["link"].search(key)) and not is_linked
    date = (asked == "time" or bool(words["date"].search(key))) and not is_dated
    if link or date:
        return "_".join([*(["link"] if link else []), *(["date"] if date else [])])
    return "author" if asked == "person" else ""


def details_of_source(analysis: Analysis) -> str:
    """ "And the link, the date?" and no more: what its data do not tell, or "data" where they do."""
    key, words = search_key(analysis.form), patterns("source_details")
    if not (words["link"].search(key) or words["date"].search(key)):
        return ""
    for group in ("link", "date", "source", "small"):
        key = words[group].sub(" ", key)
    return "" if any(map(str.isalnum, key)) else detail_of_source(analysis) or "data"


def _documents(analysis: Analysis) -> Iterable[str]:
    """The ids of the documents quoted last, else of all."""
    shown = {analysis.index.passage(id_).document for id_ in analysis.held.shown}
    return shown or {passage.document for passage in analysis.index.passages}


def _wishes_it_short(analysis: Analysis) -> bool:
    return analysis.question.likeliest == ASK_SHORTER or analysis.shape.form == "summary"


def _has_own_topic(analysis: Analysis) -> bool:
    """Whether words are left that the sources answer, or that are of their subject or of another.

    Where the classifier is sure of the wish, only another subject counts.
    """
    small = keys()["more"] | keys()["each"] | keys()["courtesy"] | keys()["carriers"]
    key = " ".join(word for word in search_key(analysis.form).split() if word not in small)
    if not wishes.says_more(key):
        return False
    result, doubt = analysis.result, Question("", is_brief=True)
    if result.confidence >= needed_confidence(doubt, False, result.threshold):
        return True
    question = analysis.question
    is_sure = question.intent == ASK_SHORTER and question.intent_confidence >= SURE
    is_likeliest = question.likeliest == ASK_SHORTER and result.nearness < NEAR
    return not (is_sure or is_likeliest) or result.other_subject >= OTHER_SUBJECT


def _asks_for_others(analysis: Analysis) -> bool:
    """ "Are there other challenges?", of the sections that were shown."""
    shown: Iterable[str] = analysis.held.sections
    return any(
        context.reading.asks and "next" in context.reading.wishes and set(context.topics) <= set(shown)
        for context in analysis.contexts
        if context.topics
    )

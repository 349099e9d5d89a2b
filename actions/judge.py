"""Which kind of answer a search result deserves. Pure functions; the figures to tune stand at the top."""

from __future__ import annotations

from dataclasses import dataclass

from actions.question import Question
from actions.sections import sections_of_intent
from contract.answer import Kind
from index import Passage, SearchResult

CERTAIN_INTENT = 0.85  # from here on the classifier may overrule the order of the search's hits
NEAR = 0.5  # nearness from which the question is about the documents' subject
SECTION_DISCOUNT = 0.5  # share of the threshold that is enough when intent and first hit name one section
OTHER_SURCHARGE = 0.5  # share of the way from the threshold to 1 that a question of a doubted intent must go
DOUBTED_INTENTS = ("ask_other", "nonsense")
MAX_TOPICS = 3  # buttons offered when the question is near


@dataclass(frozen=True, slots=True)
class Verdict:
    """`passage_ids` by kind: the point; the sections to list; the topics to offer; nothing for none."""

    kind: Kind
    passage_ids: tuple[str, ...] = ()


def judge(question: Question, result: SearchResult, threshold: float) -> Verdict:
    """Choose the kind of answer; from threshold (0 to 1) on, the confidence makes the first hit an answer."""
    if not result.hits:
        return Verdict("none")
    # What staff taught of this very question is the passage itself, whatever section its intent asks for.
    sections = () if result.curated else agreed_sections(question, result.hits[0].passage)
    if result.confidence >= needed_confidence(question, bool(sections), threshold):
        first = result.hits[0].passage
        if sections:
            return Verdict("list", sections)
        return Verdict("list" if first.kind == "overview" else "point", (first.id,))
    if result.nearness >= NEAR:
        return Verdict("related", near_topics(result))
    return Verdict("none")


def agreed_sections(question: Question, first: Passage) -> tuple[str, ...]:
    """The sections that a certain intent asks for, where the search's first hit lies in one of them."""
    sections = sections_of_intent(question.intent)
    certain = question.intent_confidence >= CERTAIN_INTENT
    return sections if certain and first.section_id in sections else ()


def needed_confidence(question: Question, sections_agree: bool, threshold: float) -> float:
    """The confidence that this question needs: less when its intent agrees, more when it is "other"."""
    if sections_agree:
        return threshold * SECTION_DISCOUNT
    if question.intent in DOUBTED_INTENTS and question.intent_confidence >= CERTAIN_INTENT:
        return threshold + (1.0 - threshold) * OTHER_SURCHARGE
    return threshold


def near_topics(result: SearchResult) -> tuple[str, ...]:
    """The ids of the nearest passages, best first, no heading twice."""
    topics: dict[str, str] = {}
    for hit in result.hits:
        topics.setdefault(hit.passage.heading, hit.passage.id)
    return tuple(topics.values())[:MAX_TOPICS]

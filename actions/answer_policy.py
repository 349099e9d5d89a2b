"""Which kind of answer a search result deserves. Pure functions; the figures to tune stand at the top."""

from __future__ import annotations

from dataclasses import dataclass

from actions.message import Question
from actions.subject import subject_words
from arabic import search_key
from contract.answer import QUOTING, Kind
from documents.passage import Passage
from index import Index, SearchResult

CERTAIN_INTENT = 0.85  # from here on the classifier may overrule the order of the search's hits
# Nearness from which the question is about the documents' subject: 40 of 40 near questions and 6 of 60 far
# ones reach it (0.5: 13 of the far); of other near questions 244 of 255.
NEAR = 0.75
SECTION_DISCOUNT = 0.5  # share of the threshold that is enough when intent and first hit name one section
FOREIGN = 5.5  # log-odds of another subject from which a question that does not name ours is outside it
OTHER_SUBJECT = 2.0  # log-odds from which a question is about another subject than the sources
DOUBT_SURCHARGE = 0.5  # share of the way from the threshold to 1 that brief words and nonsense must go
NONSENSE = "nonsense"  # intents
ASK_SECTION = "ask_section"  # for all that is said under a heading
MAX_TOPICS = 3  # buttons offered when the question is near
TIE_SCORE = 0.5  # hits of two sections this close in score fit equally (fused z-scores)
TIE_CONFIDENCE = 0.5  # from here on the first hit answers whatever comes second


@dataclass(frozen=True, slots=True)
class Verdict:
    """`passage_ids` by kind: the point; the sections to list; the topics to offer; nothing for none."""

    kind: Kind
    passage_ids: tuple[str, ...] = ()

    @property
    def answers(self) -> bool:
        return self.kind in QUOTING


def judge(question: Question, result: SearchResult, named: tuple[str, ...] = ()) -> Verdict:
    """Choose the kind of answer; the first hit is one where the search is sure enough for the question.

    `named` are the sections that the question's words name.
    """
    if not result.hits:
        return Verdict("none")
    sections = agreed_sections(question, result, named)
    if result.confidence >= needed_confidence(question, bool(sections), result.threshold):
        first = result.hits[0].passage
        if sections:
            return Verdict("list", sections)
        return Verdict("list" if first.kind == "overview" else "point", (first.id,))
    if result.nearness >= NEAR:
        return Verdict("related", near_topics(result))
    return Verdict("none")


def is_foreign(asked: str, result: SearchResult) -> bool:
    """Whether a question is surely about another subject, however near its words: the price of bitcoin."""
    return result.other_subject >= FOREIGN and not subject_words().search(search_key(asked))


def agreed_sections(question: Question, result: SearchResult, named: tuple[str, ...]) -> tuple[str, ...]:
    """The sections that words name where a whole one is surely asked for, if the first hit lies in one.

    None for a curated question: what it stands for is the passage itself, whatever its intent asks for. And
    none where another subject is named: an intent knows that all of a section is asked for, and not of what.
    """
    if not result.hits or result.curated or result.other_subject >= OTHER_SUBJECT:
        return ()
    if question.intent != ASK_SECTION or question.intent_confidence < CERTAIN_INTENT:
        return ()
    return named if result.hits[0].passage.section_id in named else ()


def needed_confidence(question: Question, sections_agree: bool, threshold: float) -> float:
    """The confidence that this question needs: less when sections are agreed on, more of brief words.

    No other intent says whether the sources answer: that is read from the sources.
    """
    if sections_agree:
        return threshold * SECTION_DISCOUNT
    is_nonsense = question.intent == NONSENSE and question.intent_confidence >= CERTAIN_INTENT
    if question.is_brief or is_nonsense:
        return threshold + (1.0 - threshold) * DOUBT_SURCHARGE
    return threshold


def near_topics(result: SearchResult) -> tuple[str, ...]:
    """The ids of the nearest passages, best first, no heading twice."""
    topics: dict[str, str] = {}
    for hit in result.hits:
        topics.setdefault(hit.passage.heading, hit.passage.id)
    return tuple(topics.values())[:MAX_TOPICS]


def tied(verdict: Verdict, result: SearchResult) -> tuple[str, ...]:
    """The ids of the first two hits where a verdict could fall on either; empty where the first is better."""
    if verdict.kind not in ("point", "list") or len(result.hits) < 2:
        return ()
    first, second = result.hits[:2]
    if verdict.passage_ids != (first.passage.id,) or result.confidence >= TIE_CONFIDENCE:
        return ()
    apart = first.passage.section_id != second.passage.section_id
    return (first.passage.id, second.passage.id) if apart and first.score - second.score <= TIE_SCORE else ()


def quoted_by(verdict: Verdict, index: Index) -> list[Passage]:
    """The passages whose words an answer would quote, with the points of a section."""
    passages = map(index.passage, verdict.passage_ids)
    return [each for passage in passages for each in (passage, *index.points(passage.id))]


def verdict_on(passage: Passage) -> Verdict:
    """How a passage that was asked for by name is shown: an overview with its points, a point alone."""
    return Verdict("list" if passage.kind == "overview" else "point", (passage.id,))

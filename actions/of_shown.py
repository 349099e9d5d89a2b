"""What is asked of the points on the screen: how many, surely? Which matters most? Is this one of them?

Each condition returns what it found to answer with, or None; the words stand in data/lexicon/of_shown.toml.
Nothing is said of a point but what the source says, and "yes" only of what stands among those shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.analysis import AFFIRM, Analysis
from actions.answer_policy import Verdict
from actions.compose import Reply, breaks_off, compose, said_if_cut
from actions.follow_up.again import made_again, sections_shown
from actions.follow_up.memory import Shown, section_of
from actions.follow_up.reading import cardinals, keys
from actions.follow_up.topics import points_of
from actions.screen import ASK_IF_ALL
from actions.subject import all_stems, stem, stems
from actions.the_text import key_of, marked, sentence_holding
from actions.wishes import Shape
from arabic import has_arabic
from arabic.lexicon import patterns
from contract.fields import Span
from documents.passage import Passage
from index import Index

TOPIC = "of_shown"
MAX_WORDS = 9  # a longer message asks something else
MAX_OWN_WORDS = 3
MAX_CONFIRMED_WORDS = 2


@dataclass(frozen=True, slots=True)
class Member:
    """Whether something is among the points shown: the one that it is, else "" beside all of them."""

    held: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class OfPoint:
    """What is asked of the point quoted last: where its words are in it, and whether it tells which."""

    passage: Passage
    span: Span
    asks_which: bool


def ranked(analysis: Analysis) -> Shown | None:
    """ "Which of them is the most important?" """
    shown = _single(analysis)
    if shown is None or len(shown.ids) < 2 or analysis.sections:
        return None
    return shown if _says("most", analysis) and not _own_words(analysis, "most") else None


def counted(analysis: Analysis) -> Shown | None:
    """ "Sure?", "three or four?", "many or few?", "so twelve in all?" """
    shown, key = _single(analysis), key_of(analysis)
    if shown is None or analysis.sections or len(key.split()) > MAX_WORDS:
        return None
    if AFFIRM in (analysis.question.intent, analysis.question.likeliest) and not _ends_asking(analysis):
        return None  # "sure", "right" say yes
    numbers = {number for context in analysis.contexts for number in context.reading.numbers}
    either = _says("either", analysis)
    asks = _says("sure", analysis) or (either and (len(numbers) > 1 or _says("much", analysis)))
    asks |= analysis.question.likeliest == ASK_IF_ALL and bool(numbers)
    if asks and not _own_words(analysis, "sure", "either", "much"):
        return shown
    confirms = shown.kind == "point" and _ends_with("confirms", key)
    return shown if confirms and len(_own_words(analysis, "confirms")) <= MAX_CONFIRMED_WORDS else None


def missing(analysis: Analysis) -> tuple[Shown, ...] | None:
    """ "Is anything missing?" """
    if analysis.sections or not _says("missing", analysis) or _own_words(analysis, "missing"):
        return None
    return analysis.held.last or None


def member(analysis: Analysis) -> Member | None:
    """ "Is saving one of them?" """
    shown = _single(analysis)
    if shown is None or not _says("among", analysis) or not _asks_whether(analysis):
        return None
    words = _own_words(analysis, "among")
    wanted = stems(" ".join(words))
    if not wanted or len(words) > MAX_OWN_WORDS or any(each.reading.positions for each in analysis.contexts):
        return None
    index = analysis.index
    points = shown.ids if len(shown.ids) > 1 else points_of(index, (section_of(shown.ids[0]),))
    listed = points or shown.ids
    holding = (id_ for id_ in listed if wanted <= all_stems(_words_of(index.passage(id_))))
    return Member(next(holding, ""), Shown("list", listed) if points else shown)


def of_point(analysis: Analysis) -> OfPoint | None:
    """ "Which towns?", "the owner or the workers?", of the point quoted last, before anything is searched."""
    held, index = analysis.held, analysis.index
    if not held.focus or analysis.sections or len(key_of(analysis).split()) > MAX_WORDS:
        return None
    passage = index.passage(held.focus)
    asks_which = _opens_with_which(analysis)
    if not asks_which and not _says("either", analysis) and not _says("is_it", analysis):
        return None
    words = _own_words(analysis, "which", "either", "is_it")
    wanted = frozenset(map(stem, words)) & stems(" ".join(words))
    if not wanted or len(words) > MAX_OWN_WORDS:
        return None
    standing = wanted & all_stems(_words_of(passage))
    if _says("is_it", analysis) and not asks_which:
        span = sentence_holding(standing, passage) if standing and standing != wanted else None
        return OfPoint(passage, span, asks_which=False) if span is not None else None
    if standing == wanted or (asks_which and not has_arabic(analysis.asked) and not _found(analysis)):
        return OfPoint(passage, sentence_holding(standing, passage) or (0, 0), asks_which)
    both = len(standing) > 1 and _says("either", analysis)
    return OfPoint(passage, sentence_holding(standing, passage) or (0, 0), asks_which=False) if both else None


def reply_with_count(shown: Shown, index: Index) -> Reply:
    """The headings of what was listed and how many they are; a point as the source has it."""
    passages = [index.passage(id_) for id_ in shown.ids]
    cut = breaks_off(index, passages)
    if shown.kind == "point":
        return replace(made_again(shown, index), response=said_if_cut("utter_stands", cut=cut))
    reply = made_again(shown, index, Shape("summary"))
    columns = sections_shown(shown, index) if shown.kind == "comparison" else []
    counts = [len(index.points(each.id)) for each in columns] or [len(shown.ids)]
    count = " + ".join(map(str, counts))
    return replace(reply, response=said_if_cut("utter_counted", cut=cut), variables={"count": count})


def reply_without_rank(shown: Shown, index: Index) -> Reply:
    reply = made_again(shown, index, Shape("summary"))
    return replace(reply, response="utter_not_ranked", variables={})


def reply_to_member(found: Member, index: Index) -> Reply:
    """The point that it is; that it is none of them, and which there are."""
    if found.held:
        reply = compose(Verdict("point", (found.held,)), index)
        cut = breaks_off(index, [index.passage(found.held)])
        return replace(reply, response="utter_mentioned_cut" if cut else "utter_one_of_them")
    passages = [index.passage(id_) for id_ in found.shown.ids]
    reply = made_again(found.shown, index, Shape("summary"))
    response = said_if_cut("utter_none_of_them", cut=breaks_off(index, passages))
    return replace(reply, response=response, variables={})


def reply_of_point(found: OfPoint, index: Index) -> Reply:
    reply = marked(found.passage, found.span, index)
    response = "utter_not_told_which" if found.asks_which else "utter_said"
    return replace(reply, response=said_if_cut(response, cut=breaks_off(index, [found.passage])))


def _single(analysis: Analysis) -> Shown | None:
    """The last answer, where it was one."""
    last = analysis.held.last
    return last[0] if len(last) == 1 else None


def _found(analysis: Analysis) -> bool:
    return analysis.verdict.answers


def _asks_whether(analysis: Analysis) -> bool:
    """Whether it asks something that may be so or not, and is no wish for some of the points."""
    key = key_of(analysis)
    opens = patterns("the_text")["whether"].search(" ".join(key.split()[:2]))
    return bool(opens) or _ends_asking(analysis)


def _ends_asking(analysis: Analysis) -> bool:
    return analysis.asked.rstrip().endswith(("?", "\u061f"))  # with the Arabic question mark


def _opens_with_which(analysis: Analysis) -> bool:
    key = key_of(analysis)
    return patterns(TOPIC)["which"].search(" ".join(key.split()[:2])) is not None


def _own_words(analysis: Analysis, *groups: str) -> tuple[str, ...]:
    """The words that no cue, number or small word takes."""
    key = key_of(analysis)
    for group in groups:
        key = patterns(TOPIC)[group].sub(" ", key)
    key = patterns(TOPIC)["filler"].sub(" ", key)
    key = patterns("the_text")["whether"].sub(" ", key)
    small = (
        keys()["carriers"]
        | keys()["courtesy"]
        | keys()["leaned_on"]
        | keys()["counted"]
        | frozenset(cardinals())
    )
    words = (word for word in key.split() if len(word) > 1 and not word.isdigit())
    return tuple(word for word in words if word not in small)


def _ends_with(group: str, key: str) -> bool:
    return any(found.end() == len(key) for found in patterns(TOPIC)[group].finditer(key))


def _words_of(passage: Passage) -> str:
    return f"{passage.heading} {passage.text}"


def _says(group: str, analysis: Analysis) -> bool:
    return patterns(TOPIC)[group].search(key_of(analysis)) is not None

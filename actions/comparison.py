"""What a question wants side by side: two or more sections, or two points."""

from __future__ import annotations

from collections.abc import Iterator

from actions.answer_policy import OTHER_SUBJECT, Verdict, needed_confidence
from actions.follow_up.context import point_named
from actions.follow_up.memory import Memory
from actions.follow_up.reading import cardinals, keys
from actions.message import Question
from actions.sections import named_sections, sections_of
from actions.several_questions import WAW
from actions.subject import with_subject
from arabic import search_key
from arabic.lexicon import load, patterns
from index import Index, SearchResult

MAX_SIDE_WORDS = 6


def compared(
    asked: str,
    named: tuple[str, ...],
    verdict: Verdict,
    result: SearchResult,
    index: Index,
    memory: Memory,
) -> tuple[str, ...]:
    """The ids of the sections or of the two points that words which compare lay side by side; empty for none.

    `named` are the sections that the words name.
    """
    if not result.hits:
        return ()
    if len(named) >= 2:
        if result.hits[0].passage.section_id in named:
            return named
    elif points := _compared_points(asked, index, memory, result.other_subject < OTHER_SUBJECT):
        return points
    return verdict.passage_ids if verdict.kind == "list" and len(verdict.passage_ids) >= 2 else ()


def compared_together(asked: str, index: Index) -> tuple[str, ...]:
    """The sections that one word names together, where nothing else is said: "both roles"."""
    sections, own = sections_of(index), patterns("comparison")
    small = keys()["carriers"] | keys()["courtesy"] | keys()["asking"] | frozenset(cardinals())
    words = [word for word in search_key(asked).split() if word not in small]
    compares = (own["compare"], own["between"], own["together"])
    left = [word for word in words if not any(each.fullmatch(word) for each in compares)]
    if not left or not all(map(sections.know, left)):
        return ()
    named = named_sections(" ".join(left), index)
    return named if len(named) > 1 else ()


def _compared_points(asked: str, index: Index, memory: Memory, may_search: bool) -> tuple[str, ...]:
    """The ids of the two points that the words name, in order; empty where either is not found.

    A side that names no point is searched for, if it may be: two subjects are compared in the same words.
    """
    for searched in (False, True) if may_search else (False,):
        for sides in _sides(asked):
            points = [
                point_named(side, memory, index) or (_point_found(side, index) if searched else "")
                for side in sides
            ]
            if all(points) and len(set(points)) == 2:
                return tuple(points)
    return ()


def _sides(asked: str) -> Iterator[tuple[str, str]]:
    """Each way to part what is compared in two: at "and", joined to its word or not."""
    words = [word for word in asked.split() if search_key(word)]
    start = max((place + 1 for place, word in enumerate(words) if _opens(word)), default=0)
    for place in range(start + 1, len(words)):
        key = search_key(words[place])
        if key in load("comparison")["parting"]:
            sides = (words[start:place], words[place + 1 :])
        elif key.startswith(WAW) and len(key) > 2:
            sides = (words[start:place], [words[place][1:], *words[place + 1 :]])
        else:
            continue
        if all(0 < len(side) <= MAX_SIDE_WORDS for side in sides):
            yield " ".join(sides[0]), " ".join(sides[1])


def _opens(word: str) -> bool:
    """Whether what is compared may begin after this word."""
    key = search_key(word)
    own = patterns("comparison")
    return bool(own["compare"].fullmatch(key) or own["between"].fullmatch(key))


def _point_found(side: str, index: Index) -> str:
    """The id of the point that a search surely finds; empty for none."""
    result = index.search(with_subject(side))
    if not result.hits or result.hits[0].passage.kind != "point":
        return ""
    sure = result.confidence >= needed_confidence(Question("", is_brief=True), False, result.threshold)
    return result.hits[0].passage.id if sure else ""

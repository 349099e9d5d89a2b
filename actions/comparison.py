"""What a question wants side by side: two or more sections, or two points."""

from __future__ import annotations

from collections.abc import Iterator

from actions.cues import cues, word_lists
from actions.follow_up import Memory, point_named
from actions.judge import Verdict, needed_confidence
from actions.question import Question
from actions.sections import named_sections
from arabic import search_key
from index import Index, SearchResult

OTHER = Question(
    "", "ask_other", 1.0
)  # a bare side says little: it takes a surer search than a whole question
MAX_SIDE_WORDS = 6


def compared(
    asked: str, verdict: Verdict, result: SearchResult, index: Index, memory: Memory
) -> tuple[str, ...]:
    """The ids of the sections or of the two points to lay side by side; empty where none are."""
    if not result.hits or not cues("comparison")["compare"].search(search_key(asked)):
        return ()
    named = named_sections(asked, index)
    if len(named) >= 2:
        if result.hits[0].passage.section_id in named:
            return named
    elif points := compared_points(asked, index, memory):
        return points
    return verdict.passage_ids if verdict.kind == "list" and len(verdict.passage_ids) >= 2 else ()


def compared_points(asked: str, index: Index, memory: Memory) -> tuple[str, ...]:
    """The ids of the two points that the words name, in order; empty where either is not found."""
    for sides in _sides(asked):
        points = [point_named(side, memory, index) for side in sides]
        if all(points) and len(set(points)) == 2:
            return tuple(points)
    for sides in _sides(asked):
        points = [point_named(side, memory, index) or _point_found(side, index) for side in sides]
        if all(points) and len(set(points)) == 2:
            return tuple(points)
    return ()


def _sides(asked: str) -> Iterator[tuple[str, str]]:
    """Each way to part what is compared in two: at "and", joined to its word or not."""
    words = [word for word in asked.split() if search_key(word)]
    start = max((place + 1 for place, word in enumerate(words) if _opens(word)), default=0)
    for place in range(start + 1, len(words)):
        key = search_key(words[place])
        if key in word_lists("comparison")["parting"]:
            sides = (words[start:place], words[place + 1 :])
        elif key.startswith("\u0648") and len(key) > 2:  # the letter waw, "and"
            sides = (words[start:place], [words[place][1:], *words[place + 1 :]])
        else:
            continue
        if all(0 < len(side) <= MAX_SIDE_WORDS for side in sides):
            yield " ".join(sides[0]), " ".join(sides[1])


def _opens(word: str) -> bool:
    """Whether what is compared may begin after this word."""
    key = search_key(word)
    own = cues("comparison")
    return bool(own["compare"].fullmatch(key) or own["between"].fullmatch(key))


def _point_found(side: str, index: Index) -> str:
    """The id of the point that a search surely finds; empty for none."""
    result = index.search(f"{side} {word_lists('several')['subject'][0]}")
    if not result.hits or result.hits[0].passage.kind != "point":
        return ""
    sure = result.confidence >= needed_confidence(OTHER, False, index.answer_threshold)
    return result.hits[0].passage.id if sure else ""

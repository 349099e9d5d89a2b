"""Which places words count: the first two, the last three; a column of a comparison, or a point in each."""

from __future__ import annotations

from actions.follow_up.context import Context
from actions.follow_up.navigation import Resolution, named
from actions.follow_up.reading import LAST, forms, keys, ordinals
from actions.follow_up.topics import points_of
from arabic import search_key
from arabic.lexicon import patterns

MAX_RUN = 9  # points of "the last so many"
_TA_MARBUTA = "\u0647"  # as a search key has it


def run_of(context: Context) -> tuple[int, ...]:
    """The places that "the first two" or "the last three points" count; empty for any other words."""
    reading = context.reading
    duals = [word for word in context.unknown if patterns("numbers")["2"].fullmatch(word)]
    numbers = (*reading.numbers, *(2 for _ in duals))
    if reading.positions not in ((1,), (LAST,)) or len(numbers) != 1 or not 1 < numbers[0] <= MAX_RUN:
        return ()
    own = set(context.unknown) - set(duals) - keys()["all_before"] - keys()["courtesy"]
    if own or keys()["numbered"] & set(context.text.split()):
        return ()
    start = 1 if reading.positions == (1,) else -numbers[0]
    return tuple(range(start, start + numbers[0]))


def of_columns(context: Context, positions: tuple[int, ...]) -> Resolution | None:
    """After a comparison of sections: one of them, or the points that stand at a place in each column.

    "The second" is one of what was compared; "the second point" or a number stands in both columns.
    """
    reading, memory, index = context.reading, context.memory, context.index
    columns = [points_of(index, (section,)) for section in memory.sections]
    if memory.kind != "comparison" or len(columns) < 2 or not all(columns) or reading.excepts:
        return None
    if not reading.numbers and not _counts_points(context):
        asked = [place - 1 if place > 0 else place for place in positions]
        if all(-len(columns) <= place < len(columns) for place in asked):
            return named(index, "position", tuple(memory.sections[place] for place in asked))
    found = tuple(
        column[place - 1 if place > 0 else place]
        for place in positions
        for column in columns
        if abs(place) <= len(column)
    )
    if len(found) > len(positions):
        return Resolution("ask", "which", found)
    if found:
        return named(index, "position", found)
    return Resolution("ask", "out_of_range", memory.listed, count=max(map(len, columns)))


def _counts_points(context: Context) -> bool:
    """Whether an ordinal is of the gender of "point", or stands beside the word."""
    words = search_key(context.text).split()
    return any(word in keys()["points_counted"] for token in words for word in forms(token)) or any(
        token.endswith(_TA_MARBUTA) and any(form in ordinals() for form in forms(token)) for token in words
    )

"""An extraction's text with its repairs done, each character with its place in the text as found."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents.passage import Repair

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """`text` after `repairs`, which include what was left out as deletions; `places[i]` is where text[i] was.

    A repair's characters have the place of all that it replaces.
    """

    text: str
    places: Sequence[Span]
    repairs: tuple[Repair, ...]


class Repaired:
    """Reads stretches of a text after its repairs; offsets are those of the text as found."""

    def __init__(self, text: str, repairs: Iterable[Repair]) -> None:
        self.text = text
        self._repairs = sorted(repairs, key=lambda repair: repair.start)
        self._starts = [repair.start for repair in self._repairs]

    def published(self, start: int, end: int) -> str:
        """Return text[start:end] after its repairs."""
        return self.stretch(start, end).text

    def stretch(self, start: int, end: int, skipped: Iterable[Span] = ()) -> Stretch:
        """Return text[start:end] after its repairs and without what is skipped."""
        left_out = [self._deletion(max(a, start), min(b, end)) for a, b in skipped if a < end and b > start]
        inside = [repair for repair in self._within(start, end) if not _is_in_one_of(repair, left_out)]
        cuts = sorted([*inside, *left_out], key=lambda cut: (cut.start, len(cut.wrong)))
        characters: list[str] = []
        places: list[Span] = []
        done: list[Repair] = []
        position = start
        for cut in cuts:
            if cut.start < position:
                continue  # it overlaps the one before it
            self._copy(position, cut.start, characters, places)
            position = cut.start + len(cut.wrong)
            characters.extend(cut.right)
            places.extend([(cut.start, position)] * len(cut.right))
            done.append(cut)
        self._copy(position, end, characters, places)
        return Stretch("".join(characters), places, tuple(done))

    def _within(self, start: int, end: int) -> list[Repair]:
        """Return the repairs that lie in text[start:end] as a whole, in order.

        An insertion at `end` is one of them where white space, or nothing, follows it.
        """
        found = []
        for place in range(bisect_left(self._starts, start), len(self._repairs)):
            repair = self._repairs[place]
            if repair.start > end:
                break
            is_at_end = repair.start == end and not self.text[end : end + 1].strip()
            if repair.start + len(repair.wrong) <= end and (repair.start < end or is_at_end):
                found.append(repair)
        return found

    def _deletion(self, start: int, end: int) -> Repair:
        return Repair(self.text[start:end], "", start)

    def _copy(self, start: int, end: int, characters: list[str], places: list[Span]) -> None:
        characters.extend(self.text[start:end])
        places.extend((at, at + 1) for at in range(start, end))


def _is_in_one_of(repair: Repair, left_out: Sequence[Repair]) -> bool:
    end = repair.start + len(repair.wrong)
    return any(cut.start <= repair.start and end <= cut.start + len(cut.wrong) for cut in left_out)

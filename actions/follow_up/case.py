"""A message beside the conversation's state, as the rules see it."""

from __future__ import annotations

from dataclasses import dataclass

from actions.follow_up.memory import Memory
from actions.follow_up.reading import Reading
from actions.follow_up.resolution import Because, Resolution
from actions.follow_up.rest import joined_rest
from actions.follow_up.steps import named
from actions.follow_up.topics import Sections, only_headed, only_holder, stem, stems
from index import Index, Passage

MAX_REST_WORDS = 3  # more words of its own make a question of its own
# Found best of six wordings to search a bare word with: 21 of 21 answered, 12 of 14 others refused.
SUBJECT_QUERY = "والمؤسسات الصغيرة"


@dataclass(frozen=True)
class Case:
    text: str
    reading: Reading
    memory: Memory
    index: Index

    @property
    def topics(self) -> tuple[str, ...]:
        """The sections that the words left over name."""
        return Sections(self.index).named([stem(word) for word in self.reading.rest])

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words left over that name no section."""
        sections = Sections(self.index)
        return tuple(word for word in self.reading.rest if not sections.know(stem(word)))


def about(case: Case, because: Because, shelves: list[list[Passage]]) -> Resolution:
    """The one passage headed by the words left over, else the one of the first shelf that holds them.

    Else a search for them.
    """
    rest = joined_rest(case.text, case.reading.rest)
    points = [passage for passage in case.index.passages if passage.kind == "point"]
    held = only_headed(points, stems(rest))
    held = held or next(filter(None, (only_holder(shelf, stems(rest)) for shelf in shelves)), "")
    if held:
        return named(case.index, because, (held,))
    return Resolution("search", because, query=f"{rest} {SUBJECT_QUERY}")

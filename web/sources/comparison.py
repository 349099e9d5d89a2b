"""Two versions of a source beside each other: what came, what went, what changed. By text, not by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from documents import Passage
from documents.published import Published

ALIKE = 0.6  # from this share of the same words on, it is the same passage, changed
MOST_COMPARED = 2000  # pairs of passages without an id or a neighbour in common


@dataclass(frozen=True, slots=True)
class Comparison:
    """`changed` pairs old and new; `moved` says under which new id an old one's same words stand."""

    came: tuple[Passage, ...]
    went: tuple[Passage, ...]
    changed: tuple[tuple[Passage, Passage], ...]
    same: int
    moved: dict[str, str]


def compare(old: Published | None, new: Published) -> Comparison:
    """Compare two versions; without an old one everything came."""
    before, after = list(old.passages if old else ()), list(new.passages)
    by_text: dict[str, list[Passage]] = {}
    for passage in after:
        by_text.setdefault(_words(passage), []).append(passage)
    moved: dict[str, str] = {}
    left: list[Passage] = []
    for passage in before:
        if twins := by_text.get(_words(passage)):
            twin = next((each for each in twins if each.id == passage.id), twins[0])
            twins.remove(twin)
            moved[passage.id] = twin.id
        else:
            left.append(passage)
    taken = set(moved.values())
    came = [passage for passage in after if passage.id not in taken]
    changed = _pairs(left, came)
    gone, found = {old.id for old, _ in changed}, {new.id for _, new in changed}
    return Comparison(
        came=tuple(passage for passage in came if passage.id not in found),
        went=tuple(passage for passage in left if passage.id not in gone),
        changed=tuple(changed),
        same=len(moved),
        moved=moved,
    )


def _pairs(old: Sequence[Passage], new: Sequence[Passage]) -> list[tuple[Passage, Passage]]:
    """The changed ones: the most alike first, each once."""
    if len(old) * len(new) > MOST_COMPARED:
        candidates = [(a, b) for a in old for b in new if a.id == b.id or a.heading == b.heading]
    else:
        candidates = [(a, b) for a in old for b in new]
    scored = [(likeness(a.text, b.text), a, b) for a, b in candidates[:MOST_COMPARED]]
    pairs: list[tuple[Passage, Passage]] = []
    taken: set[str] = set()
    for score, a, b in sorted(scored, key=lambda each: -each[0]):
        if score >= ALIKE and f"old {a.id}" not in taken and f"new {b.id}" not in taken:
            taken |= {f"old {a.id}", f"new {b.id}"}
            pairs.append((a, b))
    return sorted(pairs, key=lambda pair: pair[1].order)


def likeness(old: str, new: str) -> float:
    """The share of words in common, in their order, from 0 to 1."""
    matcher = SequenceMatcher(None, old.split(), new.split(), autojunk=False)
    return 0.0 if matcher.real_quick_ratio() < ALIKE else matcher.ratio()


def _words(passage: Passage) -> str:
    return " ".join(passage.text.split())

"""A trial: which questions would get a worse answer if proposed curated questions went live."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from arabic import search_form
from index.curated.matcher import CuratedMatch, Rule
from index.curated.questions import CuratedQuestion, CuratedSet
from index.errors import CuratedError
from index.index import Index
from index.store import REBUILD
from index.vector_cache import VectorCache

FloatArray = npt.NDArray[np.float32]

RIGHT, REFUSED, WRONG = 2, 1, 0  # outcomes; higher is better


@dataclass(frozen=True, slots=True)
class Case:
    """A question with the passage that it must be answered by; None where it must not be answered."""

    text: str
    passage_id: str | None


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A question that gets a worse answer; passages by id, None for no answer, `by` a curated question."""

    text: str
    expected: str | None
    before: str | None
    after: str | None
    by: str


@dataclass(frozen=True, slots=True)
class Missed:
    """A proposed question that would not be answered by its own passage but by `after` (None: not at all)."""

    id: str
    after: str | None


@dataclass(frozen=True, slots=True)
class Trial:
    """`checked` counts the questions whose answers were compared."""

    spoiled: tuple[Spoiled, ...]
    missed: tuple[Missed, ...]
    checked: int


def try_curated(
    index: Index, proposed: Sequence[CuratedQuestion], cases: Sequence[Case], cache: VectorCache
) -> Trial:
    """Compare the index as it is with one that has the proposed questions too.

    Checked are the calibration questions of the build, the cases, and every curated question that is live.
    CuratedError when the index is of a version that did not keep its calibration questions.
    """
    added = CuratedSet.of(proposed, "proposed", index.encoder, cache)
    live = index.curated.curated_set if index.curated is not None else None
    after = index.with_curated(added if live is None else live.plus(added))
    spoiled: list[Spoiled] = []
    checked = 0
    for batch, vectors in _batches(index, added, cases, cache):
        checked += len(batch)
        assert after.curated is not None
        near = _within_reach(added.vectors, vectors, after.curated.rule)
        found = (_held(index, after, batch[place], vectors[place]) for place in near)
        spoiled += [one for one in found if one is not None]
    missed = []
    for question in proposed:
        outcome = _outcome(after, question.text)
        if outcome != question.passage_id:
            missed.append(Missed(question.id, outcome))
    return Trial(tuple(dict.fromkeys(spoiled)), tuple(missed), checked)


def _batches(
    index: Index, added: CuratedSet, cases: Sequence[Case], cache: VectorCache
) -> Iterable[tuple[list[Case], FloatArray]]:
    """Yield the questions whose answers must not become worse, in batches, each with its vectors."""
    kept = index.calibration_set
    if kept is None and index.manifest.confidence is not None:
        raise CuratedError(f"the index keeps no calibration questions to check by; {REBUILD}")
    if kept is not None:
        yield [Case(question.text, question.passage) for question in kept.questions], kept.vectors
    if index.curated is not None:
        replaced = {question.id for question in added.questions}
        live = index.curated.curated_set
        rows = [row for row, question in enumerate(live.questions) if question.id not in replaced]
        yield (
            [Case(live.questions[row].text, live.questions[row].passage_id) for row in rows],
            live.vectors[rows],
        )
    yield list(cases), cache.vectors(index.encoder, [case.text for case in cases])


def _within_reach(proposed: FloatArray, vectors: FloatArray, rule: Rule) -> list[int]:
    """Return the places of the questions so near to a proposed one that it could override their answer."""
    if not len(proposed) or not len(vectors):
        return []
    nearest = (np.asarray(vectors) @ proposed.T).max(axis=1)
    return np.flatnonzero(nearest >= rule.least_cosine).tolist()


def _held(before: Index, after: Index, case: Case, vector: FloatArray) -> Spoiled | None:
    """Return how a question's answer becomes worse, None where it does not."""
    query = search_form(case.text)
    was, now = _match(before, query, vector), _match(after, query, vector)
    if was == now or (now is not None and now.is_same_text and case.passage_id is None):
        return None  # the very question that staff say is answered from now on
    old, new = _outcome(before, case.text), _outcome(after, case.text)
    if _worth(new, case.passage_id) >= _worth(old, case.passage_id):
        return None
    return Spoiled(case.text, case.passage_id, old, new, now.question.id if now is not None else "")


def _match(index: Index, query: str, vector: FloatArray) -> CuratedMatch | None:
    """Return the match that could override."""
    if index.curated is None:
        return None
    found = index.curated.match(query, vector)
    return found if found is not None and found.probability >= index.curated.rule.override else None


def _outcome(index: Index, text: str) -> str | None:
    """Return the passage that answers, None where the index is not sure enough of any."""
    result = index.search(text, k=1)
    return result.hits[0].passage.id if result.answers or result.curated else None


def _worth(outcome: str | None, expected: str | None) -> int:
    if outcome == expected:
        return RIGHT
    return REFUSED if outcome is None else WRONG

"""What curated questions would spoil, found before they go live."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from arabic import reading_form
from index.curated.published import CuratedQuestion
from index.curated.rule import Rule
from index.curated.taught import Taught
from index.curated.voice import CuratedMatch
from index.errors import CuratedError
from index.index import Index
from index.manifest import REBUILD
from index.vector_cache import VectorCache

FloatArray = npt.NDArray[np.float32]

RIGHT, REFUSED, WRONG = 2, 1, 0  # outcomes, the better the higher


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
    """`checked` counts the questions that were held against the proposed ones."""

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
    taught = Taught.of(proposed, "proposed", index.encoder, cache)
    live = index.curated.taught if index.curated is not None else None
    after = index.with_taught(taught if live is None else live.plus(taught))
    spoiled: list[Spoiled] = []
    checked = 0
    for batch, vectors in _batches(index, taught, cases, cache):
        checked += len(batch)
        assert after.curated is not None
        near = _within_reach(taught.vectors, vectors, after.curated.rule)
        found = (_held(index, after, batch[place], vectors[place]) for place in near)
        spoiled += [one for one in found if one is not None]
    missed = []
    for question in proposed:
        outcome = _outcome(after, question.text)
        if outcome != question.passage_id:
            missed.append(Missed(question.id, outcome))
    return Trial(tuple(dict.fromkeys(spoiled)), tuple(missed), checked)


def _batches(
    index: Index, taught: Taught, cases: Sequence[Case], cache: VectorCache
) -> Iterable[tuple[list[Case], FloatArray]]:
    """Yield what must go on as it is, each lot with its vectors."""
    asked = index.asked
    if asked is None and index.manifest.confidence is not None:
        raise CuratedError(f"the index keeps no calibration questions to check by; {REBUILD}")
    if asked is not None:
        yield [Case(question.text, question.passage) for question in asked.questions], asked.vectors
    if index.curated is not None:
        replaced = {question.id for question in taught.questions}
        live = index.curated.taught
        rows = [row for row, question in enumerate(live.questions) if question.id not in replaced]
        yield (
            [Case(live.questions[row].text, live.questions[row].passage_id) for row in rows],
            live.vectors[rows],
        )
    yield list(cases), cache.vectors(index.encoder, [case.text for case in cases])


def _within_reach(proposed: FloatArray, vectors: FloatArray, rule: Rule) -> list[int]:
    """Return the places of the questions that are near enough to a proposed one to be taken over by it."""
    if not len(proposed) or not len(vectors):
        return []
    nearest = (np.asarray(vectors) @ proposed.T).max(axis=1)
    return np.flatnonzero(nearest >= rule.least_cosine).tolist()


def _held(before: Index, after: Index, case: Case, vector: FloatArray) -> Spoiled | None:
    """Return what becomes worse of a question, None where nothing does."""
    query = reading_form(case.text)
    was, now = _match(before, query, vector), _match(after, query, vector)
    if was == now or (now is not None and now.is_same_text and case.passage_id is None):
        return None  # the very question that staff say is answered from now on
    old, new = _outcome(before, case.text), _outcome(after, case.text)
    if _worth(new, case.passage_id) >= _worth(old, case.passage_id):
        return None
    return Spoiled(case.text, case.passage_id, old, new, now.question.id if now is not None else "")


def _match(index: Index, query: str, vector: FloatArray) -> CuratedMatch | None:
    """Return the match that could take over."""
    if index.curated is None:
        return None
    found = index.curated.match(query, vector)
    return found if found is not None and found.probability >= index.curated.rule.take_over else None


def _outcome(index: Index, text: str) -> str | None:
    """Return the passage that answers, None where the index is not sure enough of any."""
    result = index.search(text, k=1)
    answered = bool(result.hits) and result.confidence >= index.answer_threshold
    return result.hits[0].passage.id if answered or result.curated else None


def _worth(outcome: str | None, expected: str | None) -> int:
    if outcome == expected:
        return RIGHT
    return REFUSED if outcome is None else WRONG

"""Curated questions: the file that staff publish, and the set that is made of it to be matched.

The file has one JSON object a line: a question and the passage that answers it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import faiss as typed_faiss
import numpy as np
import numpy.typing as npt

from arabic import search_form, search_key
from encoder import QueryEncoder
from index.curated.likeness import Claims, Wordings
from index.errors import CuratedError
from index.vector_cache import VectorCache

faiss: Any = typed_faiss  # its stubs lack the selectors of the searches
FloatArray = npt.NDArray[np.float32]

MAX_CHARACTERS = 1000  # of a question, as of a visitor's message
MAX_ID_CHARACTERS = 255
FIELDS = ("id", "passage_id", "text")

MANY = 4000  # from here on they are searched by cells: 10,000 compared one by one cost a query 1 ms
PER_CELL = 80  # questions of a cell, on average
CELLS_PER_PROBE = 16  # one cell in so many is searched: the nearest ones


@dataclass(frozen=True, slots=True)
class CuratedQuestion:
    """A question that staff say a passage answers; `id` is theirs, and unique in a file."""

    id: str
    passage_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A curated question that takes no part, and why, in one English sentence."""

    id: str
    passage_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Published:
    """The questions of one file, in its order; `fingerprint` is the SHA-256 of its bytes."""

    questions: tuple[CuratedQuestion, ...]
    fingerprint: str


def read_published(path: Path) -> Published:
    """Read and check the file whole; CuratedError names the first line that is not of the form expected."""
    try:
        content = path.read_bytes()
        lines = content.decode("utf-8").split("\n")
    except OSError as error:
        raise CuratedError(f"{path} cannot be read ({error.strerror}); publish it again") from error
    except UnicodeDecodeError as error:
        raise CuratedError(f"{path} is no text in UTF-8 ({error.reason} at byte {error.start})") from error
    places = ((f"{path.name}:{number}", line) for number, line in enumerate(lines, start=1))
    questions = read_questions((place, _parsed(line, place)) for place, line in places if line.strip())
    return Published(questions, hashlib.sha256(content).hexdigest())


def read_questions(rows: Iterable[tuple[str, Any]]) -> tuple[CuratedQuestion, ...]:
    """Check (place, JSON value) pairs; CuratedError names the place of the first that is no question."""
    questions: dict[str, CuratedQuestion] = {}
    for place, value in rows:
        question = _question(value, place)
        if question.id in questions:
            raise CuratedError(f"{place} has the id {question.id!r} a second time; ids are unique")
        questions[question.id] = question
    return tuple(questions.values())


def is_wordless(text: str) -> bool:
    """Whether a text has no letter and no digit to be matched by."""
    return not search_key(text)


def _parsed(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CuratedError(f"{place} is not JSON: {error}") from error


def _question(value: Any, place: str) -> CuratedQuestion:
    if not isinstance(value, dict):
        raise CuratedError(f"{place} is no JSON object with {', '.join(FIELDS)}")
    for name in FIELDS:
        most = MAX_CHARACTERS if name == "text" else MAX_ID_CHARACTERS
        found = value.get(name)
        if not isinstance(found, str) or not found.strip():
            raise CuratedError(f"{place} has no text {name!r}")
        if len(found) > most:
            raise CuratedError(f"{place} has a {name!r} of {len(found)} characters, at most {most} are taken")
        if not found.isascii() and any("\ud800" <= letter <= "\udfff" for letter in found):
            raise CuratedError(f"{place} has half a character (a lone surrogate) in {name!r}")
    return CuratedQuestion(value["id"], value["passage_id"], value["text"])


class NearestQuestions:
    """The curated questions nearest a query: all are compared where they are few, else cells of them.

    Inner products over unit vectors; threads may share it.
    """

    def __init__(self, vectors: FloatArray) -> None:
        count, dimensions = vectors.shape
        self._index: Any = faiss.IndexFlatIP(dimensions)
        self._has_cells = count >= MANY
        if self._has_cells:
            cells = count // PER_CELL
            self._index = faiss.IndexIVFFlat(self._index, dimensions, cells, faiss.METRIC_INNER_PRODUCT)
            self._index.nprobe = max(cells // CELLS_PER_PROBE, 1)
            self._index.train(vectors)
        self._index.add(vectors)

    def only(self, rows: Sequence[int]) -> Any:
        """Return what restricts a search to these rows."""
        marks = np.zeros(self._index.ntotal, dtype=bool)
        marks[list(rows)] = True
        return faiss.IDSelectorBitmap(np.packbits(marks, bitorder="little"))

    def nearest(self, query: FloatArray, k: int, only: Any = None) -> list[tuple[int, float]]:
        """Return (row, cosine) of up to k questions, nearest first."""
        parameters = None
        if only is not None and self._has_cells:
            parameters = faiss.SearchParametersIVF(sel=only, nprobe=self._index.nprobe)
        elif only is not None:
            parameters = faiss.SearchParameters(sel=only)
        cosines, rows = self._index.search(query[None, :], k, params=parameters)
        pairs = zip(rows[0].tolist(), cosines[0].tolist(), strict=True)
        return [(row, cosine) for row, cosine in pairs if row >= 0]


@dataclass(frozen=True)
class CuratedSet:
    """Curated questions embedded by one encoder, in their order; nothing in it changes.

    `vectors` is float32 of shape (questions, dimensions). `fingerprint` is that of the published file.
    """

    questions: tuple[CuratedQuestion, ...]
    keys: tuple[str, ...]
    vectors: FloatArray
    wordings: Wordings
    claims: tuple[Claims, ...]
    fingerprint: str
    encoder: tuple[str, int]

    @cached_property
    def nearest(self) -> NearestQuestions:
        """The search over their vectors; built once, for every index that they are joined to."""
        return NearestQuestions(self.vectors)

    @classmethod
    def of(
        cls, questions: Sequence[CuratedQuestion], fingerprint: str, encoder: QueryEncoder, cache: VectorCache
    ) -> CuratedSet:
        """Embed the questions, those alone that the cache lacks, and count their words."""
        read = [search_form(question.text) for question in questions]
        made = cls(
            questions=tuple(questions),
            keys=tuple(search_key(text) for text in read),
            vectors=cache.vectors(encoder, [question.text for question in questions]),
            wordings=Wordings.of(read),
            claims=tuple(Claims.of(text) for text in read),
            fingerprint=fingerprint,
            encoder=(encoder.name, encoder.dimensions),
        )
        assert made.nearest  # now, not while a question waits
        return made

    def plus(self, other: CuratedSet) -> CuratedSet:
        """Return these questions and the other's after them; one of the same id gives way to the other's."""
        replaced = {question.id for question in other.questions}
        kept = [row for row, question in enumerate(self.questions) if question.id not in replaced]
        mine = self if len(kept) == len(self.questions) else self._at(kept)
        return CuratedSet(
            questions=mine.questions + other.questions,
            keys=mine.keys + other.keys,
            vectors=np.concatenate([mine.vectors, other.vectors]),
            wordings=mine.wordings.plus(other.wordings),
            claims=mine.claims + other.claims,
            fingerprint=self.fingerprint,
            encoder=self.encoder,
        )

    def _at(self, rows: Sequence[int]) -> CuratedSet:
        places = list(rows)
        return CuratedSet(
            questions=tuple(self.questions[row] for row in places),
            keys=tuple(self.keys[row] for row in places),
            vectors=self.vectors[places],
            wordings=self.wordings.at(places),
            claims=tuple(self.claims[row] for row in places),
            fingerprint=self.fingerprint,
            encoder=self.encoder,
        )

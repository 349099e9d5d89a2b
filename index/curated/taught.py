"""The curated questions ready to be matched: their vectors, their words, and what they claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from arabic import reading_form, search_key
from encoder import QueryEncoder
from index.curated.contradiction import Claims
from index.curated.nearest import NearestQuestions
from index.curated.published import CuratedQuestion
from index.curated.wording import Wordings
from index.vector_cache import VectorCache

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Taught:
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
        """Where they lie; built once, for every index that they are joined to."""
        return NearestQuestions(self.vectors)

    @classmethod
    def of(
        cls, questions: Sequence[CuratedQuestion], fingerprint: str, encoder: QueryEncoder, cache: VectorCache
    ) -> Taught:
        """Embed the questions, those alone that the cache lacks, and count their words."""
        read = [reading_form(question.text) for question in questions]
        taught = cls(
            questions=tuple(questions),
            keys=tuple(search_key(text) for text in read),
            vectors=cache.vectors(encoder, [question.text for question in questions]),
            wordings=Wordings.of(read),
            claims=tuple(Claims.of(text) for text in read),
            fingerprint=fingerprint,
            encoder=(encoder.name, encoder.dimensions),
        )
        assert taught.nearest  # now, not while a question waits
        return taught

    def plus(self, other: Taught) -> Taught:
        """Return these questions and the other's after them; one of the same id gives way to the other's."""
        replaced = {question.id for question in other.questions}
        kept = [row for row, question in enumerate(self.questions) if question.id not in replaced]
        mine = self if len(kept) == len(self.questions) else self._at(kept)
        return Taught(
            questions=mine.questions + other.questions,
            keys=mine.keys + other.keys,
            vectors=np.concatenate([mine.vectors, other.vectors]),
            wordings=mine.wordings.plus(other.wordings),
            claims=mine.claims + other.claims,
            fingerprint=self.fingerprint,
            encoder=self.encoder,
        )

    def _at(self, rows: Sequence[int]) -> Taught:
        places = list(rows)
        return Taught(
            questions=tuple(self.questions[row] for row in places),
            keys=tuple(self.keys[row] for row in places),
            vectors=self.vectors[places],
            wordings=self.wordings.at(places),
            claims=tuple(self.claims[row] for row in places),
            fingerprint=self.fingerprint,
            encoder=self.encoder,
        )

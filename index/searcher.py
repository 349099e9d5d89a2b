"""The search itself: candidates from vectors and words, fused, looked at again token by token."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from arabic import has_arabic
from encoder import Embedding
from index import fusion
from index.passage import Passage
from index.questions import QuestionModel, Reading
from index.tokens import TokenIndex
from index.vectors import VectorIndex
from index.words import WordIndex

FloatArray = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

POOL = 2048  # candidates taken from either side; a corpus up to that size is scored whole
RERANKED = 50
LIKELY = 0.01  # probability from which the examples alone make a passage a candidate
DENSE, WORDS, TOKENS, QUESTIONS = "dense", "words", "tokens", "questions"
TEXT_VOICES = frozenset({DENSE, WORDS, TOKENS})


@dataclass(frozen=True)
class Ranking:
    """Passages' rows, best first, their fused scores and the parts; `reading` is None without questions."""

    rows: Rows
    scores: FloatArray
    parts: dict[str, FloatArray]
    reading: Reading | None

    def part(self, name: str, rank: int) -> float | None:
        """Return one part of the hit at that place (from 0), None where it was not asked."""
        return float(self.parts[name][rank]) if name in self.parts else None


@dataclass(frozen=True)
class Searcher:
    """The parts of an index that rank; rows are the passages' places in `passages`."""

    passages: Sequence[Passage]
    vectors: VectorIndex
    words: WordIndex
    tokens: TokenIndex
    questions: QuestionModel | None

    def read(self, query: str, embedding: Embedding) -> Reading | None:
        """Say which passage's example questions the query is like; None where there are no examples."""
        if self.questions is None:
            return None
        return Reading.of(self.questions.probabilities(query, embedding.vector))

    def rank(
        self,
        query: str,
        embedding: Embedding,
        reading: Reading | None = None,
        voices: Collection[str] = TEXT_VOICES,
    ) -> Ranking:
        """Rank passages for a query, by the voices named and a reading of it.

        Up to RERANKED of them, those that the text speaks for, beside those that the reading does.
        """
        words = self._word_scores(query) if WORDS in voices else None
        rows = self._candidates(embedding, words, reading, dense=DENSE in voices)
        dense = self.vectors.cosines(embedding.vector, rows)
        if DENSE in voices:
            scores = fusion.fuse_text(dense, None if words is None else words[rows])
        else:
            scores = np.zeros_like(dense) if words is None else words[rows].astype(np.float32)
        order = np.argsort(-scores, kind="stable")[:RERANKED]
        if reading is not None:
            order = np.union1d(order, np.flatnonzero(np.isin(rows, self._likely(reading))))
        rows, scores, dense = rows[order], scores[order], dense[order]
        parts = {DENSE: dense} if words is None else {DENSE: dense, WORDS: words[rows]}
        if TOKENS in voices:
            parts[TOKENS] = self.tokens.scores(embedding.tokens, rows)
            scores = scores + fusion.TOKENS_WEIGHT * fusion.z_scores(parts[TOKENS])
            scores = scores - fusion.OVERVIEW_DISCOUNT * self._unread_overviews(rows)
        if reading is not None:
            parts[QUESTIONS] = self._question_scores(reading, rows)
            scores = scores + fusion.QUESTIONS_WEIGHT * fusion.log_probabilities(parts[QUESTIONS])
        best = np.argsort(-scores, kind="stable")
        return Ranking(rows[best], scores[best], {name: part[best] for name, part in parts.items()}, reading)

    def _word_scores(self, query: str) -> FloatArray | None:
        """Return BM25 of every passage; None for a query that shares no letters with the sources."""
        return self.words.scores(query) if has_arabic(query) else None

    def _candidates(
        self, embedding: Embedding, words: FloatArray | None, reading: Reading | None, dense: bool
    ) -> Rows:
        """Return the rows worth scoring in order: everything, in a corpus that is small enough."""
        if len(self.passages) <= POOL:
            return np.arange(len(self.passages), dtype=np.int64)
        found = [self.vectors.nearest(embedding.vector, POOL)[0]] if dense or words is None else []
        if words is not None:
            found.append(np.argpartition(-words, POOL)[:POOL])
        if reading is not None:
            found.append(self._likely(reading))
        return np.unique(np.concatenate(found))

    def _likely(self, reading: Reading) -> Rows:
        """Return the rows that the reading speaks for, at most 1 / LIKELY of them."""
        shares = [reading.passages.get(self.passages[row].id, 0.0) for row in self._exemplified]
        return self._exemplified[np.array(shares) >= LIKELY]

    def _unread_overviews(self, rows: Rows) -> FloatArray:
        """Mark the overviews that no example question speaks for."""
        known = set(self._exemplified.tolist())
        marks = [self.passages[row].kind == "overview" and row not in known for row in rows.tolist()]
        return np.array(marks, dtype=np.float32)

    @cached_property
    def _exemplified(self) -> Rows:
        """The rows of the passages that have example questions."""
        labels = frozenset(self.questions.labels) if self.questions is not None else frozenset()
        rows = [row for row, passage in enumerate(self.passages) if passage.id in labels]
        return np.array(rows, dtype=np.int64)

    def _question_scores(self, reading: Reading, rows: Rows) -> FloatArray:
        """Return each row's probability; a passage without examples has that of the question fitting none."""
        unknown = reading.near + reading.far
        shares = [reading.passages.get(self.passages[row].id, unknown) for row in rows]
        return np.array(shares, dtype=np.float32)

"""The search: candidates from vectors and words, their scores fused, the best ones scored again by tokens.

Scores are z-scores per query, weighted. Weights were chosen on ARCD's training half (text) and on held-out
calibration questions (questions).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from arabic import has_arabic
from documents.passage import Passage
from encoder import Embedding
from index.question_model import QuestionModel, QuestionScores
from index.scorers import TokenIndex, VectorIndex, WordIndex
from index.subject_model import SubjectModel
from reader import Reading

FloatArray = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

POOL = 2048  # candidates taken from either side; a corpus up to that size is scored whole
RERANKED = 50
LIKELY = 0.01  # probability from which the examples alone make a passage a candidate
DENSE, WORDS, TOKENS, QUESTIONS = "dense", "words", "tokens", "questions"
TEXT_SCORERS = frozenset({DENSE, WORDS, TOKENS})

DENSE_WEIGHT = 0.45
WORDS_WEIGHT = 0.55
TOKENS_WEIGHT = 0.5
QUESTIONS_WEIGHT = 2.5  # of the natural logarithm of a probability
LEAST_PROBABILITY = 1e-6
LEAST_STRANGE = 0.2  # of a passage that the example questions know nothing of
OVERVIEW_DISCOUNT = 0.5  # an overview shares the words of all its points


@dataclass(frozen=True)
class Ranking:
    """Passages' rows, best first, fused scores and their parts; `question_scores` is None without examples.

    `readings` are what the reader made of some rows (index.reading); empty where nothing was read.
    """

    rows: Rows
    scores: FloatArray
    parts: dict[str, FloatArray]
    question_scores: QuestionScores | None
    readings: Mapping[int, Reading] = field(default_factory=dict)

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
    subject: SubjectModel | None = None

    def score_questions(self, query: str, embedding: Embedding) -> QuestionScores | None:
        """Say which passage's example questions the query is like; None where there are no examples."""
        if self.questions is None:
            return None
        other_subject = 0.0 if self.subject is None else self.subject.log_odds(embedding)
        probabilities = self.questions.probabilities(query, embedding.vector)
        return QuestionScores.of(probabilities, other_subject, self.exampled)

    def rank(
        self,
        query: str,
        embedding: Embedding,
        question_scores: QuestionScores | None = None,
        scorers: Collection[str] = TEXT_SCORERS,
    ) -> Ranking:
        """Rank passages for a query, by the scorers named and what the example questions say of it.

        Up to RERANKED of them, those that the text speaks for, beside those that the example questions do.
        """
        words = self._word_scores(query) if WORDS in scorers else None
        rows = self._candidates(embedding, words, question_scores, dense=DENSE in scorers)
        dense = self.vectors.cosines(embedding.vector, rows)
        if DENSE in scorers:
            scores = fuse_text(dense, None if words is None else words[rows])
        else:
            scores = np.zeros_like(dense) if words is None else words[rows].astype(np.float32)
        order = np.argsort(-scores, kind="stable")[:RERANKED]
        if question_scores is not None:
            order = np.union1d(order, np.flatnonzero(np.isin(rows, self._likely(question_scores))))
        rows, scores, dense = rows[order], scores[order], dense[order]
        parts = {DENSE: dense} if words is None else {DENSE: dense, WORDS: words[rows]}
        if TOKENS in scorers:
            parts[TOKENS] = self.tokens.scores(embedding.tokens, rows)
            scores = scores + TOKENS_WEIGHT * z_scores(parts[TOKENS])
            scores = scores - OVERVIEW_DISCOUNT * self._unread_overviews(rows)
        if question_scores is not None:
            parts[QUESTIONS] = self._question_part(question_scores, rows)
            scores = scores + QUESTIONS_WEIGHT * log_probabilities(parts[QUESTIONS])
        best = np.argsort(-scores, kind="stable")
        parts = {name: part[best] for name, part in parts.items()}
        return Ranking(rows[best], scores[best], parts, question_scores)

    def _word_scores(self, query: str) -> FloatArray | None:
        """Return BM25 of every passage; None for a query that shares no letters with the sources."""
        return self.words.scores(query) if has_arabic(query) else None

    def _candidates(
        self,
        embedding: Embedding,
        words: FloatArray | None,
        question_scores: QuestionScores | None,
        dense: bool,
    ) -> Rows:
        """Return the rows worth scoring in order: everything, in a corpus that is small enough."""
        if len(self.passages) <= POOL:
            return np.arange(len(self.passages), dtype=np.int64)
        found = [self.vectors.nearest(embedding.vector, POOL)[0]] if dense or words is None else []
        if words is not None:
            found.append(np.argpartition(-words, POOL)[:POOL])
        if question_scores is not None:
            found.append(self._likely(question_scores))
        return np.unique(np.concatenate(found))

    def _likely(self, question_scores: QuestionScores) -> Rows:
        """Return the rows that the example questions speak for, at most 1 / LIKELY of them."""
        shares = [question_scores.passages.get(self.passages[row].id, 0.0) for row in self._exemplified]
        return self._exemplified[np.array(shares) >= LIKELY]

    def _unread_overviews(self, rows: Rows) -> FloatArray:
        """Mark the overviews of points that no example question speaks for."""
        known = set(self._exemplified.tolist())
        marks = [
            self.passages[row].kind == "overview"
            and self.passages[row].section_id in self._sections_of_points
            and row not in known
            for row in rows.tolist()
        ]
        return np.array(marks, dtype=np.float32)

    @cached_property
    def exampled(self) -> frozenset[str]:
        """The ids of the passages that have example questions."""
        return frozenset(self.passages[row].id for row in self._exemplified.tolist())

    @cached_property
    def exampled_documents(self) -> frozenset[str]:
        """The ids of their documents, about whose subject alone the models of the questions know."""
        return frozenset(self.passages[row].document for row in self._exemplified.tolist())

    @cached_property
    def _sections_of_points(self) -> frozenset[str]:
        return frozenset(passage.section_id for passage in self.passages if passage.kind == "point")

    @cached_property
    def _exemplified(self) -> Rows:
        """The rows of the passages that have example questions."""
        if self.questions is None:
            return np.zeros(0, dtype=np.int64)
        rows = [row for row, passage in enumerate(self.passages) if self.questions.speaks_for(passage)]
        return np.array(rows, dtype=np.int64)

    def _question_part(self, question_scores: QuestionScores, rows: Rows) -> FloatArray:
        """Return each row's probability; a passage without examples has that of the question fitting none.

        In a document without any it is LEAST_STRANGE at least: the examples were written without knowing it.
        """
        unknown = question_scores.unanswered
        strange = max(unknown, LEAST_STRANGE)
        passages = [self.passages[row] for row in rows.tolist()]
        known = self.exampled_documents
        shares = [
            question_scores.passages.get(one.id, unknown if one.document in known else strange)
            for one in passages
        ]
        return np.array(shares, dtype=np.float32)


def fuse_text(dense: FloatArray, words: FloatArray | None) -> FloatArray:
    """Return the first fusion; the dense side alone where there are no words."""
    if words is None:
        return z_scores(dense)
    return DENSE_WEIGHT * z_scores(dense) + WORDS_WEIGHT * z_scores(words)


def z_scores(scores: FloatArray) -> FloatArray:
    """Return scores less their mean over their deviation; zeros where all are equal."""
    deviation = float(scores.std())
    if deviation < 1e-9:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / deviation, dtype=np.float32)


def log_probabilities(probabilities: FloatArray) -> FloatArray:
    """Return natural logarithms, bounded below."""
    return np.asarray(np.log(np.maximum(probabilities, LEAST_PROBABILITY)), dtype=np.float32)

"""An open index, through which everything else searches."""

import os
from collections.abc import Collection
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from time import perf_counter

import numpy as np

from arabic import reading_form
from arabic.maghrebi import in_standard_words
from documents.passage import Document, Passage
from encoder import Embedding, QueryEncoder
from encoder.sentence import open_query_encoder
from index.calibration_set import CalibrationSet
from index.confidence import NEVER, WRONG_ANSWERS
from index.curated import CuratedMatch, CuratedMatcher, CuratedSet
from index.curated.override import CURATED, SearchAlone, override
from index.document_names import Names
from index.errors import EncoderMismatchError
from index.hit import Hit, SearchResult
from index.reading import READ, READER, HitReader, answering_spans, read_wrong_answers, reader_to_search_with
from index.searcher import DENSE, RERANKED, TEXT_SCORERS, Ranking, Searcher
from index.store import REBUILD, Manifest, Store
from reader import Reader

DEFAULT_ENCODER = "models/encoder"
DEFAULT_WRONG_ANSWERS = "balanced"
CLEARLY_UNANSWERED = 0.01  # confidence, before reading, below which nothing is read
QUESTIONS = "questions"
SEARCH_SCORERS = TEXT_SCORERS | {QUESTIONS, READER}
ALL_SCORERS = SEARCH_SCORERS | {CURATED}
FINGERPRINT_CHARACTERS = 6  # of the curated questions, in a version


class Index:
    """Passages, ready to be searched. Safe to share by threads; nothing in it changes."""

    def __init__(
        self,
        store: Store,
        encoder: QueryEncoder,
        curated: CuratedSet | None = None,
        reader: Reader | None = None,
        wrong_answers: int = WRONG_ANSWERS[DEFAULT_WRONG_ANSWERS],
    ) -> None:
        """Join an opened store, an encoder, and the curated questions and the reader, if there are any.

        wrong_answers: how many are bearable, of a hundred questions that the sources do not answer.
        EncoderMismatchError when another encoder built the store or embedded the questions.
        """
        manifest = store.manifest
        if (encoder.name, encoder.dimensions) != (manifest.encoder, manifest.dimensions):
            raise EncoderMismatchError(
                f"the index was built by {manifest.encoder!r} ({manifest.dimensions} dimensions), "
                f"the encoder is {encoder.name!r} ({encoder.dimensions}); {REBUILD}"
            )
        if curated is not None and curated.encoder != (encoder.name, encoder.dimensions):
            raise EncoderMismatchError(
                f"the curated questions are of {curated.encoder[0]!r}, the encoder is {encoder.name!r}"
            )
        self.manifest: Manifest = manifest
        self.encoder = encoder
        self._searcher: Searcher = store.searcher
        self._by_id = {passage.id: passage for passage in store.searcher.passages}
        self._documents = {document.id: document for document in manifest.documents}
        self._rows = {passage.id: row for row, passage in enumerate(store.searcher.passages)}
        self._points: dict[str, list[Passage]] = {}
        for passage in store.searcher.passages:
            if passage.kind == "point":
                self._points.setdefault(passage.section_id, []).append(passage)
        self._store = store
        self._wrong_answers = wrong_answers
        self._reader = reader
        states = store.states
        self._hit_reader = None if reader is None or states is None else HitReader(reader, states)
        self.curated = None if curated is None else CuratedMatcher(curated, self._by_id)
        self._searched_alone: dict[str, SearchAlone] = {}

    @classmethod
    def open(cls, directory: Path, encoder: QueryEncoder | None = None) -> "Index":
        """Open a built index; DaleelIndexError or EncoderError when it or DALEEL_ENCODER cannot be opened."""
        wrong_answers = read_wrong_answers(os.environ.get("DALEEL_WRONG_ANSWERS") or DEFAULT_WRONG_ANSWERS)
        store = Store.open(directory)
        encoder = encoder or open_query_encoder(os.environ.get("DALEEL_ENCODER") or DEFAULT_ENCODER)
        index = cls(store, encoder, wrong_answers=wrong_answers)  # before the reader: the encoder must fit
        reader = reader_to_search_with(os.environ.get("DALEEL_READER"), encoder, store.manifest.reader)
        return index if reader is None else cls(store, encoder, None, reader, wrong_answers)

    def reopened(self, directory: Path) -> "Index":
        """Open a newer build of the directory; the encoder, the heaviest part, is kept where it fits."""
        store = Store.open(directory)
        manifest = store.manifest
        if (self.encoder.name, self.encoder.dimensions) != (manifest.encoder, manifest.dimensions):
            return Index.open(directory)
        if manifest.reader != self.manifest.reader:
            return Index.open(directory, self.encoder)
        return self.over(store)

    def over(self, store: Store, curated: CuratedSet | None = None) -> "Index":
        """Return an index of another store, with this one's encoder, reader and setting."""
        return Index(store, self.encoder, curated, self._reader, self._wrong_answers)

    def with_curated(self, curated: CuratedSet | None) -> "Index":
        """Return this index with other curated questions; all else is shared."""
        return self.over(self._store, curated)

    @property
    def version(self) -> str:
        """The name of this content: sources, calibration, encoder, and the curated questions taking part."""
        if self.curated is None or not self.curated.count:
            return self.manifest.version
        return f"{self.manifest.version}+{self.curated.fingerprint[:FINGERPRINT_CHARACTERS]}"

    @property
    def calibration_set(self) -> CalibrationSet | None:
        """The calibration questions that it was built with; None where it was built without."""
        return self._store.calibration_set

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, in the order of the documents."""
        return tuple(self._searcher.passages)

    @property
    def warning(self) -> str:
        """Why hits are not read, one line for an operator; "" where they are."""
        if self._hit_reader is not None:
            return ""
        if not self.manifest.reader:
            return f"hits are not read: the index was built without a reader, by {self.manifest.encoder}"
        return f"hits are not read: the reader {self.manifest.reader} is not at hand; the log says why"

    def passage(self, passage_id: str) -> Passage:
        """Return one passage; KeyError when there is none of that id."""
        return self._by_id[passage_id]

    def document(self, document_id: str) -> Document:
        """Return one document; KeyError when there is none of that id."""
        return self._documents[document_id]

    def points(self, section_id: str) -> tuple[Passage, ...]:
        """Return the points of a section, in order; `section_id` is its overview's id."""
        return tuple(self._points.get(section_id, ()))

    def is_curated(self, query: str) -> bool:
        """Whether a curated question is this text, to a reader."""
        return self.curated is not None and self.curated.same_text(reading_form(query)) is not None

    def search(self, query: str, k: int = 5, scorers: Collection[str] = ALL_SCORERS) -> SearchResult:
        """Return up to k hits, best first, with the confidence that the first one answers.

        Arabic in Latin letters is searched in Arabic ones; the result's `query` is what was searched. What is
        not answered in words of the Maghreb is searched again in those of written Arabic.
        """
        started = perf_counter()
        query = reading_form(query)
        if not self._searcher.passages:
            return SearchResult(query, (), 0.0, 0.0, 0.0, threshold=NEVER)
        embedding = self.encoder.embed_query(query)
        result, ranking = self._found(query, embedding, k, scorers)
        standard = query if result.answers else in_standard_words(query)
        if standard != query:
            again, _ = self._found(standard, self.encoder.embed_query(standard), k, scorers)
            result = replace(again, query=query) if again.confidence > result.confidence else result
        if self.curated is not None and CURATED in scorers and result.hits:
            match = self.curated.match(query, embedding.vector)
            if match is not None:
                result = self._overridden(result, match, ranking, embedding)
        return replace(result, milliseconds=(perf_counter() - started) * 1000)

    def _found(
        self, query: str, embedding: Embedding, k: int, scorers: Collection[str]
    ) -> tuple[SearchResult, Ranking]:
        """Search, read and judge what was embedded; curated questions take no part yet."""
        asked = self._searcher.score_questions(query, embedding) if QUESTIONS in scorers else None
        ranking = self._searcher.rank(query, embedding, asked, scorers)
        confidence, threshold, nearness = self._judged(query, ranking)
        may_answer = confidence >= min(threshold, CLEARLY_UNANSWERED) or self._has_stranger(ranking)
        if READER in scorers and self._hit_reader is not None and may_answer:
            ranking = self._hit_reader.read(ranking, embedding)
            confidence, threshold, _ = self._judged(query, ranking)
        result = SearchResult(
            query=query,
            hits=tuple(self._hit(ranking, place) for place in range(min(max(k, 0), len(ranking.rows)))),
            confidence=confidence,
            threshold=threshold,
            nearness=nearness,
            answering=self._answering(ranking),
            other_subject=self._other_subject(query, ranking),
            milliseconds=0.0,
        )
        return result, ranking

    def _judged(self, query: str, ranking: Ranking) -> tuple[float, float, float]:
        """Return the confidence that the first hit answers, the one that is needed, and the nearness."""
        manifest = self.manifest
        if manifest.confidence is None or not len(ranking.rows):
            return 0.0, NEVER, 0.0
        first = ranking.rows[0]
        judge = manifest.confidence
        if manifest.read_confidence is not None and first in ranking.readings:
            judge = manifest.read_confidence
        asked = ranking.question_scores
        passage = self._searcher.passages[first]
        is_known = asked is not None and passage.id in asked.passages
        confidence, threshold = judge.that_first_answers(query, ranking, is_known, self._wrong_answers)
        is_of_known = passage.document in self._searcher.exampled_documents
        return confidence, threshold, judge.that_near(query, ranking, is_of_known)

    def _has_stranger(self, ranking: Ranking) -> bool:
        """Whether a document without example questions is among the hits that would be read."""
        known = self._searcher.exampled_documents
        rows = ranking.rows[:READ].tolist() if known else []
        return any(self._searcher.passages[row].document not in known for row in rows)

    def _other_subject(self, query: str, ranking: Ranking) -> float:
        """Return how far the question is about another subject than the first hit's document.

        The subject model knows the documents with example questions alone: of another it says nothing, and
        neither where the question names what another one is about.
        """
        asked = ranking.question_scores
        if asked is None or not len(ranking.rows):
            return 0.0
        document = self._searcher.passages[ranking.rows[0]].document
        if document not in self._searcher.exampled_documents or self._other_names.are_in(query):
            return min(asked.other_subject, 0.0)
        return asked.other_subject

    @cached_property
    def _other_names(self) -> Names:
        """The words that name what the documents without example questions are about."""
        known = self._searcher.exampled_documents
        return Names.of(self.manifest, self._searcher.passages, known)

    def _answering(self, ranking: Ranking) -> tuple[tuple[int, int], ...]:
        """Return the spans of the sentences of the first hit that answer; none where it was not read."""
        reading = ranking.readings.get(int(ranking.rows[0])) if len(ranking.rows) else None
        if reading is None:
            return ()
        first: Passage = self._searcher.passages[ranking.rows[0]]
        return answering_spans(first.text, reading)

    def _hit(self, ranking: Ranking, place: int) -> Hit:
        parts = {name: float(part[place]) for name, part in ranking.parts.items()}
        reading = ranking.readings.get(int(ranking.rows[place]))
        return Hit(
            passage=self._searcher.passages[ranking.rows[place]],
            score=float(ranking.scores[place]),
            rank=place + 1,
            parts=parts if reading is None else {**parts, READER: reading.probability},
        )

    def _overridden(
        self, result: SearchResult, match: CuratedMatch, ranking: Ranking, embedding: Embedding
    ) -> SearchResult:
        """Return the result as the curated match makes it (see index.curated.override)."""
        assert self.curated is not None

        def hit_of(passage_id: str) -> Hit:
            row = self._rows[passage_id]
            found = np.flatnonzero(ranking.rows == row)
            if len(found):
                return self._hit(ranking, int(found[0]))
            dense = self._searcher.vectors.cosines(embedding.vector, np.array([row]))
            return Hit(self._by_id[passage_id], float(ranking.scores[-1]), 0, {DENSE: float(dense[0])})

        rule = self.curated.rule
        return override(result, match, rule, hit_of, self._search_alone)

    def _search_alone(self, match: CuratedMatch) -> SearchAlone:
        """Return what the search alone finds for a curated question; searched once for each."""
        question = match.question
        if question.id not in self._searched_alone:
            hits = self.search(question.text, RERANKED, SEARCH_SCORERS).hits
            mine = next((hit for hit in hits if hit.passage.id == question.passage_id), hits[-1])
            self._searched_alone[question.id] = SearchAlone(hits[0].passage.id, hits[0].score - mine.score)
        return self._searched_alone[question.id]

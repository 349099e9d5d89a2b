"""An open index: the one door through which everything else searches."""

import os
from collections.abc import Collection
from pathlib import Path
from time import perf_counter

from arabic import reading_form
from encoder import QueryEncoder
from encoder.sentence import open_query_encoder
from index.errors import EncoderMismatchError
from index.manifest import REBUILD, Manifest
from index.passage import Document, Passage
from index.result import Hit, SearchResult
from index.searcher import TEXT_VOICES, Searcher
from index.store import Store

DEFAULT_ENCODER = "models/encoder"
QUESTIONS = "questions"
ALL_VOICES = TEXT_VOICES | {QUESTIONS}


class Index:
    """Passages, ready to be searched. Safe to share by threads; nothing in it changes."""

    def __init__(self, store: Store, encoder: QueryEncoder) -> None:
        """Join an opened store and an encoder; EncoderMismatchError when another encoder built the store."""
        manifest = store.manifest
        if (encoder.name, encoder.dimensions) != (manifest.encoder, manifest.dimensions):
            raise EncoderMismatchError(
                f"the index was built by {manifest.encoder!r} ({manifest.dimensions} dimensions), "
                f"the encoder is {encoder.name!r} ({encoder.dimensions}); {REBUILD}"
            )
        self.manifest: Manifest = manifest
        self.encoder = encoder
        self._searcher: Searcher = store.searcher
        self._by_id = {passage.id: passage for passage in store.searcher.passages}
        self._documents = {document.id: document for document in manifest.documents}

    @classmethod
    def open(cls, directory: Path, encoder: QueryEncoder | None = None) -> "Index":
        """Open a built index; DaleelIndexError or EncoderError when it or DALEEL_ENCODER cannot be opened."""
        store = Store.open(directory)
        return cls(store, encoder or open_query_encoder(os.environ.get("DALEEL_ENCODER") or DEFAULT_ENCODER))

    def reopened(self, directory: Path) -> "Index":
        """Open a newer build of the directory; the encoder, the heaviest part, is kept where it fits."""
        store = Store.open(directory)
        manifest = store.manifest
        if (self.encoder.name, self.encoder.dimensions) == (manifest.encoder, manifest.dimensions):
            return Index(store, self.encoder)
        return Index.open(directory)

    @property
    def version(self) -> str:
        """The name of this content: sources, calibration and encoder."""
        return self.manifest.version

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage, in the order of the documents."""
        return tuple(self._searcher.passages)

    @property
    def answer_threshold(self) -> float:
        """The confidence from which the first hit is given as the answer; above 1 without calibration."""
        return 2.0 if self.manifest.confidence is None else self.manifest.confidence.threshold

    def passage(self, passage_id: str) -> Passage:
        """Return one passage; KeyError when there is none of that id."""
        return self._by_id[passage_id]

    def document(self, document_id: str) -> Document:
        """Return one document; KeyError when there is none of that id."""
        return self._documents[document_id]

    def points(self, section_id: str) -> tuple[Passage, ...]:
        """Return the points of a section, in order; `section_id` is its overview's id."""
        return tuple(p for p in self._by_id.values() if p.kind == "point" and p.section_id == section_id)

    def search(self, query: str, k: int = 5, voices: Collection[str] = ALL_VOICES) -> SearchResult:
        """Return up to k hits, best first, with the confidence that the first one answers.

        Arabic in Latin letters is searched in Arabic ones; the result's `query` is what was searched.
        """
        started = perf_counter()
        query = reading_form(query)
        searcher, confidence = self._searcher, self.manifest.confidence
        embedding = self.encoder.embed_query(query)
        reading = searcher.read(query, embedding) if QUESTIONS in voices else None
        ranking = searcher.rank(query, embedding, reading, voices)
        hits = tuple(
            Hit(
                passage=searcher.passages[row],
                score=float(ranking.scores[place]),
                rank=place + 1,
                parts={name: float(part[place]) for name, part in ranking.parts.items()},
            )
            for place, row in enumerate(ranking.rows[: max(k, 0)])
        )
        sure = near = 0.0
        if confidence is not None and hits:
            is_known = reading is not None and hits[0].passage.id in reading.passages
            sure = confidence.that_first_answers(query, ranking, is_known)
            near = confidence.that_near(query, ranking)
        return SearchResult(query, hits, sure, near, (perf_counter() - started) * 1000)

"""The first hits read together with the question, by the package `reader`.

The reader's log-odds that a passage answers take part in the order of the hits that were read and in the
confidence; the sentences that hold the answer are marked. What lies far behind the first hit is not read.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from arabic import sentences
from documents.passage import Passage
from encoder import Embedding, QueryEncoder
from index.confidence import MOST_WRONG_ANSWERS, WRONG_ANSWERS
from index.errors import DaleelIndexError
from index.searcher import Ranking
from index.transfer import TransferredConfidence
from reader import OtherEncoderError, PassageStore, Reader, ReaderError, Reading
from reader.encoding import StateEncoder, States
from reader.passages import sentence_starts

READER = "reader"  # the part of a hit's score
DEFAULT_READER = "models/reader"
NO_READER = "none"
READER_FILE, CONFIDENCE_FILE = "reader.onnx", "confidence.json"

READ = 3  # hits at most
READ_GAP = 2.5  # of fused scores: a hit that is farther behind the first is not read
READER_WEIGHT = 0.8  # of the log-odds, in the order of the hits that were read
MOST_LOG_ODDS = 6.0  # either way; beyond it a reader is no surer, only farther from what it learnt
ANSWER_SHARE = 0.75  # of the answer, that the marked sentences must hold

logger = logging.getLogger(__name__)

Spans = tuple[tuple[int, int], ...]
EncodedStates = tuple[States, npt.NDArray[np.int32]]


@dataclass(frozen=True)
class OpenReader:
    """A reader's folder: the reader, and the confidence that was fitted with it."""

    reader: Reader
    confidence: TransferredConfidence

    @property
    def name(self) -> str:
        """The reader's fingerprint."""
        return self.confidence.reader

    @classmethod
    def open(cls, folder: Path, encoder: str) -> OpenReader:
        """Open a folder made for this encoder; ReaderError or DaleelIndexError says what is wrong."""
        reader = Reader.open(folder / READER_FILE, encoder)
        confidence = TransferredConfidence.open(folder / CONFIDENCE_FILE)
        if (confidence.reader, confidence.encoder) != (fingerprint(folder / READER_FILE), encoder):
            raise DaleelIndexError(f"{folder / CONFIDENCE_FILE} belongs to another reader; run 'make setup'")
        return cls(reader, confidence)


def reader_to_build_with(folder: str | None, encoder: str, directory: Path) -> OpenReader | None:
    """Open the folder that was named, or the default one; None where there is to be no reader.

    An encoder that the default reader does not read is built without one; a named one must fit. directory is
    the encoder's; one from the hub, which is none, gives no states.
    """
    if folder == NO_READER or (not folder and not directory.is_dir()):
        return None
    try:
        return OpenReader.open(Path(folder or DEFAULT_READER), encoder)
    except OtherEncoderError:
        if folder:
            raise
        return None


def reader_to_search_with(folder: str | None, encoder: QueryEncoder, name: str) -> Reader | None:
    """Open the reader that an index was built with; None, with a warning in the log, where it is gone."""
    if not name or folder == NO_READER:
        return None
    try:
        opened = OpenReader.open(Path(folder or DEFAULT_READER), encoder.name)
        if opened.name != name:
            raise DaleelIndexError("the index was built with another reader; rebuild it with 'make index'")
        if encoder.embed_query("").middle is None:
            raise DaleelIndexError("the encoder does not give the states that it reads; run 'make model'")
    except (DaleelIndexError, ReaderError) as error:
        logger.warning("Answering without the reader: %s", error)
        return None
    return opened.reader


def read_wrong_answers(value: str) -> int:
    """Return how many wrong answers in a hundred are bearable; DaleelIndexError on another setting."""
    if value in WRONG_ANSWERS:
        return WRONG_ANSWERS[value]
    if value.isdecimal() and 1 <= int(value) <= MOST_WRONG_ANSWERS:
        return int(value)
    raise DaleelIndexError(
        f"DALEEL_WRONG_ANSWERS is {value!r}, expected {', '.join(WRONG_ANSWERS)} or 1 to {MOST_WRONG_ANSWERS}"
    )


def fingerprint(path: Path) -> str:
    """Return twelve hexadecimal digits of a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@dataclass(frozen=True)
class HitReader:
    """A reader and the states of an index's passages, by row. Safe to share by threads."""

    reader: Reader
    passages: PassageStore

    def read(self, ranking: Ranking, embedding: Embedding) -> Ranking:
        """Return the ranking with its first hits read and set in order; as it is without states to read."""
        if embedding.middle is None or not len(ranking.rows):
            return ranking
        count = int((ranking.scores[:READ] >= ranking.scores[0] - READ_GAP).sum())
        rows = ranking.rows[:count].tolist()
        readings = self.reader.read(embedding.middle, [self.passages[row] for row in rows])
        said = np.array([one.log_odds for one in readings]).clip(-MOST_LOG_ODDS, MOST_LOG_ODDS)
        scores = ranking.scores.copy()
        scores[:count] += READER_WEIGHT * (said - said.max())
        lowest = scores[:count].min()
        if count < len(scores):  # the order of what was not read stays, below what was
            scores[count:] = np.minimum(scores[count:] - max(0.0, scores[count] - lowest), lowest)
        order = np.r_[np.argsort(-scores[:count], kind="stable"), count : len(scores)]
        return replace(
            ranking,
            rows=ranking.rows[order],
            scores=scores[order],
            parts={name: part[order] for name, part in ranking.parts.items()},
            readings=dict(zip(rows, readings, strict=True)),
        )


def encode_states(
    encoder: StateEncoder, passages: Sequence[Passage], views: Sequence[str]
) -> list[EncodedStates]:
    """Return each passage's states for the reader, and the first token of each of its sentences.

    A view, what the encoder reads of a passage, ends with its text.
    """
    return [
        (one, sentence_starts(passage.text, view[: len(view) - len(passage.text)], one.offsets))
        for passage, view, one in zip(passages, views, encoder.encode(views, "passage"), strict=True)
    ]


def store_states(
    encoder: StateEncoder, passages: Sequence[Passage], views: Sequence[str], dimensions: int = 0
) -> PassageStore:
    """Encode passages for the reader and store their states; dimensions: needed where there is none."""
    return stored(encode_states(encoder, passages, views), dimensions)


def stored(encoded: Sequence[EncodedStates], dimensions: int) -> PassageStore:
    """Store what `encode_states` gave."""
    return PassageStore.build([one for one, _ in encoded], [starts for _, starts in encoded], dimensions)


def answering_spans(text: str, reading: Reading) -> Spans:
    """Return the spans in text of the sentences that hold the answer."""
    found = sentences(text)
    return tuple((found[place].start, found[place].end) for place in reading.answering(ANSWER_SHARE))

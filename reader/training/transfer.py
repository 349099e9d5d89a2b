"""The confidence that travels: fitted on corpora that the reader did not learn from, by the code that serves.

Every question of a corpus is asked twice of its passages, once with the one that answers and once without
it, and some questions of the other corpora, which are about something else. Where another passage that holds
the answer's words comes first, the asking is left out. What is measured of a corpus is
judged by what was fitted on the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tqdm import tqdm

from documents.passage import Passage
from encoder import Embedding
from encoder.onnx import OnnxEncoder
from encoder.sentence import SentenceEncoder
from index.confidence import (
    READ_FEATURES,
    TEXT_FEATURES,
    WRONG_ANSWERS,
    Confidence,
    FloatArray,
    Judge,
    Logistic,
    text_features,
)
from index.reading import HitReader, fingerprint, store_states
from index.scorers import TokenIndex, VectorIndex, WordIndex
from index.searcher import Ranking, Searcher
from index.transfer import TransferredConfidence
from reader.encoding import StateEncoder
from reader.reader import Reader
from reader.training.corpora import Asked, Corpus, holds_answer
from reader.training.validation import auroc

TokenMean = npt.NDArray[np.float32]

FOLDS = 10
FAR_QUESTIONS = 200  # of the other corpora, asked of each
PRESENT, REMOVED, FAR = "present", "removed", "far"


@dataclass(frozen=True)
class Asking:
    """One question asked once: of which corpus's passages and how, whether the first hit is the right one.

    unread and read: the features before and after reading.
    """

    corpus: str
    how: str
    right: bool
    right_read: bool
    unread: dict[str, float]
    read: dict[str, float]


def fit_confidence(
    corpora: Sequence[Corpus], encoder_folder: Path, reader_file: Path, encoder_name: str
) -> TransferredConfidence:
    """Ask all questions of all corpora, fit the judges, measure them on corpora they were not fitted on."""
    reader = Reader.open(reader_file, encoder_name)
    encoder = SentenceEncoder.open(str(encoder_folder))
    embedded = [encoder.embed_passages(corpus.texts) for corpus in corpora]
    tokens = np.concatenate([one.tokens for embeddings in embedded for one in embeddings])
    mean = tokens.mean(axis=0, dtype=np.float64).astype(np.float32)
    asked = [
        one
        for corpus, embeddings in zip(corpora, embedded, strict=True)
        for one in _ask_corpus(corpus, embeddings, mean, corpora, encoder_folder, reader)
    ]
    return TransferredConfidence(
        encoder=encoder_name,
        reader=fingerprint(reader_file),
        unread=_fit(asked, read=False),
        read=_fit(asked, read=True),
        measured={corpus.name: _measure(asked, corpus.name) for corpus in corpora},
        token_mean=tuple(map(float, mean)),
    )


def _ask_corpus(
    corpus: Corpus,
    embeddings: Sequence[Embedding],
    mean: TokenMean,
    corpora: Sequence[Corpus],
    encoder_folder: Path,
    reader: Reader,
) -> list[Asking]:
    passages = [_passage(corpus, place) for place in range(len(corpus.texts))]
    states = store_states(StateEncoder.open(encoder_folder), passages, corpus.texts)
    encoder = OnnxEncoder.open(encoder_folder)
    answered = [question for question in corpus.questions if question.is_answered]
    asked: list[Asking] = []
    for fold in range(-1, FOLDS):  # -1: all passages
        rows = [row for row in range(len(passages)) if fold < 0 or row % FOLDS != fold]
        searcher = _searcher([passages[row] for row in rows], [embeddings[row] for row in rows], mean)
        hit_reader = HitReader(reader, states.subset(rows))
        those = [one for one in answered if fold < 0 or one.passage % FOLDS == fold]
        how = PRESENT if fold < 0 else REMOVED
        if fold < 0:
            those += [replace(one, passage=-1) for one in _far_questions(corpus, corpora)]
        for question in tqdm(those, desc=f"{corpus.name} {how}", unit="question"):
            far = question.passage < 0
            asked += _ask(corpus, FAR if far else how, question, rows, searcher, hit_reader, encoder)
    return asked


def _ask(
    corpus: Corpus,
    how: str,
    question: Asked,
    rows: Sequence[int],
    searcher: Searcher,
    reader: HitReader,
    encoder: OnnxEncoder,
) -> list[Asking]:
    embedding: Embedding = encoder.embed_query(question.text)
    ranking: Ranking = searcher.rank(question.text, embedding)
    read = reader.read(ranking, embedding)
    firsts = rows[ranking.rows[0]], rows[read.rows[0]]
    if any(first != question.passage and holds_answer(corpus.texts[first], question) for first in firsts):
        return []
    return [
        Asking(
            corpus.name,
            how,
            firsts[0] == question.passage,
            firsts[1] == question.passage,
            text_features(question.text, ranking),
            text_features(question.text, read),
        )
    ]


def _fit(asked: Sequence[Asking], read: bool) -> Confidence:
    """Fit on all of these; every question weighs the same, so that a large corpus has the most to say."""
    judged = [one for one in asked if one.how != FAR]
    names = READ_FEATURES if read else TEXT_FEATURES
    rows = _rows(judged, names, read)
    text = Logistic.fit(names, rows, np.array([one.right_read if read else one.right for one in judged]))
    removed = np.array([one.how == REMOVED for one in judged])
    probabilities = np.array([text.probability(row) for row in rows])
    unanswered = [one for one in asked if one.how != PRESENT]
    near = np.array([one.how == REMOVED for one in unanswered])
    distance = Logistic.fit(TEXT_FEATURES, _rows(unanswered, TEXT_FEATURES, read=False), near)
    return Confidence(Judge.of(text, np.empty(0), probabilities[removed]), None, distance)


def _measure(asked: Sequence[Asking], name: str) -> dict[str, Any]:
    """Return what a judge fitted on the other corpora makes of this one."""
    others = [one for one in asked if one.corpus != name]
    mine = [one for one in asked if one.corpus == name]
    confidence = _fit(others or mine, read=True)
    model = confidence.text.model

    def judged(how: str) -> list[tuple[bool, float]]:
        return [(one.right_read, model.probability(model.row(one.read))) for one in mine if one.how == how]

    present, removed, far = judged(PRESENT), judged(REMOVED), judged(FAR)
    right = [probability for is_right, probability in present if is_right]
    found: dict[str, Any] = {
        "questions": len(present),
        "hit1": len(right) / len(present),
        "auroc": auroc(right, [probability for _, probability in removed]),
    }
    for setting, bearable in WRONG_ANSWERS.items():
        threshold = confidence.text.thresholds[bearable]
        found[setting] = {
            "right": sum(one >= threshold for one in right) / len(present),
            "false_answers": sum(one >= threshold for _, one in removed) / len(removed),
            "far_answers": sum(one >= threshold for _, one in far) / max(len(far), 1),
        }
    return found


def _rows(asked: Sequence[Asking], names: Sequence[str], read: bool) -> FloatArray:
    return np.array([[(one.read if read else one.unread)[name] for name in names] for one in asked])


def _far_questions(corpus: Corpus, corpora: Sequence[Corpus]) -> list[Asked]:
    found = [question for other in corpora if other.name != corpus.name for question in other.questions]
    return found[:: max(1, len(found) // FAR_QUESTIONS)]


def _searcher(passages: Sequence[Passage], embeddings: Sequence[Embedding], mean: TokenMean) -> Searcher:
    return Searcher(
        passages=tuple(passages),
        vectors=VectorIndex.build(np.stack([embedding.vector for embedding in embeddings])),
        words=WordIndex.build([passage.text for passage in passages]),
        tokens=TokenIndex.build([embedding.tokens for embedding in embeddings], mean=mean),
        questions=None,
    )


def _passage(corpus: Corpus, place: int) -> Passage:
    text = corpus.texts[place]
    return Passage(
        id=f"{corpus.name}/{place}",
        document=corpus.name,
        section="",
        heading="",
        heading_is_ours=False,
        text=text,
        order=place,
        kind="point",
        start=0,
        end=len(text),
    )

"""Building an index: sources to passages, passages to vectors and words, questions to confidence."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from importlib.metadata import version as library_version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from arabic.lexicon import load
from contract.about import about
from documents.passage import Document, Passage
from encoder import Embedding, QueryEncoder
from encoder.onnx import OnnxEncoder
from encoder.sentence import SentenceEncoder, open_query_encoder
from index.atomic_directory import atomic_directory, only_writer, swapped_directory
from index.calibration_set import (
    EXCERPT_WEIGHT,
    CalibrationQuestion,
    CalibrationSet,
    excerpts_of,
    read_calibration,
)
from index.errors import DaleelIndexError
from index.fit import fit
from index.other_subjects import misspelt, renamed_questions, swapped_questions
from index.question_form import question_form
from index.reading import HitReader, OpenReader, reader_to_build_with, store_states
from index.scorers import TokenIndex, VectorIndex, WordIndex
from index.searcher import Searcher
from index.sources import Sources, read_sources
from index.store import Manifest, Store, passage_lines
from index.subject_model import OtherSubjects, subject_tokens
from index.transfer import TransferredConfidence
from reader.encoding import StateEncoder

FloatArray = npt.NDArray[np.float32]
CLAUSE_WORDS = 7
LIBRARIES = ("sentence-transformers", "faiss-cpu", "bm25s", "onnxruntime", "scikit-learn", "numpy")


def build(
    sources: Path,
    calibration: Path,
    directory: Path,
    encoder: str,
    reader: str | None = None,
    published: Path | None = None,
) -> Manifest:
    """Build the index of every source and swap it in; the old index stays until the new one is whole.

    reader: a reader's folder, NO_READER for none; the default one, where it fits the encoder, when not given.
    published: the folder of the documents that were published; none when not given.
    """
    with only_writer(directory):
        found = read_sources(sources, published)
        questions = _questions_of(found, calibration)
        model = SentenceEncoder.open(encoder)
        opened = reader_to_build_with(reader, model.name, Path(encoder))
        if not questions and opened is None:
            raise DaleelIndexError(
                f"no calibration questions in {calibration}; without them and without a reader nothing "
                "can be answered"
            )
        with swapped_directory(directory) as folder:
            return _build_into(folder, found, model, encoder, questions, opened)


def build_from_passages(
    passages: Sequence[Passage],
    documents: Sequence[Document],
    encoder: str,
    directory: Path,
    questions: Sequence[CalibrationQuestion] = (),
    reader: OpenReader | None = None,
) -> Manifest:
    """Build an index of these passages; without questions and reader it ranks and answers nothing."""
    found = Sources(tuple(documents), tuple(passages), {}, frozenset())
    with atomic_directory(directory) as folder:
        return _build_into(folder, found, SentenceEncoder.open(encoder), encoder, questions, reader)


def _questions_of(found: Sources, calibration: Path) -> tuple[CalibrationQuestion, ...]:
    """Return the example questions; those of passages that a published document replaced are left out.

    None at all where no passage has any: what is known not to be answered is so beside what is.
    """
    held = {passage.id for passage in found.passages}
    questions = read_calibration(calibration, held, found.replaced)
    return questions if any(question.passage for question in questions) else ()


def _build_into(
    folder: Path,
    found: Sources,
    model: SentenceEncoder,
    encoder: str,
    questions: Sequence[CalibrationQuestion],
    reader: OpenReader | None,
) -> Manifest:
    passages = found.passages
    views = [passage_view(passage) for passage in passages]
    embeddings = model.embed_passages(views)
    mean = () if reader is None else reader.confidence.token_mean
    searcher = _searcher(passages, embeddings, model.dimensions, mean)
    states = None
    if reader is not None:
        states = store_states(StateEncoder.open(Path(encoder)), passages, views, model.dimensions)
    manifest, asked = _unfitted(found, model, questions, reader), None
    if questions:
        rows = _exampled_rows(passages, questions)
        exampled = [passages[row] for row in rows]
        query_encoder = open_query_encoder(encoder)
        embedded = [query_encoder.embed_query(question.text) for question in questions]
        asked = CalibrationSet.of(questions, _as_searched(query_encoder, questions, embedded))
        titles = {document.id: document.title for document in found.documents}
        named = [*(views[row] for row in rows), *{titles[passage.document] for passage in exampled}]
        excerpts = excerpts_of(exampled, {question.label for question in questions})
        quoted = [(excerpt, query_encoder.embed_query(excerpt.text)) for excerpt in excerpts]
        fitted = fit(
            _searcher(exampled, [embeddings[row] for row in rows], model.dimensions, mean),
            questions,
            embedded,
            quoted,
            _other_subjects(questions, named, [one for _, one in quoted], query_encoder),
            None if reader is None else reader.confidence,
            None if reader is None or states is None else HitReader(reader.reader, states.subset(rows)),
        )
        texts = {passage.id: passage.text for passage in exampled}
        searcher = replace(searcher, questions=replace(fitted.questions, texts=texts), subject=fitted.subject)
        manifest = replace(
            manifest, confidence=fitted.confidence, read_confidence=fitted.read, curve=fitted.curve
        )
    Store(manifest, searcher, asked, states).write(folder)
    Store.open(folder)
    return manifest


def _unfitted(
    found: Sources,
    model: SentenceEncoder,
    questions: Sequence[CalibrationQuestion],
    reader: OpenReader | None,
) -> Manifest:
    """Return what an index is before anything is fitted: judged by what came with the reader."""
    transferred = None if reader is None else reader.confidence
    version = _version(found, questions, model.name, transferred)
    return Manifest(
        version=version,
        built=now(),
        encoder=model.name,
        dimensions=model.dimensions,
        passages=len(found.passages),
        documents=found.documents,
        counts=found.counts,
        names=found.names,
        fitted=version,
        confidence=None if transferred is None else transferred.unread,
        read_confidence=None if transferred is None else transferred.read,
        reader="" if reader is None else reader.name,
        transferred=None if transferred is None else transferred.measured,
        curve=None,
        calibration_sha256=digest([[question.text, question.label] for question in questions]),
        libraries={name: library_version(name) for name in LIBRARIES},
        parts={},
    )


def _exampled_rows(passages: Sequence[Passage], questions: Sequence[CalibrationQuestion]) -> list[int]:
    """Return the rows of the documents that have example questions.

    The judges are fitted on these alone, and serve these alone: what else is published, then or later, does
    not change them.
    """
    known = {question.passage.split("/")[0] for question in questions if question.passage is not None}
    return [row for row, passage in enumerate(passages) if passage.document in known]


def _other_subjects(
    questions: Sequence[CalibrationQuestion],
    sources: Sequence[str],
    excerpts: Sequence[Embedding],
    encoder: QueryEncoder,
) -> OtherSubjects | None:
    """Make and embed questions about other subjects; None where there are none, or with another encoder."""
    swapped = swapped_questions(questions, sources)
    if not swapped or not isinstance(encoder, OnnxEncoder) or not encoder.gives_middle:
        return None
    embeddings = [encoder.embed_query(one.text) for one in swapped]
    renamed: dict[int, list[Embedding]] = {}
    for place, text in renamed_questions(questions):
        renamed.setdefault(place, []).append(encoder.embed_query(text))
    return OtherSubjects(
        swapped=swapped,
        embeddings=embeddings,
        names=[
            subject_tokens(encoder, one, len(embedding.tokens))
            for one, embedding in zip(swapped, embeddings, strict=True)
        ],
        misspelt={
            place: encoder.embed_query(misspelt(question.text))
            for place, question in enumerate(questions)
            if question.passage is not None
        },
        excerpts=[*excerpts, *(encoder.embed_query(clause) for clause in clauses_of(sources))],
        renamed=renamed,
    )


def clauses_of(sources: Sequence[str]) -> list[str]:
    """Return the words of the sources, a few at a time, each once."""
    words = [re.findall(r"\w+", text) for text in sources]
    runs = [
        found[at : at + CLAUSE_WORDS] for found in words for at in range(0, len(found), CLAUSE_WORDS // 2)
    ]
    return list(dict.fromkeys(" ".join(run) for run in runs))


def _as_searched(
    encoder: QueryEncoder, questions: Sequence[CalibrationQuestion], embedded: Sequence[Embedding]
) -> list[FloatArray]:
    """Return the questions' vectors in reading form; those that it changes are embedded again."""
    forms = [question_form(question.text) for question in questions]
    return [
        known.vector if form == question.text else encoder.embed_query(form).vector
        for question, form, known in zip(questions, forms, embedded, strict=True)
    ]


def passage_view(passage: Passage) -> str:
    """Return what the encoder and the word index read of a passage: its place, then its words."""
    headings = dict.fromkeys(part for part in (passage.section, passage.heading) if part)
    place = " - ".join(headings)
    return f"{place}: {passage.text}" if place else passage.text


def _searcher(
    passages: Sequence[Passage], embeddings: Sequence[Embedding], dimensions: int, mean: Sequence[float]
) -> Searcher:
    none = np.zeros((0, dimensions), dtype=np.float32)  # there may be no passage at all
    tokens = [embedding.tokens for embedding in embeddings]
    return Searcher(
        passages=tuple(passages),
        vectors=VectorIndex.build(np.stack([one.vector for one in embeddings]) if embeddings else none),
        words=WordIndex.build([passage_view(passage) for passage in passages]),
        tokens=TokenIndex.build(tokens, dimensions, np.array(mean, dtype=np.float32) if mean else None),
        questions=None,
    )


def _version(
    found: Sources,
    questions: Sequence[CalibrationQuestion],
    encoder: str,
    transferred: TransferredConfidence | None,
) -> str:
    """Return twelve hexadecimal digits that change with anything that could change an answer."""
    return digest(
        [
            *contents(found),
            [[question.text, question.label] for question in questions],
            encoder,
            None if transferred is None else asdict(transferred),
            EXCERPT_WEIGHT,
            [about().all_names(), about().own_names(), load("other_subjects"), load("slips")],
        ]
    )[:12]


def contents(found: Sources) -> list[object]:
    """Return what sources are, to be digested: documents, names, passages with their places."""
    return [[asdict(document) for document in found.documents], found.names, [*passage_lines(found.passages)]]


def digest(value: object) -> str:
    """Return the SHA-256 of a value as JSON."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


def now() -> str:
    """Return this second in UTC, as a manifest has it."""
    return datetime.now(UTC).isoformat(timespec="seconds")

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

from arabic import reading_form
from arabic.lexicon import load
from documents.curated import SourceError, load_document
from documents.passage import Document, Passage
from encoder import Embedding, QueryEncoder
from encoder.onnx import OnnxEncoder
from encoder.sentence import SentenceEncoder, open_query_encoder
from index.atomic_directory import atomic_directory
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
from index.reading import HitReader, OpenReader, reader_to_build_with, store_states
from index.scorers import TokenIndex, VectorIndex, WordIndex
from index.searcher import Searcher
from index.store import Manifest, Store
from index.subject_model import OtherSubjects, subject_tokens
from index.transfer import TransferredConfidence
from reader.encoding import StateEncoder

FloatArray = npt.NDArray[np.float32]
CLAUSE_WORDS = 7
LIBRARIES = ("sentence-transformers", "faiss-cpu", "bm25s", "onnxruntime", "scikit-learn", "numpy")


def build(
    sources: Path, calibration: Path, directory: Path, encoder: str, reader: str | None = None
) -> Manifest:
    """Build the index of every source and swap it in; the old index stays until the new one is whole.

    reader: a reader's folder, NO_READER for none; the default one, where it fits the encoder, when not given.
    """
    documents, passages = read_sources(sources)
    questions = read_calibration(calibration, {passage.id for passage in passages})
    model = SentenceEncoder.open(encoder)
    opened = reader_to_build_with(reader, model.name, Path(encoder))
    if not questions and opened is None:
        raise DaleelIndexError(
            f"no calibration questions in {calibration}; without them and without a reader nothing "
            "can be answered"
        )
    return build_from_passages(passages, documents, encoder, directory, questions, opened)


def read_sources(folder: Path) -> tuple[tuple[Document, ...], tuple[Passage, ...]]:
    """Read and check every curated source of a folder, in order of name."""
    paths = sorted(
        path for path in folder.glob("*.md") if path.with_suffix(".txt").exists() or path.stem != "README"
    )
    if not paths:
        raise SourceError(f"no curated source (NAME.md beside NAME.txt) in {folder}")
    for text in sorted(folder.glob("*.txt")):
        if not text.with_suffix(".md").exists():
            raise SourceError(
                f"{text.name} has no curated reading {text.stem}.md beside it; "
                f"'python -m index draft {text}' proposes one"
            )
    pairs = [load_document(path) for path in paths]
    return tuple(document for document, _ in pairs), tuple(p for _, passages in pairs for p in passages)


def build_from_passages(
    passages: Sequence[Passage],
    documents: Sequence[Document],
    encoder: str,
    directory: Path,
    questions: Sequence[CalibrationQuestion] = (),
    reader: OpenReader | None = None,
) -> Manifest:
    """Build an index of these passages; without questions and reader it ranks and answers nothing."""
    model = SentenceEncoder.open(encoder)
    views = [passage_view(passage) for passage in passages]
    searcher = _searcher(passages, model.embed_passages(views))
    states = None
    if reader is not None:
        states = store_states(StateEncoder.open(Path(encoder)), passages, views)
    transferred = None if reader is None else reader.confidence
    manifest = Manifest(
        version=_version(documents, passages, questions, model.name, transferred),
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        encoder=model.name,
        dimensions=model.dimensions,
        passages=len(passages),
        documents=tuple(documents),
        confidence=None if transferred is None else transferred.unread,
        read_confidence=None if transferred is None else transferred.read,
        reader="" if reader is None else reader.name,
        transferred=None if transferred is None else transferred.measured,
        curve=None,
        calibration_sha256=_digest([[question.text, question.label] for question in questions]),
        libraries={name: library_version(name) for name in LIBRARIES},
        parts={},
    )
    asked = None
    if questions:
        query_encoder = open_query_encoder(encoder)
        excerpts = excerpts_of(passages, {question.label for question in questions})
        named = [*views, *(document.title for document in documents)]
        quoted = [(excerpt, query_encoder.embed_query(excerpt.text)) for excerpt in excerpts]
        others = _other_subjects(questions, named, [one for _, one in quoted], query_encoder)
        embedded = [query_encoder.embed_query(question.text) for question in questions]
        asked = CalibrationSet.of(questions, _as_searched(query_encoder, questions, embedded))
        fitted = fit(
            searcher,
            questions,
            embedded,
            quoted,
            others,
            transferred,
            None if reader is None or states is None else HitReader(reader.reader, states),
        )
        searcher = replace(searcher, questions=fitted.questions, subject=fitted.subject)
        manifest = replace(
            manifest, confidence=fitted.confidence, read_confidence=fitted.read, curve=fitted.curve
        )
    with atomic_directory(directory) as folder:
        Store(manifest, searcher, asked, states).write(folder)
        Store.open(folder)
    return manifest


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
    forms = [reading_form(question.text) for question in questions]
    return [
        known.vector if form == question.text else encoder.embed_query(form).vector
        for question, form, known in zip(questions, forms, embedded, strict=True)
    ]


def passage_view(passage: Passage) -> str:
    """Return what the encoder and the word index read of a passage: its place, then its words."""
    headings = dict.fromkeys(part for part in (passage.section, passage.heading) if part)
    place = " - ".join(headings)
    return f"{place}: {passage.text}" if place else passage.text


def _searcher(passages: Sequence[Passage], embeddings: Sequence[Embedding]) -> Searcher:
    return Searcher(
        passages=tuple(passages),
        vectors=VectorIndex.build(np.stack([embedding.vector for embedding in embeddings])),
        words=WordIndex.build([passage_view(passage) for passage in passages]),
        tokens=TokenIndex.build([embedding.tokens for embedding in embeddings]),
        questions=None,
    )


def _version(
    documents: Sequence[Document],
    passages: Sequence[Passage],
    questions: Sequence[CalibrationQuestion],
    encoder: str,
    transferred: TransferredConfidence | None,
) -> str:
    """Return twelve hexadecimal digits that change with anything that could change an answer."""
    return _digest(
        [
            [[document.id, document.sha256, document.curated_sha256] for document in documents],
            [[passage.id, passage.text] for passage in passages],
            [[question.text, question.label] for question in questions],
            encoder,
            None if transferred is None else asdict(transferred),
            EXCERPT_WEIGHT,
            [load("subject"), load("other_subjects")],
        ]
    )[:12]


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()

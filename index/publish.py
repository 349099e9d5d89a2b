"""Publishing: the next index from the present one, in which only what is new is embedded.

What was fitted on example questions is carried over as it is: it speaks for the documents that have some, and
what became of a passage is told when the index is opened (index.searcher). `index.build` fits it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from documents.passage import Passage
from encoder import Embedding, OnnxEncoder
from encoder.layout import ONNX_FILES
from encoder.sentence import SentenceEncoder, name_of
from index.atomic_directory import only_writer, swapped_directory
from index.build import build, contents, digest, now, passage_view
from index.errors import EncoderMismatchError
from index.reading import EncodedStates, encode_states, stored
from index.searcher import Searcher
from index.sources import Sources, read_sources
from index.store import MANIFEST_FILE, REBUILD, Manifest, Store
from reader import PassageStore
from reader.encoding import StateEncoder

BATCH_PASSAGES = 32  # embedded between two reports of progress

Rows = npt.NDArray[np.int64]
OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Publication:
    """The manifest that is in use now, and how many passages were embedded, kept and taken away for it."""

    manifest: Manifest
    embedded: int
    kept: int
    gone: int


@dataclass(frozen=True)
class _New:
    """Passages that the present index lacks, embedded; `states` is None where the index has no reader."""

    views: list[str]
    embeddings: list[Embedding]
    states: PassageStore | None


def publish(
    sources: Path,
    published: Path,
    calibration: Path,
    directory: Path,
    encoder: str,
    reader: str | None = None,
    on_progress: OnProgress = lambda done, total: None,
) -> Publication:
    """Bring the index to what the curated sources and the published documents are now, and swap it in.

    Publishers wait for each other, and the last reads what all have written. When it returns, no server on
    this index answers from another one any more (index.reload). Whatever is wrong (a bad file, another
    encoder), one error says so and the present index stays. on_progress is told how many of the new passages
    are embedded, and of how many. Where there is no index yet, it is built.
    """
    with only_writer(directory):
        is_there = (directory / MANIFEST_FILE).is_file()
        if is_there:
            return _next(read_sources(sources, published), directory, encoder, on_progress)
    manifest = build(sources, calibration, directory, encoder, reader, published)
    return Publication(manifest, manifest.passages, 0, 0)


def _next(found: Sources, directory: Path, encoder: str, on_progress: OnProgress) -> Publication:
    present = Store.open(directory)
    known = present.manifest
    if name_of(encoder) != known.encoder:
        raise EncoderMismatchError(
            f"the index was built by {known.encoder!r}, the encoder is {name_of(encoder)!r}; {REBUILD}"
        )
    rows, new = _parted(present.searcher.passages, found.passages)
    kept = len(set(rows[rows < known.passages].tolist()))
    wanted = contents(found)
    if wanted == contents(_sources_of(present)):
        return Publication(known, 0, kept, 0)
    added = _embedded(new, encoder, known, on_progress)
    manifest = replace(
        known,
        version=digest([known.fitted, *wanted])[:12],
        built=now(),
        passages=len(found.passages),
        documents=found.documents,
        counts=found.counts,
        names=found.names,
    )
    store = Store(
        manifest,
        _searcher(present.searcher, found.passages, added, rows),
        present.calibration_set,
        None if present.states is None or added.states is None else present.states.joined(added.states, rows),
    )
    with swapped_directory(directory) as folder:
        store.write(folder)
        Store.open(folder)
    return Publication(manifest, len(new), kept, known.passages - kept)


def _sources_of(store: Store) -> Sources:
    manifest = store.manifest
    return Sources(manifest.documents, tuple(store.searcher.passages), manifest.names, frozenset())


def _parted(present: Sequence[Passage], wanted: Sequence[Passage]) -> tuple[Rows, list[Passage]]:
    """Return each wanted passage's row among the present ones and the new ones after them, and the new ones.

    What is read alike is embedded alike, wherever it stands.
    """
    rows = {_read_as(passage): row for row, passage in enumerate(present)}
    new: list[Passage] = []
    found = []
    for passage in wanted:
        read = _read_as(passage)
        if read not in rows:
            rows[read] = len(present) + len(new)
            new.append(passage)
        found.append(rows[read])
    return np.array(found, dtype=np.int64), new


def _read_as(passage: Passage) -> tuple[str, str]:
    return passage_view(passage), passage.text


def _embedded(new: Sequence[Passage], encoder: str, known: Manifest, on_progress: OnProgress) -> _New:
    """Embed the new passages; the encoder is opened where there is any."""
    views = [passage_view(passage) for passage in new]
    if not new:
        return _New([], [], stored([], known.dimensions) if known.reader else None)
    embed = _passage_encoder(encoder)
    states = StateEncoder.open(Path(encoder)) if known.reader else None
    embeddings: list[Embedding] = []
    encoded: list[EncodedStates] = []
    on_progress(0, len(new))
    for start in range(0, len(new), BATCH_PASSAGES):
        part = slice(start, start + BATCH_PASSAGES)
        embeddings += embed(views[part])
        if states is not None:
            encoded += encode_states(states, new[part], views[part])
        on_progress(len(embeddings), len(new))
    return _New(views, embeddings, None if states is None else stored(encoded, known.dimensions))


def _passage_encoder(encoder: str) -> Callable[[Sequence[str]], list[Embedding]]:
    """Return what embeds passages: the file that a build embeds them with, without torch where there is one.

    On one thread: the other cores are the visitors'.
    """
    directory = Path(encoder)
    if not (directory / ONNX_FILES["fp32"]).is_file():
        return SentenceEncoder.open(encoder).embed_passages
    model = OnnxEncoder.open(directory, "fp32")
    return lambda views: [model.embed_passage(view) for view in views]


def _searcher(present: Searcher, passages: Sequence[Passage], new: _New, rows: Rows) -> Searcher:
    vectors = np.array([one.vector for one in new.embeddings], dtype=np.float32)
    return replace(
        present,
        passages=tuple(passages),
        vectors=present.vectors.joined(vectors, rows),
        words=present.words.joined(new.views, rows),
        tokens=present.tokens.joined([one.tokens for one in new.embeddings], rows),
    )

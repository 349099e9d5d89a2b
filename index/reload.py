"""An index that reloads itself: newer builds and newly published curated questions, both while it answers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from encoder import EncoderError, QueryEncoder
from index.curated import CuratedSet, read_published
from index.errors import CuratedError, DaleelIndexError
from index.index import Index
from index.store import MANIFEST_FILE
from index.vector_cache import VectorCache

CHECK_SECONDS = 1.0
EMBEDDED_AT_START = 100  # new curated questions that a start waits for; more are loaded while it answers
# Files beside the published one that keep vectors: of its questions, and of what was tried.
CACHE_SUFFIX = ".vectors"
TRIALS_SUFFIX = ".trials"

logger = logging.getLogger(__name__)

Stamp = tuple[int, int, int]
OnIndex = Callable[["Index"], None]


class ReloadingIndex:
    """Gives the current index; a newer build is opened at the first question that finds it there.

    Every question looks whether there is one (one stat, microseconds), and waits for it: what was withdrawn
    when it was asked is not quoted to it. `follow` looks as well while nobody asks. Curated questions take
    longer, since new ones are embedded: they are reloaded in that thread alone.
    """

    def __init__(
        self, directory: Path, check_seconds: float = CHECK_SECONDS, curated: Path | None = None
    ) -> None:
        """Open the directory; DaleelIndexError or EncoderError when it cannot be."""
        self._directory = directory
        self._check_seconds = check_seconds
        self._reloading = Lock()
        self._joining = Lock()
        self._stamp = _stamp(directory / MANIFEST_FILE)
        self._index = Index.open(directory)
        self._file = CuratedFile(curated) if curated is not None else None
        self._trials = VectorCache(curated and curated.with_name(curated.name + TRIALS_SUFFIX))
        self._ended = Event()

    def current(self) -> Index:
        """Return the newest index that opens; a damaged new one is reported once and the old one kept."""
        if _stamp(self._directory / MANIFEST_FILE) != self._stamp:
            with self._reloading:
                self._reload()
        return self._index

    def follow(self, on_index: OnIndex = lambda index: None) -> None:
        """Load the curated questions, now where few are new; from now on follow them and the builds.

        `on_index` is called in the following thread with the index that there is, and each newer one.
        """
        if self._file is not None and self._file.count_new(self._index.encoder) <= EMBEDDED_AT_START:
            self.reload_curated()
        Thread(target=self._keep_reloading, args=(on_index,), name="reloading", daemon=True).start()

    def reload_curated(self) -> None:
        """Load the curated questions if they changed; for one thread at a time."""
        assert self._file is not None
        if self._file.reload(self._index.encoder):
            with self._joining:
                self._index = _joined(self._index, self._file.questions)
            self._report_skipped()

    def close(self) -> None:
        """Stop following."""
        self._ended.set()

    @property
    def curated_problem(self) -> str:
        """Why the published file as it is now is not loaded, in one line; "" where it is."""
        return self._file.problem if self._file is not None else ""

    @property
    def trial_cache(self) -> VectorCache:
        """Where the vectors of tried questions and of their cases are kept."""
        return self._trials

    def _keep_reloading(self, on_index: OnIndex) -> None:
        known: Index | None = None
        while not self._ended.wait(self._check_seconds if known else 0):
            try:
                if (index := self.current()) is not known:
                    known = index
                    on_index(index)
                if self._file is not None:
                    self.reload_curated()
            except Exception:  # the thread must not end: once the cause is gone, it loads them
                logger.exception("index or curated questions not loaded")

    def _reload(self) -> None:
        stamp = _stamp(self._directory / MANIFEST_FILE)
        if stamp == self._stamp:  # another question has opened it
            return
        try:
            opened = self._index.reopened(self._directory)
        except (DaleelIndexError, EncoderError) as error:
            logger.error(
                "index at %s not loaded, version %s stays: %s", self._directory, self._index.version, error
            )
        else:
            with self._joining:
                self._index = _joined(opened, self._file.questions if self._file else None)
            logger.info("index version %s loaded", self._index.version)
            self._report_skipped()
        self._stamp = stamp  # last: until then, whoever asks waits

    def _report_skipped(self) -> None:
        matcher = self._index.curated
        for skipped in matcher.skipped if matcher is not None else ():
            logger.warning("curated question %s takes no part: %s", skipped.id, skipped.why)


@dataclass
class CuratedFile:
    """The published file, read again when it changed; one that cannot be read is reported once.

    For one thread at a time. `questions` are those of the last file that could be read; `problem` says in one
    line why the file as it is now is not loaded, "" where it is.
    """

    path: Path
    questions: CuratedSet | None = None
    problem: str = ""

    def __post_init__(self) -> None:
        self.cache = VectorCache(self.path.with_name(self.path.name + CACHE_SUFFIX))
        self._stamp: Stamp | None = None
        self._encoder: tuple[str, int] | None = None

    def reload(self, encoder: QueryEncoder) -> bool:
        """Load the file if it, or the encoder, is another than before; tell whether `questions` is new."""
        stamp, named = _stamp(self.path), (encoder.name, encoder.dimensions)
        if (stamp, named) == (self._stamp, self._encoder):
            return False
        is_missing, was_there = stamp is None, self._stamp is not None
        self._stamp, self._encoder = stamp, named
        if is_missing:
            if was_there or self.questions is not None:
                self._report(f"{self.path} is gone; publish it again")
            return self._embedded_again(encoder)
        try:
            self._load(encoder)
        except CuratedError as error:
            self._report(str(error))
            return self._embedded_again(encoder)
        return True

    def count_new(self, encoder: QueryEncoder) -> int:
        """Return how many questions of the file would have to be embedded; 0 where it cannot be read."""
        try:
            published = read_published(self.path)
        except CuratedError:
            return 0
        return self.cache.count_new(encoder, [question.text for question in published.questions])

    def _load(self, encoder: QueryEncoder) -> None:
        published = read_published(self.path)
        self.questions = CuratedSet.of(published.questions, published.fingerprint, encoder, self.cache)
        self.cache.keep_only(encoder, [question.text for question in published.questions])
        self.problem = ""
        logger.info("%d curated questions loaded from %s", len(published.questions), self.path)

    def _embedded_again(self, encoder: QueryEncoder) -> bool:
        """Keep the last good questions under another encoder too; tell whether they changed."""
        kept = self.questions
        if kept is None or kept.encoder == (encoder.name, encoder.dimensions):
            return False
        self.questions = CuratedSet.of(kept.questions, kept.fingerprint, encoder, self.cache)
        return True

    def _report(self, problem: str) -> None:
        self.problem = problem
        kept = len(self.questions.questions) if self.questions is not None else 0
        logger.error("curated questions not loaded, %d stay as they were: %s", kept, problem)


def _joined(index: Index, questions: CuratedSet | None) -> Index:
    """Return the index with these curated questions, without them where another encoder embedded them."""
    if questions is None or questions.encoder != (index.encoder.name, index.encoder.dimensions):
        return index.with_curated(None)
    return index.with_curated(questions)


def _stamp(path: Path) -> Stamp | None:
    """Return what changes whenever a file is written: its inode, size and time; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns

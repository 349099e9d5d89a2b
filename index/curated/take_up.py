"""Following the published file: what staff teach is taken up while questions are answered."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from encoder import QueryEncoder
from index.curated.published import read_published
from index.curated.taught import Taught
from index.errors import CuratedError
from index.vector_cache import VectorCache

CACHE_SUFFIX = ".vectors"  # of the file beside the published one that keeps the vectors

logger = logging.getLogger(__name__)

Stamp = tuple[int, int, int]


@dataclass
class Follower:
    """Reads the file again when it changed; what cannot be read is reported once and the last good one kept.

    For one thread at a time. `problem` says in one line why the file is not taken up, "" where it is.
    """

    path: Path
    taught: Taught | None = None
    problem: str = ""

    def __post_init__(self) -> None:
        self.cache = VectorCache(self.path.with_name(self.path.name + CACHE_SUFFIX))
        self._stamp: Stamp | None = None
        self._encoder: tuple[str, int] | None = None

    def look(self, encoder: QueryEncoder) -> bool:
        """Take the file up if it, or the encoder, is another than before; tell whether `taught` is new."""
        stamp, named = _stamp(self.path), (encoder.name, encoder.dimensions)
        if (stamp, named) == (self._stamp, self._encoder):
            return False
        is_missing, was_there = stamp is None, self._stamp is not None
        self._stamp, self._encoder = stamp, named
        if is_missing:
            if was_there or self.taught is not None:
                self._report(f"{self.path} is gone; publish it again")
            return self._embedded_again(encoder)
        try:
            self._take_up(encoder)
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

    def _take_up(self, encoder: QueryEncoder) -> None:
        published = read_published(self.path)
        self.taught = Taught.of(published.questions, published.fingerprint, encoder, self.cache)
        self.cache.keep_only(encoder, [question.text for question in published.questions])
        self.problem = ""
        logger.info("%d curated questions taken up from %s", len(published.questions), self.path)

    def _embedded_again(self, encoder: QueryEncoder) -> bool:
        """Keep the last good questions under another encoder too; tell whether they changed."""
        kept = self.taught
        if kept is None or kept.encoder == (encoder.name, encoder.dimensions):
            return False
        self.taught = Taught.of(kept.questions, kept.fingerprint, encoder, self.cache)
        return True

    def _report(self, problem: str) -> None:
        self.problem = problem
        kept = len(self.taught.questions) if self.taught is not None else 0
        logger.error("curated questions not taken up, %d stay as they were: %s", kept, problem)


def _stamp(path: Path) -> Stamp | None:
    """Return what changes with every publication: the file's inode, size and time of writing."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns

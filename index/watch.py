"""An index that follows its directory and the curated questions; both are taken up while it answers."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic

from encoder import EncoderError
from index.curated import Taught
from index.curated.take_up import Follower
from index.errors import DaleelIndexError
from index.index import Index
from index.manifest import MANIFEST_FILE
from index.vector_cache import VectorCache

CHECK_SECONDS = 1.0
EMBEDDED_AT_START = 100  # new curated questions that a start waits for; more are taken up while it answers
TRIALS_SUFFIX = ".trials"  # of the file beside the published one that keeps what was tried

logger = logging.getLogger(__name__)


class ReloadingIndex:
    """Gives the current index; opens the newer one at the first question that finds it there.

    Curated questions take longer, for the new ones are embedded: `follow` does that in a thread of its own.
    """

    def __init__(
        self, directory: Path, check_seconds: float = CHECK_SECONDS, curated: Path | None = None
    ) -> None:
        """Open the directory; DaleelIndexError or EncoderError when it cannot be."""
        self._directory = directory
        self._check_seconds = check_seconds
        self._lock = Lock()
        self._joining = Lock()
        self._stamp = _stamp(directory)
        self._index = Index.open(directory)
        self._checked = monotonic()
        self._follower = Follower(curated) if curated is not None else None
        self._trials = VectorCache(curated and curated.with_name(curated.name + TRIALS_SUFFIX))
        self._ended = Event()

    def current(self) -> Index:
        """Return the newest index that opens; a damaged new one is reported once and the old one kept."""
        if monotonic() - self._checked >= self._check_seconds and self._lock.acquire(blocking=False):
            try:
                self._checked = monotonic()
                self._take_up()
            finally:
                self._lock.release()
        return self._index

    def follow(self) -> None:
        """Take up the curated questions, now where few are new, and from now on whenever they change."""
        if self._follower is None:
            return
        if self._follower.count_new(self._index.encoder) <= EMBEDDED_AT_START:
            self.look()
        Thread(target=self._keep_looking, name="curated", daemon=True).start()

    def look(self) -> None:
        """Take the curated questions up if they changed; for one thread at a time."""
        assert self._follower is not None
        if self._follower.look(self._index.encoder):
            with self._joining:
                self._index = _joined(self._index, self._follower.taught)
            self._report_skipped()

    def close(self) -> None:
        """Look no longer for curated questions."""
        self._ended.set()

    @property
    def curated_problem(self) -> str:
        """Why the published file as it is now is not taken up, in one line; "" where it is."""
        return self._follower.problem if self._follower is not None else ""

    @property
    def trial_cache(self) -> VectorCache:
        """Where the vectors of tried questions and of their cases are kept."""
        return self._trials

    def _keep_looking(self) -> None:
        while not self._ended.wait(self._check_seconds):
            try:
                self.look()
            except Exception:  # the thread must not end: what is mended later is then taken up
                logger.exception("curated questions not taken up")

    def _take_up(self) -> None:
        stamp = _stamp(self._directory)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            opened = self._index.reopened(self._directory)
        except (DaleelIndexError, EncoderError) as error:
            logger.error(
                "index at %s not taken up, version %s stays: %s", self._directory, self._index.version, error
            )
        else:
            with self._joining:
                self._index = _joined(opened, self._follower.taught if self._follower else None)
            logger.info("index version %s taken up", self._index.version)
            self._report_skipped()

    def _report_skipped(self) -> None:
        voice = self._index.curated
        for skipped in voice.skipped if voice is not None else ():
            logger.warning("curated question %s takes no part: %s", skipped.id, skipped.why)


def _joined(index: Index, taught: Taught | None) -> Index:
    """Return the index with these curated questions, without them where another encoder embedded them."""
    if taught is None or taught.encoder != (index.encoder.name, index.encoder.dimensions):
        return index.with_taught(None)
    return index.with_taught(taught)


def _stamp(directory: Path) -> tuple[int, int] | None:
    """Return what changes with every build: the manifest's inode and time of writing."""
    try:
        status = (directory / MANIFEST_FILE).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns

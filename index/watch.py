"""An index that follows its directory: a new build is taken up without dropping a question."""

import logging
from pathlib import Path
from threading import Lock
from time import monotonic

from encoder import EncoderError
from index.errors import DaleelIndexError
from index.index import Index
from index.manifest import MANIFEST_FILE

CHECK_SECONDS = 1.0

logger = logging.getLogger(__name__)


class ReloadingIndex:
    """Gives the current index; opens the newer one at the first question that finds it there."""

    def __init__(self, directory: Path, check_seconds: float = CHECK_SECONDS) -> None:
        """Open the directory; DaleelIndexError or EncoderError when it cannot be."""
        self._directory = directory
        self._check_seconds = check_seconds
        self._lock = Lock()
        self._stamp = _stamp(directory)
        self._index = Index.open(directory)
        self._checked = monotonic()

    def current(self) -> Index:
        """Return the newest index that opens; a damaged new one is reported once and the old one kept."""
        if monotonic() - self._checked >= self._check_seconds and self._lock.acquire(blocking=False):
            try:
                self._checked = monotonic()
                self._take_up()
            finally:
                self._lock.release()
        return self._index

    def _take_up(self) -> None:
        stamp = _stamp(self._directory)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._index = self._index.reopened(self._directory)
        except (DaleelIndexError, EncoderError) as error:
            logger.error(
                "index at %s not taken up, version %s stays: %s", self._directory, self._index.version, error
            )
        else:
            logger.info("index version %s taken up", self._index.version)


def _stamp(directory: Path) -> tuple[int, int] | None:
    """Return what changes with every build: the manifest's inode and time of writing."""
    try:
        status = (directory / MANIFEST_FILE).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns

"""The vectors of questions, kept in a file by what was embedded and by which encoder.

A cache and nothing more: a file that is damaged is begun anew, one that cannot be written is done without.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from arabic import search_form
from encoder import QueryEncoder

FloatArray = npt.NDArray[np.float32]

BATCH = 256  # texts embedded between two writes: what a process that is killed loses
BUSY_SECONDS = 30.0
ASKED_AT_ONCE = 500  # keys in one statement
TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"

logger = logging.getLogger(__name__)


class VectorCache:
    """Vectors of questions as searches embed them; without a path nothing is kept. Threads may share it."""

    def __init__(self, path: Path | None = None, threads: int = 1) -> None:
        """Keep them at `path`; `threads` embed at once what is new."""
        self._path = path
        self._threads = threads

    def vectors(
        self, encoder: QueryEncoder, texts: Sequence[str], on_batch: Callable[[int], None] = lambda done: None
    ) -> FloatArray:
        """Return (texts, dimensions) float32 of unit length, embedding only what is new.

        `on_batch` is told how many of the new ones are done.
        """
        read = [search_form(text) for text in texts]
        keys = [_key(encoder, text) for text in read]
        found = self._read(keys, encoder.dimensions)
        new = {key: text for key, text in zip(keys, read, strict=True) if key not in found}
        pairs, done = list(new.items()), 0
        for start in range(0, len(pairs), BATCH):
            batch = self._embedded(encoder, pairs[start : start + BATCH])
            self._write(batch)
            found |= batch
            done += len(batch)
            on_batch(done)
        if not keys:
            return np.zeros((0, encoder.dimensions), dtype=np.float32)
        return np.stack([found[key] for key in keys])

    def _embedded(self, encoder: QueryEncoder, pairs: Sequence[tuple[bytes, str]]) -> dict[bytes, FloatArray]:
        if self._threads == 1:
            return {key: encoder.embed_query(text).vector for key, text in pairs}
        with ThreadPoolExecutor(self._threads) as pool:
            vectors = pool.map(lambda pair: encoder.embed_query(pair[1]).vector, pairs)
            return {key: vector for (key, _), vector in zip(pairs, vectors, strict=True)}

    def count_new(self, encoder: QueryEncoder, texts: Sequence[str]) -> int:
        """Return how many texts would have to be embedded."""
        keys = {_key(encoder, search_form(text)) for text in texts}
        return len(keys) - len(self._read(list(keys), encoder.dimensions))

    def keep_only(self, encoder: QueryEncoder, texts: Sequence[str]) -> None:
        """Forget every vector but those of these texts by this encoder."""
        kept = {_key(encoder, search_form(text)) for text in texts}
        with self._open() as connection:
            if connection is None:
                return
            stored = [row[0] for row in connection.execute("SELECT key FROM vectors")]
            gone = [(key,) for key in stored if key not in kept]
            connection.executemany("DELETE FROM vectors WHERE key = ?", gone)
            connection.commit()

    def _read(self, keys: Sequence[bytes], dimensions: int) -> dict[bytes, FloatArray]:
        found: dict[bytes, FloatArray] = {}
        with self._open() as connection:
            for start in range(0, len(keys) if connection else 0, ASKED_AT_ONCE):
                asked = keys[start : start + ASKED_AT_ONCE]
                marks = ",".join("?" * len(asked))
                assert connection is not None
                rows = connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", asked)  # noqa: S608
                found |= {key: np.frombuffer(vector, dtype=np.float32) for key, vector in rows}
        return {key: vector for key, vector in found.items() if vector.shape == (dimensions,)}

    def _write(self, vectors: dict[bytes, FloatArray]) -> None:
        with self._open() as connection:
            if connection is None:
                return
            rows = [(key, vector.astype(np.float32).tobytes()) for key, vector in vectors.items()]
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            connection.commit()

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection | None]:
        """Give a connection, or None where there is no file or none can be had."""
        if self._path is None:
            yield None
            return
        try:
            connection = _connected(self._path)
        except (OSError, sqlite3.Error) as error:
            logger.warning("no cache of vectors at %s, they are embedded again: %s", self._path, error)
            self._path = None
            yield None
            return
        with closing(connection):
            try:
                yield connection
            except sqlite3.Error as error:
                logger.warning("cache of vectors at %s failed: %s", self._path, error)
                if not isinstance(error, sqlite3.OperationalError):  # a damaged page: begun anew next time
                    self._path.unlink(missing_ok=True)


def _connected(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _prepared(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):  # busy, or no right to write: not damaged
            raise
        logger.warning("cache of vectors at %s is damaged and begun anew: %s", path, error)
        path.unlink()
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(TABLE)
    except BaseException:
        connection.close()
        raise
    return connection


def _key(encoder: QueryEncoder, text: str) -> bytes:
    named = f"{encoder.name}\n{encoder.dimensions}\n{text}"
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).digest()[:16]

"""Which encoder a directory holds."""

import functools
import hashlib
from pathlib import Path

from encoder.layout import ONNX_FILES, PROMPTS_FILE, SENTENCEPIECE_FILE, TOKENIZER_FILE

IDENTIFYING_FILES = (ONNX_FILES["int8"], SENTENCEPIECE_FILE, TOKENIZER_FILE, PROMPTS_FILE)


def encoder_identity(directory: Path) -> str:
    """Return the SHA-256 of the files that decide a vector, in hex; a missing file counts as empty."""
    stamps = tuple(_stamp(directory / name) for name in IDENTIFYING_FILES)
    return _digest(directory, stamps)


def _stamp(path: Path) -> tuple[int, int]:
    if not path.is_file():
        return (0, 0)
    status = path.stat()
    return (status.st_size, status.st_mtime_ns)


@functools.lru_cache(maxsize=8)
def _digest(directory: Path, stamps: tuple[tuple[int, int], ...]) -> str:
    """Hash the files; the stamps make a changed file miss the cache."""
    digest = hashlib.sha256()
    for name, stamp in zip(IDENTIFYING_FILES, stamps, strict=True):
        if stamp != (0, 0):
            digest.update((directory / name).read_bytes())
    return digest.hexdigest()

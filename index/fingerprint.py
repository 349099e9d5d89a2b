"""Which files belong together, told without reading the large ones whole."""

import hashlib
from pathlib import Path

from index.errors import StoreError
from index.manifest import MANIFEST_FILE, REBUILD

END_BYTES = 65536  # read at either end; a mapped file of gigabytes must not be read to be opened


def fingerprints(folder: Path) -> dict[str, str]:
    """Return the fingerprint of each file of the folder but the manifest, by its path there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST_FILE)
    return {path.relative_to(folder).as_posix(): fingerprint(path) for path in files}


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file's size and of its first and last END_BYTES."""
    size = path.stat().st_size
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        digest.update(file.read(END_BYTES))
        file.seek(max(END_BYTES, size - END_BYTES))
        digest.update(file.read())
    return digest.hexdigest()


def check_fingerprints(folder: Path, expected: dict[str, str]) -> None:
    """Hold every file against what the manifest was written with; StoreError names the first that differs."""
    for name, known in expected.items():
        try:
            found = fingerprint(folder / name)
        except OSError as error:
            raise StoreError(
                f"{MANIFEST_FILE} lists {name}, which cannot be read ({error.strerror}); {REBUILD}"
            ) from error
        if found != known:
            raise StoreError(f"{name} is not the file that {MANIFEST_FILE} was written with; {REBUILD}")

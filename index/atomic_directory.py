"""An atomic directory: written beside the old one, then put in its place by one rename.

`models/index` is a link to the folder of one build. A new build is written beside it and the link replaced in
one rename, so that a reader sees the old index or the new one, whole.
"""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import StoreError
from index.store import MANIFEST_FILE


@contextmanager
def atomic_directory(directory: Path) -> Iterator[Path]:
    """Give a fresh folder beside `directory`; it takes that name when the block ends without an error.

    Writers wait for each other. StoreError when something that is no index stands at `directory`.
    """
    with only_writer(directory), swapped_directory(directory) as folder:
        yield folder


@contextmanager
def only_writer(directory: Path) -> Iterator[None]:
    """Keep other writers of `directory` and of its neighbours waiting, other processes' too."""
    _check_place(directory)
    directory.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(directory.parent, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def swapped_directory(directory: Path) -> Iterator[Path]:
    """Give a fresh folder as `atomic_directory` does, for who is the only writer already."""
    folder = _new_folder(directory)
    folder.chmod(0o755)
    try:
        yield folder
        _name(folder, directory)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _remove_others(directory, keep=folder)


def _check_place(directory: Path) -> None:
    """Refuse to write over what nobody can build again."""
    if directory.is_symlink() or not directory.exists():
        return
    if not directory.is_dir():
        raise StoreError(
            f"{directory} is a file, expected a folder for the index; choose another with --index"
        )
    if any(directory.iterdir()) and not (directory / MANIFEST_FILE).is_file():
        raise StoreError(
            f"{directory} is a folder of something else than an index; choose another with --index"
        )


def _new_folder(directory: Path) -> Path:
    return Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))


def _name(folder: Path, directory: Path) -> None:
    if directory.is_dir() and not directory.is_symlink():  # a plain folder, copied here by hand
        directory.rename(_new_folder(directory) / "old")
    link = folder.with_name(folder.name + ".link")
    link.symlink_to(folder.name)
    link.replace(directory)


def _remove_others(directory: Path, keep: Path) -> None:
    """Remove the builds before, broken-off ones too; a server that has one mapped keeps reading it."""
    # mkdtemp's names: a longer one belongs to another index, whose name begins like this one's.
    of_ours = re.compile(re.escape(f".{directory.name}-") + r"[a-z0-9_]{8}(\.link)?")
    for path in directory.parent.iterdir():
        if path.is_symlink() and of_ours.fullmatch(path.name):
            path.unlink()
        elif of_ours.fullmatch(path.name) and path.name != keep.name:
            shutil.rmtree(path, ignore_errors=True)

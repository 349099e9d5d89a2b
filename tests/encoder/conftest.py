"""The built encoder, to be damaged."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def copy(encoder_directory: Path, tmp_path: Path) -> Path:
    """A directory of links to the real one's files, each of which can be taken away or replaced."""
    for file in encoder_directory.resolve().rglob("*"):
        link = tmp_path / file.relative_to(encoder_directory.resolve())
        if file.is_file():
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(file)
    return tmp_path

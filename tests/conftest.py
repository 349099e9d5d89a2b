"""What was built and every test may want: the encoder and the index. Nothing heavy is imported here."""

import os
from pathlib import Path

import pytest

ENCODER = Path("models/encoder")


def _needed(path: Path, what: str, command: str) -> None:
    """Skip aloud where a built part is missing; in CI that is a failure."""
    if not path.is_file():
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing(f"no {what} at {path.parent}; build it with '{command}'")


@pytest.fixture(scope="session")
def encoder_directory() -> Path:
    """The built encoder."""
    _needed(ENCODER / "modules.json", "encoder", "make model")
    return ENCODER


@pytest.fixture(scope="session")
def index_directory() -> Path:
    """The built index of data/sources."""
    directory = Path(os.environ.get("DALEEL_INDEX") or "models/index")
    _needed(directory / "manifest.json", "index", "make index")
    return directory

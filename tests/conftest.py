"""Every test's tier, and what was built and every test may want: the encoder and the index.

Nothing heavy is imported here: both environments' tests begin with this file.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.databases import FOLDER, postgresql
from tests.missing import missing
from tests.system import system
from tests.tiers import TIERS, UNIT, group_of, tier_of

__all__ = ["postgresql", "system"]  # fixtures

ENCODER = Path("models/encoder")
_now_running = ""  # the tier of the test that runs


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that all workers of this run share; they inherit its name."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="daleel-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups that are set here
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test with its tier; side by side, what takes longest is begun first, files together."""
    for item in items:
        tier = tier_of(item)
        item.add_marker(tier)
        item.add_marker(pytest.mark.xdist_group(group_of(item, tier)))
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: TIERS.index(tier_of(item)), reverse=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item):
    global _now_running
    _now_running = tier_of(item)
    try:
        return (yield)
    finally:
        _now_running = ""


def _no_process_in_a_unit_test(event: str, arguments: tuple[object, ...]) -> None:
    if event == "subprocess.Popen" and _now_running == UNIT:
        raise RuntimeError(f"a unit test starts {arguments[1]}; mark it with pytest.mark.process")


sys.addaudithook(_no_process_in_a_unit_test)


def _needed(path: Path, what: str, command: str) -> None:
    if not path.is_file():
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

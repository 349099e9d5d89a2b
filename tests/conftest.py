"""Every test's tier, and what was built and every test may want: the encoder and the index.

Nothing heavy is imported here: both environments' tests begin with this file.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.missing import missing
from tests.once import postgresql
from tests.system import system
from tests.tiers import SYSTEM, TIERS, UNIT, group_of, tier_of

__all__ = ["postgresql", "system"]  # fixtures

# A test says what holds, not how fast: timings are bench's.
settings.register_profile("full", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("full"), max_examples=25)
settings.load_profile("full")

ENCODER = Path("models/encoder")
_now_running = ""  # the tier of the test that runs


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test with its tier; side by side, what takes longest is begun first."""
    for item in items:
        tier = tier_of(item)
        item.add_marker(tier)
        if tier == SYSTEM and group_of(item.nodeid) != SYSTEM:
            raise pytest.UsageError(f"{item.nodeid} asks the real system: name its file in tests/tiers.py")
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: TIERS.index(tier_of(item)), reverse=True)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Keep a file's tests in one worker, and one real system: xdist 3.8 loses its groups in pytest 9.2."""
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    return ByGroup(config, log)


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

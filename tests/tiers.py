"""Which tier a test is of: unit, process, browser or system. A marker on a test or its file decides;
without one, the fixtures that it uses do."""

from __future__ import annotations

import pytest

UNIT, PROCESS, BROWSER, SYSTEM = TIERS = ("unit", "process", "browser", "system")

SYSTEM_FILES = ("tests/end_to_end/", "tests/widget/test_real_answers.py", "tests/widget/test_screenshots.py")
SHARES_NOTHING = ("tests/telegram/test_restart.py",)  # each test starts its own processes, for half a minute
# A test that uses one of these, itself or through another fixture, is of that tier.
FIXTURES = {
    SYSTEM: {"system"},  # Rasa and the action server, as they run
    BROWSER: {"browser", "chromium"},
    PROCESS: {
        "bot",  # Rasa with a small trained model, in a thread
        "small_model",
        "postgresql",
        "served",  # the action server
        "start_web",
        "start_world",
        "work",  # reads files and publishes, each in a process of its own
        "web_server",
        "world",  # the Telegram bot on the emulator
    },
}


def tier_of(item: pytest.Item) -> str:
    """The tier of a collected test."""
    for tier in reversed(TIERS):
        if item.get_closest_marker(tier):
            return tier
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    used = set(getattr(item, "fixturenames", ())) - set(parameters)
    if parameters.get("either_database") == "postgresql":
        used.add("postgresql")
    for tier, fixtures in FIXTURES.items():
        if used & fixtures:
            return tier
    starts_processes = hasattr(getattr(item, "module", None), "subprocess")
    return PROCESS if starts_processes else UNIT


def group_of(nodeid: str) -> str:
    """What must run in one worker: the tests of one file, and all that ask the one real system."""
    file = nodeid.partition("::")[0]
    if file in SHARES_NOTHING:
        return nodeid
    return SYSTEM if file.startswith(SYSTEM_FILES) else file

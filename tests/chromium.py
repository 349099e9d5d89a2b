"""A real browser for tests: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.missing import missing

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
PATIENCE_MILLISECONDS = 15_000


@contextmanager
def chromium() -> Iterator[Any]:
    """Yield Playwright's Browser, without a window; skipped aloud where there is none, a failure in CI.

    It is for one file of tests: while Playwright has one open, nothing else of the process may run an event
    loop, and Django's synchronous queries have to be told that they may go on.
    """
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError:
        missing("no browser test: playwright is not installed; see requirements/app-dev.in")
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        missing("no browser test: no chromium on PATH; 'apt-get install chromium'")
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()

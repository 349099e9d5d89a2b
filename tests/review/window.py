"""Fixtures of a real browser before the real web process, whose console is over a plausible log."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.chromium import chromium
from tests.review.visitor import PASSWORD
from tests.web.stub_rasa import StubRasa
from tests.web.web_process import ROOT, WebProcess
from tests.widget.conftest import DESKTOP, WATCH, Watched, web_settings

FILL_SECONDS = 120
DAYS = "from=2025-03-05&to=2025-03-18"  # of the plausible log, whose last day is 18 March 2025


@pytest.fixture(scope="module", name="chromium")
def a_browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    """`python -m web` over four weeks of conversations; reviewer, lead and administrator work there."""
    folder: Path = tmp_path_factory.mktemp("console")
    with StubRasa(folder / "tracker.db", secrets.token_urlsafe()) as stub:
        settings = web_settings(folder, stub)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("DALEEL_")}
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        filled = subprocess.run(
            [sys.executable, "-m", "tests.review.fill"],
            cwd=ROOT,
            env={**kept, **settings},
            capture_output=True,
            text=True,
            timeout=FILL_SECONDS,
        )
        assert filled.returncode == 0, filled.stderr[-3000:]
        with WebProcess(folder, settings, stub) as process:
            yield process


@pytest.fixture
def colleague(chromium: Any, console: WebProcess) -> Iterator[Callable[..., Any]]:
    """Sign somebody in at a window of their own: colleague("lead", PHONE, color_scheme="dark")."""
    with ExitStack() as closing:

        def sign_in(role: str = "reviewer", size: dict[str, Any] = DESKTOP, **options: Any) -> Any:
            options = {"locale": "ar", "timezone_id": "UTC", "base_url": console.url, **size, **options}
            context = chromium.new_context(**options)
            closing.callback(context.close)
            if options.get("java_script_enabled", True):
                context.add_init_script(WATCH)
                closing.callback(Watched(context).check)
            page = context.new_page()
            page.goto("/review/sign-in")
            page.fill("[name=username]", role)
            page.fill("[name=password]", PASSWORD)
            page.click("main button.primary")
            page.wait_for_url(re.compile("/review/$"))
            return page

        yield sign_in

"""axe finds nothing wrong in the overview and the lists: phone and desktop, light and dark, two languages."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest

from tests.missing import missing
from tests.review.window import DAYS
from tests.widget.conftest import DESKTOP, PHONE

RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => violations.flatMap(
    ({id, nodes}) => nodes.map(({target, failureSummary}) => `${id} ${target}: ${failureSummary}`)))"""
PATHS = (
    f"/review/?{DAYS}",
    "/review/?from=2001-01-01&to=nonsense",
    "/review/conversations",
    "/review/conversations?refused=yes&tag=ضرائب&colour=blue&after=lost",
    f"/review/conversations-by-message?{DAYS}&question=yes",
)
WINDOWS = {
    "phone light": (PHONE, {}, "ar"),
    "phone dark English": (PHONE, {"color_scheme": "dark"}, "en"),
    "desktop light English": (DESKTOP, {}, "en"),
    "desktop dark": (DESKTOP, {"color_scheme": "dark"}, "ar"),
}


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core."""
    try:
        from axe_playwright_python.base import AXE_SCRIPT
    except ImportError:
        missing("axe_playwright_python is not installed; see requirements/app-dev.in")
    script: str = AXE_SCRIPT
    return script


def open_everything(page: Any) -> None:
    """Open what a page folds away, the keys' help last."""
    page.evaluate("for (const each of document.querySelectorAll('details:not(.menu)')) each.open = true")
    with contextlib.suppress(Exception):
        page.locator(".menu summary").first.click(timeout=500)


@pytest.mark.parametrize("window", sorted(WINDOWS))
def test_axe_finds_nothing(colleague: Callable[..., Any], axe: str, window: str) -> None:
    size, options, language = WINDOWS[window]
    page = colleague("lead", size, bypass_csp=True, **options)  # axe is a script of nobody's
    button = page.locator(f"button[name=language][value={language}]")
    if button.count():
        button.click()
        page.wait_for_load_state()
    for path in PATHS:
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == language
        open_everything(page)
        page.evaluate(axe)
        assert page.evaluate(RUN) == [], path
    page.locator("#help").click()
    assert page.evaluate(RUN) == [], "the keys' help"

"""The whole way, with the real Rasa, the real index and the real browser: refused, taught, answered, kept."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from terminal.settings import Settings
from tests.review.visitor import PASSWORD
from tests.system import System
from tests.widget.conftest import DESKTOP, browser, host_pages, tabs  # noqa: F401  (fixtures)
from tests.widget.visitor import Visitor

ROOT = Path(__file__).parents[2]
MINUTE = 60.0
LONG = 90_000  # milliseconds
REFUSED = "كيف يبقى شباب الأرياف في قراهم ولا يرحلون"
OTHERWISE = "بماذا يبقى شباب الأرياف في قراهم ولا يرحلون؟"
PASSAGE = "sme-roles/economic/industry-spread"
QUOTE = "توزيع الصناعات الجديدة على المدن الصغيرة والأرياف"


@pytest.fixture(scope="module")
def daleel(system: System, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Web before the real system, with a reviewer and a lead."""
    with system.web(tmp_path_factory.mktemp("teaching")) as settings:
        for name, role in (("rim", "reviewer"), ("layla", "lead")):
            manage(settings, "staff", "add", name, "--role", role, "--password-stdin", typed=f"{PASSWORD}\n")
        yield settings


def manage(settings: Settings, *arguments: str, typed: str = "", fails: bool = False) -> str:
    """Run manage.py with the system's settings; return what it printed."""
    environment = {**settings.environment(), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert bool(ended.returncode) is fails, ended.stdout + ended.stderr
    return ended.stdout


def staff_page(open_window: Callable[..., Any], daleel: Settings, name: str) -> Page:
    """A page of the console with somebody signed in."""
    page: Page = open_window(DESKTOP).new_page()
    page.goto(f"{daleel.web_url}/review/sign-in?next=/review/teach/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").click()
    expect(page).to_have_url(f"{daleel.web_url}/review/teach/")
    return page


def ask(open_window: Callable[..., Any], daleel: Settings, text: str) -> str:
    """Ask in the widget as a new visitor; the first answer's words, whatever is offered after it."""
    page = open_window(DESKTOP).new_page()
    page.goto(daleel.web_url + "/")
    page.wait_for_function("!!customElements.get('sme-chat')")
    visitor = Visitor(page).open()
    visitor.say(text)
    expect(visitor.answers.first).to_be_visible(timeout=LONG)
    said: str = visitor.answers.first.inner_text()
    page.context.close()
    return said


def found_theme(page: Page, daleel: Settings) -> None:
    """Open the theme of the refused question, which shows by itself once it is collected and grouped."""
    deadline = time.monotonic() + MINUTE
    link = page.get_by_role("link", name=REFUSED)
    while not link.count():
        assert time.monotonic() < deadline, "the refused question did not show"
        time.sleep(1)
        page.goto(f"{daleel.web_url}/review/teach/")
    link.click()


def test_what_was_refused_is_answered_for_the_next_who_asks(
    daleel: Settings,
    tabs: Callable[..., Any],  # noqa: F811
) -> None:
    assert QUOTE not in ask(tabs, daleel, REFUSED)
    reviewer, lead = (staff_page(tabs, daleel, name) for name in ("rim", "layla"))
    found_theme(reviewer, daleel)
    hit = reviewer.locator(f'[name=passage_id][value="{PASSAGE}"]')
    hit.check(timeout=LONG)
    reviewer.locator("#wordings").fill(REFUSED)
    reviewer.locator("[name=then][value=propose]").click()
    expect(reviewer).to_have_url(re.compile("/review/teach/proposals/1$"))
    lead.goto(f"{daleel.web_url}/review/teach/waiting")
    lead.locator("[formaction$=approve]").click(timeout=LONG)
    approved = time.monotonic()
    expect(lead.locator("main")).to_contain_text("اعتُمد", timeout=LONG)
    deadline = approved + MINUTE
    while not lead.get_by_text("أخذ به الفهرس", exact=True).count():
        assert time.monotonic() < deadline, "the index did not take it up within a minute"
        time.sleep(0.5)
        lead.reload()
    answer = ask(tabs, daleel, OTHERWISE)
    took = time.monotonic() - approved
    assert QUOTE in answer
    assert took < MINUTE
    promised(lead, daleel)


def promised(page: Page, daleel: Settings) -> None:
    """The correction's promise is held against the running assistant by itself."""
    deadline = time.monotonic() + MINUTE
    page.goto(f"{daleel.web_url}/review/teach/cases")
    while "قائم 1" not in page.locator("main").inner_text().replace("\u2068", "").replace("\u2069", ""):
        assert time.monotonic() < deadline, page.locator("main").inner_text()
        time.sleep(1)
        page.reload()


def test_the_command_line_says_the_same(daleel: Settings) -> None:
    approved = manage(daleel, "teach", "approved")
    assert f"passage_id {PASSAGE}" in approved
    assert "taken up at" in approved
    assert "1 holding, 0 broken" in manage(daleel, "teach", "cases", "--run")
    undone = manage(daleel, "teach", "undo", "1", "--by", "layla")
    assert "state undone" in undone
    assert REFUSED in manage(daleel, "teach", "groups")

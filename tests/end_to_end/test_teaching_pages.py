"""Teaching's pages in a real browser, full of what people write: nothing of it runs, axe finds nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.review.visitor import PASSWORD
from tests.teaching.stub_actions import StubActions
from tests.web.conftest import SECRET, settings_in
from tests.web.stub_rasa import StubRasa
from tests.web.web_process import ROOT, WebProcess
from tests.widget.conftest import DESKTOP, PHONE, browser, tabs  # noqa: F401  (fixtures)

ROWS = Path(__file__).with_name("teaching_rows.py")
PAGES = {
    "unanswered": "",
    "theme": "groups/1",
    "waiting": "waiting",
    "approved": "approved",
    "proposal": "proposals/4",
    "cases": "cases",
    "changes": "changes",
    "training": "training",
    "sources": "sources",
}


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebProcess]:
    """A web process with themes, proposals of every kind, a broken case and a replay."""
    folder = tmp_path_factory.mktemp("pages")
    curated = folder / "teaching" / "curated.jsonl"
    with StubRasa(folder / "tracker.db", SECRET) as rasa, StubActions(SECRET, curated) as actions:
        ports = {"DALEEL_RASA_URLS": rasa.url, "DALEEL_ACTIONS_PORT": str(actions.port)}
        settings = settings_in(folder, DALEEL_CURATED=str(curated), **ports)
        with WebProcess(folder, settings, rasa) as process:
            for name, role in (("rim", "reviewer"), ("layla", "lead")):
                manage(settings, "staff", "add", name, "--role", role, "--password-stdin", typed=PASSWORD)
            manage(settings, "shell", typed=ROWS.read_text(encoding="utf-8"))
            yield process


def manage(settings: dict[str, str], *arguments: str, typed: str) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **settings, "PYTHONPATH": str(ROOT)},
        input=f"{typed}\n",
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.fixture
def staff(tabs: Callable[..., Any], web: WebProcess) -> Callable[..., Page]:  # noqa: F811
    """A page with the lead signed in: staff(PHONE, color_scheme="dark")."""

    def open_page(size: dict[str, Any] = DESKTOP, **options: Any) -> Page:
        page: Page = tabs(size, **options).new_page()
        page.goto(f"{web.url}/review/sign-in")
        page.locator("[name=username]").fill("layla")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button").click()
        expect(page.locator("nav.shell-nav")).to_be_visible()
        return page

    return open_page


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]


@pytest.mark.parametrize("look", [(DESKTOP, "light"), (PHONE, "dark")], ids=["desktop", "phone-dark"])
def test_axe_finds_nothing_on_any_page(
    staff: Callable[..., Page], web: WebProcess, look: tuple[dict[str, Any], str]
) -> None:
    size, scheme = look
    page = staff(size, color_scheme=scheme)
    found: dict[str, list[str]] = {}
    for name, path in PAGES.items():
        page.goto(f"{web.url}/review/teach/{path}")
        page.wait_for_load_state("networkidle")
        if pictures := os.environ.get("DALEEL_PICTURES"):
            page.screenshot(path=Path(pictures) / f"{name}-{scheme}.png", full_page=True)
        if wrong := violations(page):
            found[name] = wrong
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if width > 0:
            found.setdefault(name, []).append(f"{width} pixels wider than its window")
    assert found == {}


def test_what_people_write_is_shown_as_they_wrote_it(staff: Callable[..., Page], web: WebProcess) -> None:
    page = staff()
    page.goto(f"{web.url}/review/teach/?state=all")
    expect(page.locator("main")).to_contain_text("هل <b>تدعمون</b> التصدير؟ <script>alert(1)</script>")
    page.goto(f"{web.url}/review/teach/groups/2")
    assert "0550 12 34 56" not in page.locator("main").inner_text()


def test_the_ways_out_show_what_belongs_to_them(staff: Callable[..., Page], web: WebProcess) -> None:
    page = staff()
    page.goto(f"{web.url}/review/teach/groups/1")
    expect(page.locator("#found [name=passage_id]")).to_have_count(3)
    for kind, shown in (("training", "#intent"), ("out_of_scope", "[name=distance]"), ("curated", "#search")):
        page.locator(f"[name=kind][value={kind}]").check()
        for other in ("#intent", "[name=distance]", "#search"):
            assert page.locator(other).first.is_visible() is (other == shown)

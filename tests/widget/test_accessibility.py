"""axe finds nothing wrong, whatever is shown: light and dark, phone and desktop, Arabic and English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.missing import missing
from tests.web.web_process import WebProcess
from tests.widget.conftest import DESKTOP, PHONE
from tests.widget.visitor import Visitor

Visit = Callable[..., Visitor]
RUN = """() => axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => violations.flatMap(
    ({id, nodes}) => nodes.map(({target, failureSummary}) => `${id} ${target}: ${failureSummary}`)))"""
WINDOWS = {
    "phone light": (PHONE, {}, {}),
    "phone dark": (PHONE, {"color_scheme": "dark"}, {"font": "plex"}),
    "desktop light": (DESKTOP, {}, {"color": "#c2185b"}),
    "desktop dark English": (DESKTOP, {"color_scheme": "dark"}, {"language": "en"}),
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


def states(visitor: Visitor, server: WebProcess) -> Iterator[str]:
    """Lead the page from state to state; the name of each once it is there."""
    words = visitor.words
    yield "closed"
    visitor.open()
    yield "greeting"
    server.stub.is_to.delay_seconds = 2.0
    visitor.say("سؤال")
    expect(visitor.typing).to_be_visible()
    yield "waiting"
    visitor.answer(0)
    server.stub.is_to.delay_seconds = 0
    yield "answer"
    visitor.part("source").click()
    expect(visitor.page.locator("sme-chat mark")).to_be_visible()
    yield "source open"
    visitor.button(words.down).click()
    visitor.button(words.reasons["other"]).click()
    yield "feedback form"
    visitor.button(words.save).click()
    expect(visitor.panel.get_by_text(words.thanks)).to_be_visible()
    yield "thanks"
    visitor.ask("عدد الأدوار")
    visitor.part("point").first.click()
    visitor.answer(2)
    visitor.ask("طقس")
    visitor.part("reply").last.click()
    visitor.answer(4)
    yield "points and replies, some used"
    visitor.button(words.menu).click()
    yield "menu"
    visitor.button(words.erase).click()
    yield "confirmation"
    visitor.button(words.eraseNo).click()
    server.stub.is_to.raw = (500, b"{}")
    visitor.say("سؤال")
    expect(visitor.button(words.retry)).to_be_visible()
    yield "error"
    visitor.say("!…")
    expect(visitor.button(words.remove).last).to_be_visible()
    yield "refused"
    visitor.input.fill("س" * 1001)
    yield "too long"
    visitor.context.set_offline(True)
    expect(visitor.panel).to_contain_text(words.offline)
    yield "offline"


@pytest.mark.parametrize("window", WINDOWS)
def test_axe_finds_nothing_wrong_in_any_state(
    visit: Visit, server: WebProcess, axe: str, window: str
) -> None:
    size, options, attributes = WINDOWS[window]
    visitor = visit(size, window={"reduced_motion": "reduce", **options}, **attributes)
    visitor.page.evaluate(axe)
    found, seen = [], []
    for state in states(visitor, server):
        seen.append(state)
        found += [f"{state}: {wrong}" for wrong in visitor.page.evaluate(RUN)]
    assert not found, "\n".join(found)
    assert len(seen) == 14


@pytest.mark.parametrize("path", ["/", "/en", "/embed"])
def test_axe_finds_nothing_wrong_on_our_own_pages(
    tabs: Callable[..., Any], server: WebProcess, axe: str, path: str
) -> None:
    page = tabs(PHONE, reduced_motion="reduce").new_page()
    page.goto(server.url + path)
    page.wait_for_function("!!customElements.get('sme-chat')")
    page.evaluate(axe)
    assert page.evaluate(RUN) == []

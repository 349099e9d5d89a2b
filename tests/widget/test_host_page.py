"""The page that the widget stands on: strict policies, other origins, no shift, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.web.stub_answers import QUOTE
from tests.web.web_process import WebProcess
from tests.widget.conftest import DESKTOP, PHONE
from tests.widget.host_pages import HostPages, page_of
from tests.widget.visitor import Visitor

Visit = Callable[..., Visitor]
Tabs = Callable[..., Any]
STRICT = "default-src 'none'; base-uri 'none'; form-action 'none'"
SHIFTS = """
window.__shifts = [];
new PerformanceObserver((list) => window.__shifts.push(...list.getEntries().map((entry) => entry.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


def use_everything(visitor: Visitor) -> None:
    """Meet all that a policy could break."""
    visitor.open()
    visitor.ask("عدد الأدوار")
    visitor.part("source").first.click()
    expect(visitor.page.locator("sme-chat mark").first).to_be_visible()
    visitor.button(visitor.words.down).click()
    visitor.button(visitor.words.reasons["wrong"]).click()
    with visitor.page.expect_download():
        visitor.choose(visitor.words.text)
    visitor.choose(visitor.words.privacy)
    visitor.button(visitor.words.done).click()
    visitor.input.fill("س\nس\nس")


@pytest.mark.parametrize("kind", ["by address", "by nonce"])
def test_the_widget_works_under_the_strictest_policy_a_page_can_have(
    tabs: Tabs, host_pages: HostPages, server: WebProcess, kind: str
) -> None:
    scripts = server.url if kind == "by address" else "'nonce-r4nd0m' 'strict-dynamic'"
    policy = f"{STRICT}; script-src {scripts}; connect-src {server.url}; font-src {server.url}"
    script = "" if kind == "by address" else ' nonce="r4nd0m"'
    source = page_of(server.url, script=script, font="plex")
    page = tabs(DESKTOP).new_page()
    page.goto(host_pages.origin + host_pages.put(source, Content_Security_Policy=policy))
    visitor = Visitor(page)
    use_everything(visitor)
    assert visitor.style("panel", "position") == "fixed"  # the style sheets were let in
    assert page.evaluate("document.fonts.check('16px \"Daleel Plex\"')")
    assert page.evaluate("window.__violations") == []


def test_every_request_goes_to_the_server_that_the_script_came_from(
    tabs: Tabs, host_pages: HostPages, server: WebProcess
) -> None:
    context = tabs(PHONE)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    here = host_pages.put(page_of(server.url, font="plex"))
    page.goto(host_pages.origin + here)
    use_everything(Visitor(page))
    own = [url for url in asked if url.startswith(server.url)]
    elsewhere = [url for url in asked if not url.startswith((server.url, "blob:"))]
    paths = {urlsplit(url).path for url in own}
    assert {"/widget.js", "/api/chat/session", "/api/chat/messages", "/api/chat/feedback"} <= paths
    assert [url for url in elsewhere if urlsplit(url).path not in (here, "/favicon.ico")] == []
    assert context.cookies() == []


def test_no_font_is_fetched_by_a_page_that_asks_for_none(
    visit: Visit, tabs: Tabs, host_pages: HostPages
) -> None:
    context = tabs()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    visit(context=context).open().ask("سؤال")
    assert [url for url in asked if "fonts" in url] == []


def test_a_closed_widget_costs_a_small_script_and_one_question_that_is_kept(
    visit: Visit, tabs: Tabs, server: WebProcess
) -> None:
    context = tabs()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    visitor = visit(context=context)
    visitor.page.wait_for_load_state("networkidle")
    own = [url for url in asked if url.startswith(server.url)]
    about = f"{server.url}/api/chat/about?language=ar"
    assert own == [f"{server.url}/widget.js", about]
    kept = server.http.get(about).headers["Cache-Control"]
    assert kept == "public, max-age=300"  # not asked again by the next page


def test_a_site_that_is_allowed_uses_the_chat_from_its_own_origin(visit: Visit, server: WebProcess) -> None:
    visitor = visit()
    assert urlsplit(visitor.page.url).netloc != urlsplit(server.url).netloc
    expect(visitor.open().ask("سؤال")).to_contain_text(QUOTE)


def test_the_demo_page_has_the_widget_on_the_servers_own_origin(tabs: Tabs, server: WebProcess) -> None:
    page = tabs(PHONE).new_page()
    page.goto(server.url)
    visitor = Visitor(page)
    opener = page.locator("[data-opens-chat]").first
    opener.tap()
    expect(visitor.panel).to_be_visible()
    visitor.part("starter").first.tap()
    visitor.answer(0)
    visitor.close()
    expect(opener).to_be_focused()
    page.goto(f"{server.url}/en")
    english = Visitor(page, "en")
    english.open()
    expect(english.answers).to_have_count(1)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["390", "1280"])
def test_the_page_does_not_shift(visit: Visit, tabs: Tabs, size: dict[str, Any]) -> None:
    context = tabs(size)
    context.add_init_script(SHIFTS)
    visitor = visit(context=context, font="plex")
    width = "document.documentElement.scrollWidth"
    before = visitor.page.evaluate(width)
    visitor.page.wait_for_load_state("networkidle")
    visitor.open()
    visitor.ask("سؤال")
    visitor.close()
    assert visitor.page.evaluate("window.__shifts") == []
    assert visitor.page.evaluate(width) == before


def test_the_pages_own_styles_do_not_reach_the_widget(visit: Visit, server: WebProcess) -> None:
    visitor = visit()
    before = visitor.part("launcher").bounding_box()
    visitor.page.evaluate("""() => {
        const rude = new CSSStyleSheet();
        rude.replaceSync(`* { font-size: 40px; color: red; line-height: 3; letter-spacing: 1em }
            button { display: none; padding: 50px }
            sme-chat { font-size: 40px; direction: ltr; color: red }`);
        document.adoptedStyleSheets = [rude];
    }""")
    assert visitor.part("launcher").bounding_box() == before
    visitor.open()
    assert visitor.style("greeting", "fontSize") == "16px"
    assert visitor.style("greeting", "letterSpacing") == "normal"
    assert visitor.style("panel", "direction") == "rtl"


def test_an_element_taken_away_and_put_back_still_works(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask("سؤال")
    visitor.page.evaluate("""() => {
        const chat = document.querySelector("sme-chat");
        chat.remove();
        document.body.append(chat);
    }""")
    expect(visitor.answers).to_have_count(1)
    visitor.ask("آخر")
    expect(visitor.questions).to_have_count(2)


def test_a_page_may_hear_what_happens(visit: Visit) -> None:
    visitor = visit()
    visitor.page.evaluate("""() => {
        window.heard = [];
        for (const name of ["open", "answer", "close"])
            addEventListener(`sme-chat:${name}`, ({ detail }) => heard.push([name, detail.kind ?? null]));
    }""")
    visitor.open()
    visitor.ask("سؤال")
    visitor.close()
    assert visitor.page.evaluate("window.heard") == [["open", None], ["answer", "point"], ["close", None]]


def test_a_browser_that_forbids_storing_still_chats(visit: Visit, tabs: Tabs) -> None:
    context = tabs()
    context.add_init_script("""for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });""")
    visitor = visit(context=context).open()
    visitor.ask("الأول")
    visitor.ask("الثاني")
    expect(visitor.questions).to_have_count(2)

"""The pages as people see them: phones and desktops, light and dark, on paper and without the widget."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.chromium import chromium

PAGES = ["/", "/en", "/embed"]
WIDTHS = [320, 768, 1280]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def see(browser, web_server):
    """Open a page and return it with what it asked for and complained of; without the widget's script."""
    contexts = []

    def see(path: str, width: int = 1280, **options: object) -> tuple[Page, list[str], list[str]]:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page, asked, complaints = context.new_page(), [], []
        page.route("**/widget.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.on("request", lambda each: asked.append(each.url))
        page.on("console", lambda each: complaints.append(each.text))
        page.on("pageerror", lambda each: complaints.append(str(each)))
        page.goto(web_server.url + path, wait_until="networkidle")
        return page, asked, complaints

    yield see
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_fits_its_screen_and_axe_finds_nothing(see, path, scheme, width):
    page, _, complaints = see(path, width, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert complaints == []


@pytest.mark.parametrize("path", PAGES)
def test_no_request_leaves_the_site(see, path, web_server):
    _, asked, _ = see(path)
    assert asked
    assert [each for each in asked if not each.startswith(web_server.url)] == []


@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_reaches_the_content_first(see, path):
    page, _, _ = see(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0


def test_the_button_opens_the_widget_once_there_is_one(see):
    page, _, _ = see("/")
    assert not page.locator("[data-opens-chat]").is_visible()
    page.evaluate(
        "customElements.define('sme-chat', class extends HTMLElement { open() { this.title = 'open' } })"
    )
    page.locator("[data-opens-chat]").click()
    assert page.evaluate("document.querySelector('sme-chat').title") == "open"


def test_the_line_is_copied_whole(see, web_server):
    page, _, _ = see("/embed", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copies=line]").click()
    page.locator("text=نُسخ").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f'<script src="{web_server.url}/widget.js" defer></script><sme-chat></sme-chat>'


def test_on_paper_there_is_text_and_nothing_to_press(see):
    page, _, _ = see("/", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("h1").is_visible()
    assert not page.locator("nav").is_visible()
    assert not page.locator(".call").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_what_is_read_is_laid_out_once(see):
    page, _, _ = see("/")
    shift = page.evaluate(
        """() => new Promise(done => {
            let total = 0;
            new PerformanceObserver(list => list.getEntries().forEach(each => total += each.value))
                .observe({type: "layout-shift", buffered: true});
            setTimeout(() => done(total), 500);
        })"""
    )
    assert shift < 0.05

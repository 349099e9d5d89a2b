"""A reviewer's morning in a real browser, on a desktop and on a phone."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.review.browser import DESKTOP, PHONE, hire, look_at, sign_in, wait_for_conversation
from tests.review.said import HOSTILE
from tests.review.visitor import PASSWORD
from tests.web.conftest import _module_server, web_server  # noqa: F401  (fixtures)
from tests.web.web_process import WebProcess
from tests.widget.conftest import browser, tabs  # noqa: F401  (fixtures)

ASKED = ("ما دور المؤسسات؟", "اتصل بي على 0551234567 من فضلك", "عدد الأدوار", HOSTILE)


@pytest.fixture(autouse=True)
def nobody() -> None:
    """The tables of this process are left alone: the browser's loop runs in its thread."""


@pytest.fixture(scope="module")
def console(_module_server: WebProcess) -> Iterator[tuple[WebProcess, str]]:  # noqa: F811
    """A server whose console has staff, and the sender of a conversation in it."""
    hire(_module_server)
    token = _module_server.open_session()
    for text in ASKED:
        assert _module_server.ask(token, text, key=uuid.uuid4().hex).status_code == 200
    sender = wait_for_conversation(_module_server)
    yield _module_server, sender


@pytest.fixture
def visit(console: tuple[WebProcess, str], tabs: Callable[..., Any]) -> Callable[..., Any]:  # noqa: F811
    """Open the conversation's page as a member of staff: visit("rim", PHONE)."""
    server, sender = console

    def open_page(name: str, size: dict[str, Any] = DESKTOP, **window: Any) -> Any:
        page = tabs(size, **window).new_page()
        sign_in(page, server, name)
        page.goto(f"{server.url}/review/conversations/{sender}")
        return page

    return open_page


@pytest.mark.parametrize(("size", "judgement"), [(DESKTOP, "خطأ"), (PHONE, "صحيح")], ids=["desktop", "phone"])
def test_a_reviewers_morning(console, tabs, size, judgement):  # noqa: F811
    from playwright.sync_api import expect

    server, sender = console
    page = tabs(size).new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{server.url}/review/")
    look_at(page)
    page.fill("[name=username]", "rim")
    page.fill("[name=password]", "not this one")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("غير صحيح")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("نظرة عامة")

    page.goto(f"{server.url}/review/conversations/{sender}")
    first = page.locator(".turn").first
    expect(first.locator(".bubble.asked")).to_contain_text(ASKED[0])
    first.locator(".why > summary").click()
    expect(first.locator("mark").first).to_be_visible()
    look_at(page)

    word = uuid.uuid4().hex[:6]
    first.get_by_role("button", name=judgement).click()
    expect(first.get_by_role("button", name=judgement)).to_have_attribute("aria-pressed", "true")
    first.get_by_label("السبب، إن شئت").fill(f"ناقص {word}")
    page.keyboard.press("Enter")
    expect(first.locator(".verdicts")).to_contain_text(f"ناقص {word}")
    expect(first.locator("mark").first).to_be_visible()  # what was open stays open

    first.locator("summary", has_text="ملاحظة").click()
    first.locator("details[open] textarea").fill(f"نراجعه غدا {word}")
    first.locator("details[open]").get_by_role("button", name="أضف ملاحظة").click()
    expect(first.locator(".notes")).to_contain_text(f"نراجعه غدا {word}")

    page.locator("#side [name=name]").fill(f"وسم {word}")
    page.keyboard.press("Enter")
    expect(page.locator("#side .chip", has_text=word)).to_be_visible()
    look_at(page)

    page.get_by_role("button", name="خروج").click()
    expect(page.locator(".notice")).to_contain_text("خرجت من حسابك")
    page.goto(f"{server.url}/review/conversations/{sender}")
    expect(page).to_have_url(re.compile("/review/sign-in"))


def test_the_keyboard_marks_and_tags(visit):
    from playwright.sync_api import expect

    page = visit("sami")
    page.keyboard.press("t")
    expect(page.locator("#side [name=name]")).to_be_focused()
    page.keyboard.type("r")  # a letter while one writes is a letter
    expect(page.locator("#side [name=name]")).to_have_value("r")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("#side [data-key=r]")).to_contain_text("راجعتَها")
    page.keyboard.press("r")
    expect(page.locator("#side [data-key=r]")).to_contain_text("راجعتُها")


def test_the_keys_are_where_they_are_on_an_arabic_keyboard_too(visit):
    from playwright.sync_api import expect

    page = visit("sami")
    key = "{key: 'ف', code: 'KeyT', bubbles: true, cancelable: true}"
    page.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {key}))")
    expect(page.locator("#side [name=name]")).to_be_focused()


def test_hostile_words_stay_words(visit):
    from playwright.sync_api import expect

    page = visit("rim")
    last = page.locator(".turn").last
    expect(last.locator(".bubble.asked")).to_contain_text("<script>window.__xss=1</script>")
    last.locator(".why > summary").click()
    last.locator("summary", has_text="ملاحظة").click()
    last.locator("details[open] textarea").fill(HOSTILE)
    last.locator("details[open]").get_by_role("button", name="أضف ملاحظة").click()
    expect(last.locator(".notes")).to_contain_text("<script>window.__xss=1</script>")
    page.locator("#side [name=name]").fill(HOSTILE[:40])
    page.keyboard.press("Enter")
    expect(page.locator("#side .chip", has_text="<script>")).to_be_visible()
    page.reload()
    assert page.evaluate("'__xss' in window") is False


def test_a_lead_unmasks_with_a_reason(visit):
    from playwright.sync_api import expect

    page = visit("sami")
    bubble = page.locator(".bubble.asked").nth(1)
    expect(bubble).not_to_contain_text("0551234567")
    page.locator(".mask summary").click()
    page.fill(".mask [name=reason]", "طلب أن نتصل به")
    look_at(page)
    page.keyboard.press("Enter")
    expect(bubble).to_contain_text("0551234567")
    page.get_by_role("button", name="أعد الحجب الآن").click()
    expect(bubble).not_to_contain_text("0551234567")


def test_what_is_wrong_is_said_where_one_looks(visit, console):
    from playwright.sync_api import expect

    page = visit("rim")
    page.locator("#side textarea").fill("   \n ")
    page.locator("#side").get_by_role("button", name="أضف ملاحظة").click()
    expect(page.locator("#trouble")).to_have_text("اكتب الملاحظة أولا.")


def test_a_session_that_has_ended_takes_the_whole_page_to_the_sign_in(visit, console):
    from playwright.sync_api import expect

    page = visit("rim")
    page.context.clear_cookies(name="daleel_staff")
    page.locator(".turn").first.get_by_role("button", name="صحيح").click()
    expect(page).to_have_url(re.compile("/review/sign-in"))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_fits_and_axe_finds_nothing(visit, console, size, scheme):
    server, _ = console
    page = visit("amal", size, color_scheme=scheme)
    for summary in page.locator(".why > summary").all():
        summary.click()
    look_at(page)
    for path in ("/review/account", "/review/staff", "/review/audit", "/review/nowhere"):
        page.goto(server.url + path)
        look_at(page)


def test_english_is_left_to_right_and_as_sound(visit, console):
    server, sender = console
    page = visit("amal")
    page.get_by_role("button", name="English").click()
    page.goto(f"{server.url}/review/conversations/{sender}")
    assert page.evaluate("document.documentElement.dir") == "ltr"
    look_at(page)
    page.get_by_role("button", name="العربية").click()


def test_no_request_leaves_the_server_and_nothing_is_inline(visit):
    page = visit("amal")
    html = page.content()
    assert not re.search(
        r"<style|\sstyle=|\son[a-z]+=\"|<script(?! src=\"/static/)", html.partition("<main")[0]
    )
    assert page.evaluate("[...document.querySelectorAll('main [style]')].length") == 0

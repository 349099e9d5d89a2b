"""A morning of a reviewer's, and what it looks like; then a lead takes a table away.

Letters are drawn a little differently by every machine; where they are, that is said and nothing is compared.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.review.visitor import PASSWORD
from tests.review.window import DAYS
from tests.web.web_process import WebProcess
from tests.widget import pictures
from tests.widget.conftest import DESKTOP, PHONE
from tests.widget.test_screenshots import LETTERS

KEPT = Path(__file__).parent / "screenshots"
STILL = {"reduced_motion": "reduce"}
# What was done just now has the time of now.
SAME_TIME = """() => {
    for (const stamp of document.querySelectorAll("time")) {
        if (stamp.dateTime.slice(0, 10) >= "2025-03-20") stamp.textContent = "2025-03-19 09:30";
    }
}"""
FOLDED = """() => {
    for (const why of document.querySelectorAll("details.why")) why.open = false;
    scrollTo(0, 0);
}"""
Same = Callable[..., None]
Colleague = Callable[..., Any]


@pytest.fixture(scope="module")
def drawn_alike(chromium: Any, console: WebProcess, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Why no picture is compared: this machine's letters are not those of the kept ones. Empty: they are."""
    page = chromium.new_page(viewport={"width": 640, "height": 60})
    page.route(f"{console.url}/letters", lambda route: route.fulfill(body=LETTERS, content_type="text/html"))
    page.goto(f"{console.url}/letters")
    page.evaluate("document.fonts.ready")
    taken = page.screenshot()
    page.close()
    try:
        pictures.compare("letters", taken, tmp_path_factory.mktemp("letters"))
    except pictures.PictureDiffers as error:
        return str(error)
    return ""


@pytest.fixture
def same(drawn_alike: str, tmp_path: Path) -> Same:
    """Compare a page with the kept picture of this name."""

    def compare(page: Any, name: str, *, whole: bool = False) -> None:
        if drawn_alike:
            return
        page.evaluate("document.fonts.ready")
        page.evaluate(SAME_TIME)
        page.mouse.move(1, 1)
        taken = page.screenshot(full_page=whole, caret="hide", animations="disabled")
        pictures.compare(name, taken, tmp_path, KEPT)

    return compare


def test_what_the_pages_look_like(colleague: Colleague, same: Same, drawn_alike: str) -> None:
    for name, size, options in (
        ("light", DESKTOP, {}),
        ("dark", DESKTOP, {"color_scheme": "dark"}),
        ("phone", {**PHONE, "device_scale_factor": 2}, {}),
    ):
        page = colleague("lead", size, **STILL, **options)
        page.goto(f"/review/?{DAYS}")
        same(page, f"overview-{name}", whole=name != "phone")
        page.goto("/review/conversations?refused=yes")
        same(page, f"list-{name}")
    page = colleague("lead", **STILL)
    page.goto(f"/review/conversations-by-message?{DAYS}&question=yes")
    same(page, "messages-light")
    page.locator("#help").click()
    same(page, "keys-light")
    if drawn_alike:
        pytest.skip(f"no screenshot is compared, letters are drawn differently here: {drawn_alike}")


def test_a_morning(colleague: Colleague, same: Same) -> None:
    page = colleague("reviewer", **STILL)
    _follow_the_figure_of_what_was_refused(page)
    following = _find_those_about_taxes(page)
    _see_why_and_judge(page)
    page.evaluate(FOLDED)
    same(page, "conversation-light")
    _go_on_and_back(page, following)
    assert page.request.get("/review/export.csv?what=texts").status == 403
    _sign_out(page)
    page.goto("/review/conversations")
    _sign_in_where_one_stands(page, "lead")
    _take_the_texts_away(page)
    _is_noted(page)
    _sign_out(page)


def _follow_the_figure_of_what_was_refused(page: Any) -> None:
    page.goto(f"/review/?{DAYS}")
    refused = int(page.locator(".tile.refused strong").inner_text())
    assert refused > 10
    page.locator(".tile.refused > a").click()
    expect(page.locator("#number")).to_have_attribute("data-number", str(refused))


def _find_those_about_taxes(page: Any) -> str:
    """Open the first of Telegram's, found in another spelling; return the sender of the one after it."""
    page.locator(".list-head .segmented a").first.click()
    page.wait_for_url(re.compile(r"/review/conversations\?"))
    page.locator("#filter-channel").select_option("telegram")
    page.wait_for_url(re.compile("channel=telegram"))
    page.keyboard.press("/")
    page.keyboard.type("الضريبه")
    page.wait_for_url(re.compile("q="))
    expect(page.locator(".row-open").first).to_contain_text("الضريبة")
    page.keyboard.press("Escape")
    first = page.locator(".row-open").first.get_attribute("href")
    following: str = page.locator(".row [name=sender]").nth(1).input_value()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/review/conversations/telegram-"))
    assert page.url.endswith(first)
    return following


def _see_why_and_judge(page: Any) -> None:
    turn, side = page.locator(".turn", has_text="الضريبة").first, page.locator("#side")
    turn.locator(".why > summary").click()
    expect(turn.locator(".why-body")).to_contain_text("كم نسبة الضريبة")
    turn.locator("button[name=judgement][value=wrong]").click()
    expect(turn.locator("button[name=judgement][value=wrong]")).to_have_attribute("aria-pressed", "true")
    side.locator("textarea").first.fill("يحسن أن نضيف وثيقة عن الضرائب")
    side.get_by_role("button", name="أضف ملاحظة").click()
    expect(side.locator(".note").first).to_contain_text("وثيقة عن الضرائب")
    page.keyboard.press("t")
    page.keyboard.type("وثيقة جديدة")
    page.keyboard.press("Enter")
    expect(side.locator(".chip", has_text="وثيقة جديدة")).to_have_count(1)
    page.keyboard.press("r")
    expect(side.locator("[data-key=r]")).to_have_attribute("aria-pressed", "true")


def _go_on_and_back(page: Any, following: str) -> None:
    """To the next within the filter; in the list again, the first is marked."""
    page.keyboard.press("j")
    page.wait_for_url(re.compile(re.escape(following)))
    page.keyboard.press("u")
    page.wait_for_url(re.compile(r"/review/conversations\?"))
    row = page.locator(".row").first
    expect(row).to_have_class(re.compile("is-reviewed"))
    expect(row.locator(".chip", has_text="وثيقة جديدة")).to_have_count(1)
    page.goto("/review/conversations?tag=وثيقة جديدة&reviewed=yes")
    expect(page.locator("#number")).to_have_attribute("data-number", "1")


def _sign_out(page: Any) -> None:
    page.get_by_role("button", name="خروج").click()
    page.wait_for_url(re.compile("/review/sign-in"))


def _sign_in_where_one_stands(page: Any, name: str) -> None:
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.primary")
    page.wait_for_url(re.compile("/review/conversations$"))


def _take_the_texts_away(page: Any) -> None:
    page.goto(f"/review/conversations-by-message?{DAYS}&refused=yes&channel=telegram")
    page.locator(".list-export summary").click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="جدول CSV مع النصوص").click()
    rows = _rows(Path(downloading.value.path()))
    assert len(rows) == int(page.locator("#number").get_attribute("data-number"))
    assert {row["channel"] for row in rows} == {"telegram"}
    assert any("الضريبة" in row["text"] for row in rows)
    assert not any("0550 12" in row["text"] for row in rows)


def _rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


def _is_noted(page: Any) -> None:
    """The morning stands in the audit log, the note's words do not."""
    page.goto("/review/audit")
    log = page.locator("main").inner_text()
    for action in ("صدّر جدولا", "راجع محادثة", "وسم محادثة", "كتب ملاحظة", "حكم على جواب", "دخل", "خرج"):
        assert action in log
    assert "وثيقة عن الضرائب" not in json.dumps(log, ensure_ascii=False)


def test_every_kept_picture_is_of_a_state_tested_here() -> None:
    tested = Path(__file__).read_text(encoding="utf-8")
    for picture in KEPT.glob("*.png"):
        page, _, look = picture.stem.rpartition("-")
        assert f"{page}-" in tested
        assert f'"{look}"' in tested or f"-{look}" in tested
        with Image.open(picture) as image:
            assert image.width >= 390

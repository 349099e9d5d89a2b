"""The main states, with real answers, look as they did when a person looked at them.

Letters are drawn a little differently by every machine; where they are, this is said and nothing is compared.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.widget import pictures
from tests.widget.conftest import DESKTOP, PHONE, SMALL_PHONE
from tests.widget.visitor import Visitor
from web.api.errors import MESSAGES

VisitDaleel = Callable[..., Visitor]
ROLES = "ما دور المؤسسات الصغيرة والمتوسطة اقتصاديا؟"
COMPETITION = "كيف تحافظ المؤسسات على المنافسة؟"
STILL = {"reduced_motion": "reduce", "locale": "ar"}
SHARP = {**PHONE, "device_scale_factor": 2}
# Letters of both scripts in the widget's own font: the same unless this machine draws differently.
LETTERS = """<!doctype html><meta charset="utf-8"><style>
@font-face { font-family: Plex; src: url(/static/fonts/plex-arabic-400.woff2) }
@font-face { font-family: Plex; src: url(/static/fonts/plex-latin-400.woff2); unicode-range: U+0-7F }
body { margin: 8px; font: 20px Plex } </style>
<p dir="rtl">أبجد هوز حطي كلمن سعفص قرشت ثخذ ضظغ؟ Daleel 0123456789</p>"""
SAME_TIME = """() => {
    for (const stamp of document.querySelector("sme-chat").shadowRoot.querySelectorAll("time"))
        stamp.textContent = "10:24";
}"""


@pytest.fixture(scope="module")
def drawn_alike(browser: Any, daleel: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where this machine's letters are not those of the machine that the kept pictures come from."""
    page = browser.new_page(viewport={"width": 640, "height": 60})
    page.route(
        f"{daleel.web_url}/letters", lambda route: route.fulfill(body=LETTERS, content_type="text/html")
    )
    page.goto(f"{daleel.web_url}/letters")
    page.evaluate("document.fonts.ready")
    taken = page.screenshot()
    page.close()
    try:
        pictures.compare("letters", taken, tmp_path_factory.mktemp("letters"))
    except pictures.PictureDiffers as error:
        pytest.skip(f"no screenshot is compared, letters are drawn differently here: {error}")


@pytest.fixture
def same(drawn_alike: None, tmp_path: Path) -> Callable[[Visitor, str], None]:
    """Compare what a visitor sees with the kept picture of this name."""

    def compare(visitor: Visitor, name: str) -> None:
        page = visitor.page
        page.evaluate("document.fonts.ready")
        page.evaluate(SAME_TIME)
        page.mouse.move(1, 1)
        pictures.compare(name, page.screenshot(caret="hide", animations="disabled"), tmp_path)

    return compare


Same = Callable[[Visitor, str], None]


def test_the_page_with_the_launcher(visit_daleel: VisitDaleel, same: Same) -> None:
    same(visit_daleel(DESKTOP, **STILL), "desktop-closed")


def test_the_greeting(visit_daleel: VisitDaleel, same: Same) -> None:
    same(visit_daleel(SHARP, **STILL).open(), "phone-greeting")
    same(visit_daleel(SMALL_PHONE, **STILL).open(), "small-phone-greeting")


def test_an_answer_with_its_source_open(visit_daleel: VisitDaleel, same: Same) -> None:
    for size, name in ((SHARP, "phone-source"), (DESKTOP, "desktop-source")):
        visitor = visit_daleel(size, **STILL).open()
        visitor.ask(COMPETITION)
        visitor.part("source").click()
        expect(visitor.page.locator("sme-chat mark")).to_be_visible()
        same(visitor, name)


def test_numbered_points_and_a_follow_up(visit_daleel: VisitDaleel, same: Same) -> None:
    visitor = visit_daleel(SHARP, **STILL).open()
    visitor.ask(ROLES)
    same(visitor, "phone-points")
    visitor.ask("والثانية؟")
    same(visitor, "phone-follow-up")


def test_the_reason_of_a_thumb_down(visit_daleel: VisitDaleel, same: Same) -> None:
    visitor = visit_daleel(SHARP, **STILL).open()
    visitor.ask(COMPETITION)
    visitor.button(visitor.words.down).click()
    visitor.button(visitor.words.reasons["incomplete"]).click()
    same(visitor, "phone-reason")


def test_the_menu_and_the_confirmation(visit_daleel: VisitDaleel, same: Same) -> None:
    visitor = visit_daleel(SHARP, **STILL).open()
    visitor.ask(COMPETITION)
    visitor.button(visitor.words.menu).click()
    same(visitor, "phone-menu")
    visitor.button(visitor.words.erase).click()
    same(visitor, "phone-erase")


def test_the_dark_panel(visit_daleel: VisitDaleel, same: Same) -> None:
    visitor = visit_daleel(DESKTOP, color_scheme="dark", **STILL).open()
    visitor.ask(ROLES)
    same(visitor, "desktop-dark")


def test_the_english_panel(visit_daleel: VisitDaleel, same: Same) -> None:
    visitor = visit_daleel(DESKTOP, path="/en", language="en", **{**STILL, "locale": "en"}).open()
    visitor.ask(COMPETITION)
    same(visitor, "desktop-english")


def test_a_failure_and_no_network(visit_daleel: VisitDaleel, same: Same) -> None:
    visitor = visit_daleel(SHARP, **STILL).open()
    visitor.ask(COMPETITION)
    visitor.page.route(
        "**/api/chat/messages",
        lambda route: route.fulfill(
            status=502,
            json={
                "error": {
                    "code": "assistant_failed",
                    "message": MESSAGES["assistant_failed"],
                    "request_id": "1",
                }
            },
        ),
    )
    visitor.say(ROLES)
    expect(visitor.button(visitor.words.retry)).to_be_visible()
    visitor.context.set_offline(True)
    expect(visitor.panel).to_contain_text(visitor.words.offline)
    same(visitor, "phone-trouble")


def test_every_kept_picture_is_of_a_state_tested_here() -> None:
    tested = Path(__file__).read_text(encoding="utf-8")
    for picture in pictures.KEPT.glob("*.png"):
        assert f'"{picture.stem}"' in tested
        with Image.open(picture) as image:
            assert image.width >= 320

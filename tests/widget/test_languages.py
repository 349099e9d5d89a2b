"""The interface in three languages, and texts of both directions in one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from contract.about import about
from tests.web.stub_answers import message
from tests.web.web_process import WebProcess
from tests.widget.conftest import PHONE
from tests.widget.host_pages import HostPages
from tests.widget.visitor import Visitor

Visit = Callable[..., Visitor]


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_the_interface_speaks_its_language(
    visit: Visit, server: WebProcess, language: str, direction: str
) -> None:
    visitor = visit(PHONE, language=language).open()  # found by its words already
    words = visitor.words
    assert visitor.style("panel", "direction") == direction
    assert visitor.panel.evaluate("e => e.closest('[lang]').lang") == language
    expect(visitor.part("greeting")).to_contain_text(visitor.greeting)
    expect(visitor.input).to_have_attribute("placeholder", words.input)
    answer = visitor.ask("ما الدور؟")
    expect(answer.get_by_text("جاء في المصدر", exact=False)).to_be_visible()
    assert visitor.part("answer").locator("p").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    server.stub.is_to.raw = (500, b"{}")
    visitor.say("ما الدور؟")
    expected = words.errors.get("assistant_failed", "أعتذر، حدث خلل ولم أستطع الإجابة")
    expect(visitor.log).to_contain_text(expected)


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_bare_line_says_what_can_be_asked_in_the_words_of_the_settings(
    tabs: Callable[..., Any], host_pages: HostPages, server: WebProcess, language: str
) -> None:
    attribute = "" if language == "ar" else f' language="{language}"'
    line = f'<script src="{server.url}/widget.js" defer></script><sme-chat{attribute}></sme-chat>'
    page = tabs(PHONE).new_page()
    page.goto(host_pages.origin + host_pages.put(f"<!doctype html><title>موقع</title>{line}"))
    page.wait_for_function("!!customElements.get('sme-chat')")
    visitor, known = Visitor(page, language).open(), about()
    expect(visitor.part("header")).to_contain_text(known.assistant[language])
    expect(visitor.part("greeting")).to_contain_text(visitor.greeting)
    assert known.subject[language] in visitor.greeting
    expect(visitor.part("starter")).to_have_text(list(known.questions[language]))


def test_an_unknown_language_is_arabic(visit: Visit) -> None:
    visitor = visit()
    visitor.page.locator("sme-chat").evaluate("e => e.setAttribute('language', 'xx')")
    visitor.open()
    expect(visitor.part("greeting")).to_contain_text(visitor.greeting)


def test_the_language_can_change_while_the_page_is_open(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask("سؤال")
    visitor.close()
    visitor.page.locator("sme-chat").evaluate("e => e.setAttribute('language', 'en')")
    english = Visitor(visitor.page, "en")
    english.open()
    expect(english.answers).to_have_count(1)
    assert english.style("panel", "direction") == "ltr"


def test_the_site_owner_chooses_the_words(visit: Visit) -> None:
    visitor = visit(title="مرشد", subtitle="مساعد الموقع", greeting="سلام\nوتحية").open()
    expect(visitor.part("header")).to_contain_text("مرشد")
    expect(visitor.part("header")).to_contain_text("مساعد الموقع")
    assert visitor.part("greeting").locator("p").all_inner_texts() == ["سلام", "وتحية"]


def test_latin_numbers_and_links_stand_apart_in_arabic(visit: Visit, server: WebProcess) -> None:
    text = "بلغت 45.5% من SME Bank في 2019 (انظر https://example.org/a?b=1&c=2)."
    server.stub.is_to.answer = lambda said: [message(text)]
    visitor = visit().open()
    answer = visitor.ask("سؤال")
    assert answer.locator("p").last.inner_text() == text
    assert answer.locator("bdi").all_inner_texts() == [
        "45.5%", "SME Bank", "2019", "https://example.org/a?b=1&c=2",
    ]  # fmt: skip
    link = answer.get_by_role("link")
    expect(link).to_have_attribute("href", "https://example.org/a?b=1&c=2")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_a_question_in_latin_letters_stands_from_left_to_right(visit: Visit) -> None:
    visitor = visit().open()
    visitor.input.fill("What is the role?")
    assert visitor.input.evaluate("e => getComputedStyle(e).direction") == "ltr"
    visitor.input.press("Enter")
    visitor.answer(0)
    line = visitor.questions.locator("p").first
    assert line.evaluate("e => getComputedStyle(e).direction") == "ltr"

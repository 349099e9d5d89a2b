"""The list at a browser: by keys alone, with an address that keeps step, and without any script."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.widget.conftest import PHONE

Colleague = Callable[..., Any]
LIST = "/review/conversations"
IN_HAND = "document.activeElement.closest('.row')?.id"
# The same key of an Arabic keyboard says another letter.
PRESS_ARABIC = """([key, code, shiftKey]) => document.activeElement.dispatchEvent(
    new KeyboardEvent("keydown", {key, code, shiftKey, bubbles: true, cancelable: true}))"""


def query(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def number(page: Any) -> int:
    """How many conversations the page says there are."""
    return int(page.locator("#number").get_attribute("data-number"))


def row_ids(page: Any) -> list[str]:
    ids: list[str] = page.locator(".row").evaluate_all("rows => rows.map((row) => row.id)")
    return ids


def test_keys_go_along_the_rows_open_one_and_come_back(colleague: Colleague) -> None:
    page = colleague()
    page.goto(f"{LIST}?refused=yes")
    ids = row_ids(page)
    page.keyboard.press("j")
    assert page.evaluate(IN_HAND) == ids[0]
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate(IN_HAND) == ids[1]
    text = page.locator(".row-open").nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(".transcript")).to_contain_text(text)
    assert query(page) == {"refused": ["yes"]}
    page.keyboard.press("u")
    page.wait_for_url(re.compile(r"/review/conversations\?refused=yes$"))
    assert row_ids(page) == ids


def test_an_arabic_keyboard_works_as_it_is(colleague: Colleague) -> None:
    page = colleague()
    page.goto(LIST)
    ids = row_ids(page)
    page.evaluate(PRESS_ARABIC, ["ت", "KeyJ", False])
    page.evaluate(PRESS_ARABIC, ["ت", "KeyJ", False])
    assert page.evaluate(IN_HAND) == ids[1]
    page.evaluate(PRESS_ARABIC, ["ن", "KeyK", False])
    assert page.evaluate(IN_HAND) == ids[0]
    page.evaluate(PRESS_ARABIC, ["ظ", "Slash", False])
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    page.evaluate(PRESS_ARABIC, ["؟", "Slash", True])
    expect(page.get_by_role("dialog")).to_be_visible()


def test_reviewed_and_tagged_by_keys_one_by_one_and_together(colleague: Colleague) -> None:
    page = colleague()
    page.goto(f"{LIST}?reviewed=no&sort=oldest")
    first, second, third = (page.locator(".row").nth(place) for place in range(3))
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(first).to_have_class(re.compile("is-reviewed"))
    assert page.evaluate(IN_HAND) == row_ids(page)[0]
    page.keyboard.press("r")  # and taken back
    expect(first).not_to_have_class(re.compile("is-reviewed"))
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("t")
    expect(page.locator("#bulk-tag")).to_be_focused()
    page.keyboard.type("بحاجة إلى متابعة")
    page.keyboard.press("Enter")
    for row in (second, third):
        expect(row.locator(".chip")).to_contain_text(["بحاجة إلى متابعة"])
    expect(first.locator(".chip")).to_have_count(0)
    page.goto(f"{LIST}?tag=بحاجة إلى متابعة")
    assert number(page) == 2


def test_keys_do_nothing_while_somebody_writes_or_has_switched_them_off(colleague: Colleague) -> None:
    page = colleague()
    page.goto(LIST)
    page.keyboard.press("/")
    page.keyboard.type("jkrxt?")
    expect(page.locator("#q")).to_have_value("jkrxt?")
    assert page.locator(".row-select:checked").count() == 0
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("/")
    assert page.evaluate(IN_HAND) is None
    expect(page.locator("#q")).not_to_be_focused()


def test_the_help_names_every_key_that_the_list_knows(colleague: Colleague) -> None:
    page = colleague()
    page.goto(LIST)
    page.keyboard.press("j")
    page.keyboard.press("?")
    keys = set(page.locator("#keys kbd").all_inner_texts())
    known = set(page.evaluate("Object.keys(DOES)"))
    pressed = set(page.locator("[data-key]").evaluate_all("all => all.map((each) => each.dataset.key)"))
    assert known | pressed <= keys | {"p"}
    assert {"j", "k", "Enter", "x", "r", "t", "/", "f", "n", "p", "u", "?"} == keys
    page.keyboard.press("Escape")
    assert page.evaluate(IN_HAND) == row_ids(page)[0]


def test_the_address_keeps_step_with_the_conditions_and_back_goes_back(colleague: Colleague) -> None:
    page = colleague()
    page.goto(LIST)
    every = number(page)
    page.locator("#filter-channel").select_option("telegram")
    page.wait_for_url(re.compile(r"conversations\?channel=telegram$"))
    of_telegram = number(page)
    assert 0 < of_telegram < every
    page.locator("#filter-refused").select_option("yes")
    page.wait_for_url(re.compile(r"channel=telegram&refused=yes$"))
    both = number(page)
    assert 0 < both < of_telegram
    option = page.locator("#filter-refused option[value=yes]").inner_text()
    assert option.endswith(f"({both})")
    page.reload()
    assert number(page) == both
    expect(page.locator("#filter-channel")).to_have_value("telegram")
    page.go_back()
    page.wait_for_url(re.compile(r"conversations\?channel=telegram$"))
    expect(page.locator(".chips .chip")).to_have_count(1)
    assert number(page) == of_telegram


def test_searching_as_one_types(colleague: Colleague) -> None:
    page = colleague()
    page.goto(LIST)
    page.keyboard.press("/")
    page.keyboard.type("ضريبه")  # written "الضريبة" by those who asked
    page.wait_for_url(re.compile(r"\?q="))
    expect(page.locator("#q")).to_be_focused()
    assert all("الضريبة" in text for text in page.locator(".row-open").all_inner_texts())
    assert number(page) > 3


def test_pages_are_turned_by_keys(colleague: Colleague) -> None:
    page = colleague()
    page.goto(LIST)
    first = row_ids(page)
    page.keyboard.press("n")
    page.wait_for_url(re.compile("after="))
    second = row_ids(page)
    assert not set(first) & set(second)
    page.keyboard.press("p")
    page.wait_for_url(re.compile("before="))
    assert row_ids(page) == first


def test_all_of_it_without_any_script(colleague: Colleague) -> None:
    page = colleague("lead", java_script_enabled=False)
    page.goto(LIST)
    every = number(page)
    page.locator("#filter-feedback").select_option("down")
    page.locator("#filter .primary").click()
    assert urlsplit(page.url).query == "feedback=down"
    disliked = number(page)
    assert 0 < disliked < every
    for place in (0, 1):
        page.locator(".row-select").nth(place).check()
    page.locator("#bulk-tag").fill("بلا برنامج")
    page.locator("button[value=tag]").click()
    assert urlsplit(page.url).query == "feedback=down"
    expect(page.locator(".row").first.locator(".chip")).to_contain_text(["بلا برنامج"])
    page.locator(".row-select").first.check()
    page.locator("select[name=to]").select_option("reviewer")
    page.locator("button[value=assign]").click()
    expect(page.locator(".row").first).to_contain_text("reviewer")
    page.locator(".save summary").click()
    page.locator(".save [name=name]").fill("لم تعجبهم")
    page.locator(".save [name=shared]").check()
    page.locator(".save .button").click()
    page.locator(".row-open").first.click()
    expect(page.locator(".transcript")).to_be_visible()
    other = colleague("reviewer", java_script_enabled=False)
    other.goto(LIST)
    other.locator(".saved a", has_text="لم تعجبهم").click()
    assert number(other) == disliked
    assert other.locator(".saved button").count() == 0


def test_nothing_to_do_it_to_and_what_one_may_not_do_is_said(colleague: Colleague) -> None:
    page = colleague("reviewer")
    page.goto(f"{LIST}?assigned=nobody")
    page.locator("button[value=reviewed]").click()
    expect(page.locator("#trouble")).to_be_visible()
    page.locator(".row-select").first.check()
    page.evaluate("document.querySelector('select[name=to]').add(new Option('lead', 'lead'))")
    page.locator("select[name=to]").select_option("lead")
    page.locator("button[value=assign]").click()
    expect(page.locator("#trouble")).to_contain_text("يسند المشرف")


@pytest.mark.parametrize("path", ["/review/", LIST, f"{LIST}-by-message"])
def test_a_phone_shows_everything_within_its_width(colleague: Colleague, path: str) -> None:
    page = colleague("lead", PHONE)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

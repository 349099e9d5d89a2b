"""Without a mouse and without a screen: keys, focus, names, announcements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.stub_answers import HEADINGS, QUOTE
from tests.web.web_process import WebProcess
from tests.widget.conftest import DESKTOP, PHONE, SMALL_PHONE
from tests.widget.visitor import Visitor

Visit = Callable[..., Visitor]
FOCUSED = """() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return [focused.getAttribute("aria-label") || focused.innerText || focused.tagName,
            document.activeElement.tagName === "SME-CHAT"];
}"""
CONTROLS = ("button", "textbox", "link", "checkbox", "combobox")


def focused(visitor: Visitor) -> tuple[str, bool]:
    """The name of what has the focus, and whether that is in the widget."""
    name, is_inside = visitor.page.evaluate(FOCUSED)
    return name, is_inside


def test_a_whole_conversation_by_keyboard_alone(visit: Visit, server: WebProcess) -> None:
    visitor = visit()
    press = visitor.page.keyboard.press
    visitor.page.get_by_role("link", name="رابط").focus()
    press("Tab")
    expect(visitor.launcher).to_be_focused()
    press("Enter")
    expect(visitor.input).to_be_focused()
    visitor.page.keyboard.type("عدد")
    press("Shift+Enter")
    visitor.page.keyboard.type("الأدوار")
    expect(visitor.input).to_have_value("عدد\nالأدوار")
    expect(visitor.questions).to_have_count(0)
    press("Enter")
    visitor.answer(0)
    assert server.stub.received[0].said == "عدد\nالأدوار"
    expect(visitor.input).to_be_focused()
    point = visitor.button(f"{visitor.words.showPoint} 1: {HEADINGS[0]}")
    for _ in range(12):
        press("Shift+Tab")
        if focused(visitor)[0] == point.get_attribute("aria-label"):
            break
    expect(point).to_be_focused()
    press("Enter")
    visitor.answer(1)
    press("Escape")
    expect(visitor.panel).to_be_hidden()
    expect(visitor.launcher).to_be_focused()


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_focus_goes_round_and_round_in_the_open_panel(visit: Visit, key: str) -> None:
    visitor = visit().open()
    visitor.ask("سؤال")
    seen = []
    for _ in range(30):
        visitor.page.keyboard.press(key)
        name, is_inside = focused(visitor)
        assert is_inside, f"focus left the panel for {name!r}"
        seen.append(name)
    words = visitor.words
    for control in (words.close, words.menu, words.copy, words.up, words.down, words.input):
        assert seen.count(control) >= 2, f"{control!r} is not met again: {seen}"


def test_the_confirmation_keeps_the_focus_and_gives_it_back(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask("سؤال")
    visitor.choose(visitor.words.erase)
    for _ in range(6):
        visitor.page.keyboard.press("Tab")
        assert focused(visitor)[0] in (visitor.words.eraseYes, visitor.words.eraseNo)
    visitor.page.keyboard.press("Escape")
    expect(visitor.panel).to_be_visible()
    expect(visitor.button(visitor.words.menu)).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.panel).to_be_hidden()


def test_escape_closes_the_menu_first(visit: Visit) -> None:
    visitor = visit().open()
    menu = visitor.button(visitor.words.menu)
    menu.focus()
    visitor.page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    visitor.page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    expect(visitor.panel).to_be_visible()


def test_focus_returns_to_whatever_opened_the_panel(visit: Visit) -> None:
    visitor = visit()
    visitor.page.evaluate("""() => {
        const opener = Object.assign(document.createElement("button"), { textContent: "اسأل" });
        opener.onclick = () => document.querySelector("sme-chat").open();
        document.querySelector("main").append(opener);
    }""")
    opener = visitor.button("اسأل")
    opener.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.input).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_focus_stays_inside_when_what_had_it_goes_away(visit: Visit, server: WebProcess) -> None:
    visitor = visit().open()
    starter = visitor.part("starter").first
    starter.focus()
    visitor.page.keyboard.press("Enter")
    expect(starter).to_have_count(0)
    assert focused(visitor)[1], "focus fell out of the panel with the start question"
    visitor.answer(0)
    server.stub.is_to.raw = (500, b"{}")
    visitor.say("سؤال")
    retry = visitor.button(visitor.words.retry)
    retry.focus()
    server.stub.is_to.raw = None
    visitor.page.keyboard.press("Enter")
    visitor.answer(1)
    assert focused(visitor)[1], "focus fell out of the panel with the button that asked again"
    visitor.button(visitor.words.down).last.click()
    visitor.button(visitor.words.reasons["other"]).click()
    visitor.page.get_by_role("textbox", name=visitor.words.comment).fill("رأي")
    save = visitor.button(visitor.words.save)
    save.focus()
    visitor.page.keyboard.press("Enter")
    expect(save).to_have_count(0)
    expect(visitor.button(visitor.words.down).last).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.panel).to_be_hidden()


def test_a_word_being_composed_is_not_sent_by_the_enter_that_ends_it(visit: Visit) -> None:
    visitor = visit().open()
    visitor.input.fill("かな")
    visitor.input.evaluate(
        "e => e.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'Enter', isComposing: true, bubbles: true, composed: true}))"
    )
    expect(visitor.questions).to_have_count(0)
    expect(visitor.input).to_have_value("かな")


def test_answers_are_announced_politely_in_a_log(visit: Visit, server: WebProcess) -> None:
    visitor = visit()
    visitor.open()
    log = visitor.page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_be_empty()
    visitor.ask("سؤال")
    expect(log).to_contain_text(QUOTE)
    visitor.reload()
    expect(visitor.answers).to_have_count(1)
    expect(log).to_be_empty()  # what was said before is not read out anew


def test_the_panel_is_a_dialog_with_a_name(visit: Visit) -> None:
    visitor = visit(title="مرشد").open()
    dialog = visitor.page.get_by_role("dialog", name="مرشد")
    expect(dialog).to_have_attribute("aria-modal", "true")
    expect(visitor.page.get_by_role("region", name=visitor.words.log)).to_be_visible()


def unnamed(visitor: Visitor) -> list[str]:
    """Controls that a screen reader could only call by their kind."""
    client = visitor.context.new_cdp_session(visitor.page)
    nodes: list[dict[str, Any]] = client.send("Accessibility.getFullAXTree")["nodes"]
    client.detach()
    controls = [
        node for node in nodes if not node["ignored"] and node.get("role", {}).get("value") in CONTROLS
    ]
    assert controls
    return [node["role"]["value"] for node in controls if not node.get("name", {}).get("value", "").strip()]


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_every_control_has_a_name(visit: Visit, language: str) -> None:
    visitor = visit(PHONE, language=language)
    assert unnamed(visitor) == []
    visitor.open()
    visitor.ask("عدد الأدوار")
    visitor.button(visitor.words.down).click()
    visitor.button(visitor.words.reasons["other"]).click()
    visitor.part("source").click()
    assert unnamed(visitor) == []
    visitor.choose(visitor.words.erase)
    assert unnamed(visitor) == []


@pytest.mark.parametrize("size", [SMALL_PHONE, DESKTOP], ids=["320", "1280"])
def test_everything_to_press_is_large_enough_for_a_finger(visit: Visit, size: dict[str, object]) -> None:
    visitor = visit(size)
    launcher = visitor.launcher.bounding_box()
    assert launcher and min(launcher["width"], launcher["height"]) >= 44
    visitor.open()
    visitor.ask("طقس")
    visitor.ask("عدد الأدوار")
    visitor.button(visitor.words.down).last.click()
    visitor.button(visitor.words.reasons["other"]).click()
    visitor.button(visitor.words.menu).click()
    small = visitor.page.evaluate("""() =>
        [...document.querySelector("sme-chat").shadowRoot.querySelectorAll("button, input, textarea")]
        .filter((control) => control.getClientRects().length)
        .map((e) => [e.getAttribute("aria-label") || e.innerText, e.getBoundingClientRect()])
        .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
        .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)""")
    assert small == []

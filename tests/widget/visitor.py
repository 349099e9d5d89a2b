"""A person before a page with the widget: what they can press and read, found as they find it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from contract.about import about
from tests.widget.words import words

SECONDS = 15_000  # milliseconds that the slowest machine may take for anything


class Visitor:
    """One tab; `page` is Playwright's."""

    def __init__(self, page: Page, language: str = "ar") -> None:
        self.page, self.words, self.language = page, words(language), language

    @property
    def greeting(self) -> str:
        """What a page that brings no greeting of its own says, with what the assistant is about."""
        subject = about().variables(self.language)["subject"]
        return self.words.greeting.replace("{about}", f" {self.words.about} {subject}")

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def part(self, name: str) -> Locator:
        """What a site owner could style under this name."""
        return self.page.locator(f'sme-chat [part="{name}"]')

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def launcher(self) -> Locator:
        return self.page.get_by_role("button", name=re.compile(f"^{re.escape(self.words.launcher['open'])}"))

    @property
    def panel(self) -> Locator:
        return self.part("panel")

    @property
    def log(self) -> Locator:
        return self.part("log")

    @property
    def input(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words.input)

    @property
    def questions(self) -> Locator:
        return self.part("question")

    @property
    def answers(self) -> Locator:
        return self.part("answer")

    @property
    def typing(self) -> Locator:
        return self.page.get_by_role("img", name=self.words.thinking)

    def open(self) -> Visitor:
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def close(self) -> None:
        self.button(self.words.close).click()
        expect(self.panel).to_be_hidden()

    def say(self, text: str) -> None:
        """Send without waiting for the answer."""
        self.input.fill(text)
        self.input.press("Enter")

    def ask(self, text: str) -> Locator:
        """Send, wait for the answer, and return it."""
        before = self.answers.count()
        self.say(text)
        return self.answer(before)

    def answer(self, number: int) -> Locator:
        """The answer of this number, from 0, once it is there."""
        expect(self.answers).to_have_count(number + 1, timeout=SECONDS)
        return self.answers.nth(number)

    def choose(self, item: str) -> None:
        """Open the menu and choose."""
        self.button(self.words.menu).click()
        self.button(item).click()

    def reload(self) -> None:
        self.page.reload()
        self.page.wait_for_function("!!customElements.get('sme-chat')")

    def at_end(self) -> bool:
        """Whether the log shows its end."""
        return bool(self.log.evaluate("log => log.scrollHeight - log.clientHeight - log.scrollTop < 4"))

    def style(self, part: str, name: str) -> str:
        value: str = self.part(part).first.evaluate("(e, name) => getComputedStyle(e)[name]", name)
        return value

    def stored(self, name: str) -> Any:
        """What the browser keeps under the widget's name."""
        script = """name => {
            const key = Object.keys(localStorage).find((key) => key.endsWith(`:${name}`));
            return key ? JSON.parse(localStorage[key]) : null;
        }"""
        return self.page.evaluate(script, name)

    def store(self, name: str, value: Any) -> None:
        """Change what the browser keeps; the name must be there."""
        script = """([name, value]) => {
            const key = Object.keys(localStorage).find((key) => key.endsWith(`:${name}`));
            localStorage[key] = JSON.stringify(value);
        }"""
        self.page.evaluate(script, [name, value])

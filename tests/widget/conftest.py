"""A real Chromium, somebody's site, and the real web process with a stub in Rasa's place.

Whatever a test does, its pages may not run what others wrote, break a policy, or talk to another host.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from terminal.settings import Settings
from tests.chromium import chromium
from tests.system import System
from tests.web.stub_actions import StubActions
from tests.web.stub_rasa import StubRasa
from tests.web.web_process import WebProcess
from tests.widget.host_pages import HostPages, page_of

SMALL_PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
GENEROUS = "100000/60"
# Before any script of the page: what went against a policy, and whether anything of an attacker's ran.
WATCH = """
window.__violations = [];
addEventListener("securitypolicyviolation", (event) =>
  window.__violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def host_pages() -> Iterator[HostPages]:
    """Somebody's site."""
    with HostPages() as pages:
        yield pages


def web_settings(folder: Path, stub: StubRasa, **changed: str) -> dict[str, str]:
    """Settings of a web process with both databases in folder, and no limit that a test meets by accident."""
    return {
        "DALEEL_SECRET_KEY": secrets.token_urlsafe(40),
        "DALEEL_CHANNEL_SECRET": stub.secret,
        "DATABASE_URL": f"sqlite:///{folder / 'web.db'}",
        "DALEEL_TRACKER_DB": str(folder / "tracker.db"),
        "DALEEL_RASA_URLS": stub.url,
        "DALEEL_RATE_SESSION": GENEROUS,
        "DALEEL_RATE_ADDRESS": GENEROUS,
        "DALEEL_RATE_NEW_SESSIONS": GENEROUS,
        **changed,
    }


@pytest.fixture(scope="session")
def start_web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., WebProcess]]:
    """Start a web process that lives as long as the tests: start_web(DALEEL_RATE_SESSION="2/5")."""
    with ExitStack() as running:

        def start(**changed: str) -> WebProcess:
            folder = tmp_path_factory.mktemp("web")
            stub = running.enter_context(StubRasa(folder / "tracker.db", secrets.token_urlsafe()))
            actions = running.enter_context(StubActions(stub.secret))
            settings = web_settings(folder, stub, **{"DALEEL_ACTIONS_PORT": actions.port, **changed})
            return running.enter_context(WebProcess(folder, settings, stub))

        yield start


@pytest.fixture(scope="session")
def _server(start_web: Callable[..., WebProcess], host_pages: HostPages) -> WebProcess:
    return start_web(DALEEL_ORIGINS=host_pages.origin)


@pytest.fixture
def server(_server: WebProcess) -> WebProcess:
    """The web process that nearly all tests use; its stub is well and has received nothing."""
    _server.stub.reset()
    return _server


@pytest.fixture
def tabs(browser: Any) -> Iterator[Callable[..., Any]]:
    """New windows: tabs(PHONE, color_scheme="dark") is a browser of its own, watched until the test ends."""
    with ExitStack() as closing:

        def open_window(size: dict[str, Any] = DESKTOP, **options: Any) -> Any:
            context = browser.new_context(**{"locale": "ar", "timezone_id": "UTC", **size, **options})
            closing.callback(context.close)
            context.add_init_script(WATCH)
            watched = Watched(context)
            closing.callback(watched.check)
            return context

        yield open_window


class Watched:
    """What happened in a window that never may."""

    def __init__(self, context: Any) -> None:
        self.context, self.hosts, self.wrong = context, set[str](), list[str]()
        context.on("request", lambda request: self.hosts.add(urlsplit(request.url).hostname or ""))
        context.on("dialog", self._dialog)
        context.on("weberror", lambda error: self.wrong.append(f"error: {error.error}"))
        context.on("console", self._console)

    def _dialog(self, dialog: Any) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _console(self, message: Any) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.wrong.append(f"console: {message.text}")

    def check(self) -> None:
        for page in self.context.pages:
            self.wrong += page.evaluate("window.__violations ?? []")
            if page.evaluate("'__xss' in window"):
                self.wrong.append("a script of somebody else's ran")
        assert self.wrong == []
        assert self.hosts <= {"127.0.0.1", "localhost", ""}  # "": data: and blob: addresses


@pytest.fixture
def visit(tabs: Callable[..., Any], host_pages: HostPages, server: WebProcess) -> Callable[..., Any]:
    """Open somebody's page in a new window: visit(PHONE, language="en"); `window`: Playwright's options."""
    from tests.widget.visitor import Visitor

    def open_page(
        size: dict[str, Any] = DESKTOP,
        *,
        on: WebProcess | None = None,
        context: Any = None,
        window: dict[str, Any] | None = None,
        **attributes: str,
    ) -> Visitor:
        page = (context or tabs(size, **(window or {}))).new_page()
        page.goto(host_pages.origin + host_pages.put(page_of((on or server).url, **attributes)))
        page.wait_for_function("!!customElements.get('sme-chat')")
        return Visitor(page, attributes.get("language", "ar"))

    return open_page


@pytest.fixture(scope="session")
def daleel(
    system: System, tmp_path_factory: pytest.TempPathFactory, host_pages: HostPages
) -> Iterator[Settings]:
    """Web before the real system; its settings say where."""
    with system.web(tmp_path_factory.mktemp("daleel"), DALEEL_ORIGINS=host_pages.origin) as settings:
        yield settings


@pytest.fixture
def visit_daleel(tabs: Callable[..., Any], daleel: Any) -> Callable[..., Any]:
    """Open a page of the real system in a new window: visit_daleel(PHONE, path="/en")."""
    from tests.widget.visitor import Visitor

    def open_page(size: dict[str, Any], path: str = "/", language: str = "ar", **window: Any) -> Visitor:
        page = tabs(size, **window).new_page()
        page.goto(daleel.web_url + path)
        page.wait_for_function("!!customElements.get('sme-chat')")
        return Visitor(page, language)

    return open_page

"""The console in a real Chromium: a real web process with a conversation in it, and staff to sign in."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.review.visitor import PASSWORD
from tests.web.web_process import ROOT, WebProcess

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
STAFF = {"rim": "reviewer", "sami": "lead", "amal": "administrator"}


def manage(server: WebProcess, *arguments: str, typed: str = "") -> str:
    """Run a command of manage.py over the server's databases."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DALEEL_")}
    ended = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**kept, **server.settings, "DJANGO_SETTINGS_MODULE": "web.settings"},
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def hire(server: WebProcess) -> None:
    """Add STAFF to a server's databases."""
    for name, role in STAFF.items():
        manage(server, "staff", "add", name, "--role", role, "--password-stdin", typed=PASSWORD + "\n")


def wait_for_projection(server: WebProcess, sender_part: str = "") -> str:
    """Return the sender of the latest conversation in the console, once there is one."""
    import sqlite3
    from contextlib import closing

    deadline = time.monotonic() + 30
    file = server.settings["DATABASE_URL"].removeprefix("sqlite:///")
    while time.monotonic() < deadline:
        with closing(sqlite3.connect(file, timeout=5)) as connection:
            rows = connection.execute(
                "SELECT sender_id FROM chat_conversation WHERE sender_id LIKE ? ORDER BY last_at DESC",
                [f"%{sender_part}%"],
            ).fetchall()
        if rows:
            return str(rows[0][0])
        time.sleep(0.2)
    raise AssertionError(f"no conversation in the console:\n{server.log()[-2000:]}")


def sign_in(page: Page, server: WebProcess, name: str, wanted: str = "/review/") -> None:
    page.set_default_timeout(15_000)
    page.goto(server.url + wanted)
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/review/sign-in" not in url)


def look_at(page: Page) -> None:
    """A page fits its screen, and axe finds nothing in it."""
    width = page.viewport_size["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    found: Any = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

"""The widget's weight on somebody's page: bytes, time to be evaluated on a slow machine, layout shifts."""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.command import BenchError, make_parser, run_command
from bench.figures import Figures, Table

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

STATIC = Path("web/chat/static")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SLOWER = 4
TRACED = ["devtools.timeline", "v8"]
PARTS = {"EvaluateScript", "v8.compile"}
SHIFTS = """window.shifts = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifts += entry.value)))
  .observe({ type: "layout-shift", buffered: true });"""
PAGE = """<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>موقع</title>
<h1>موقع</h1><p>نص قبل الزر.</p><script src="/static/widget.js" defer></script><sme-chat></sme-chat></html>"""


class _Site(SimpleHTTPRequestHandler):
    """The widget's files and a page with it."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/static"))

    def do_GET(self) -> None:
        if self.path != "/":
            return super().do_GET()
        body = PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nobody reads it."""


@contextmanager
def _site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Site, directory=str(STATIC)))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def _browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise BenchError("playwright is not installed; run 'make setup'") from error
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        raise BenchError(f"no browser: none of {', '.join(BROWSERS)} is on PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield browser
        browser.close()


def evaluated_ms(trace: dict[str, Any], name: str) -> float:
    """Milliseconds of the main thread for compiling and running the script of this name; 0.0 for none."""
    spans = []
    for event in trace["traceEvents"]:
        url = str(event.get("args", {}).get("data", {}).get("url", "")).partition("?")[0]
        if event["name"] in PARTS and event["ph"] == "X" and url.endswith(f"/{name}"):
            spans.append((event["ts"], event["ts"] + event["dur"]))
    total, reached = 0, 0
    for start, end in sorted(spans):  # compiling may be a part of evaluating, and is not counted twice
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total / 1000


def _one_visit(browser: Browser, url: str, folder: Path) -> tuple[float, float, float]:
    """Return the milliseconds of widget.js and of the panel, and the layout shift, on a slowed processor."""
    page: Page = browser.new_page(viewport={"width": 390, "height": 844})
    page.add_init_script(SHIFTS)
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    file = folder / "trace.json"
    browser.start_tracing(page=page, path=file, categories=TRACED)
    page.goto(url, wait_until="networkidle")
    page.locator("sme-chat [part=launcher]").click()
    page.locator("sme-chat [part=input]").wait_for()
    page.wait_for_timeout(300)
    browser.stop_tracing()
    shift = float(page.evaluate("window.shifts"))
    page.close()
    trace = json.loads(file.read_text(encoding="utf-8"))
    return evaluated_ms(trace, "widget.js"), evaluated_ms(trace, "panel.ar.js"), shift


def measure(arguments: argparse.Namespace) -> Figures:
    sizes = {
        name: len(gzip.compress((STATIC / name).read_bytes(), 9, mtime=0))
        for name in ("widget.js", "panel.ar.js", "more.ar.js")
    }
    with _site() as url, _browser() as browser, tempfile.TemporaryDirectory() as folder:
        visits = [_one_visit(browser, url, Path(folder)) for _ in range(arguments.visits)]
    launcher_ms, panel_ms, shifts = zip(*visits, strict=True)
    values = {
        "widget_gzip_bytes": sizes["widget.js"],
        "panel_gzip_bytes": sizes["panel.ar.js"],
        "opened_gzip_bytes": sizes["widget.js"] + sizes["panel.ar.js"],
        "more_gzip_bytes": sizes["more.ar.js"],
        "evaluate_ms_4x": round(statistics.median(launcher_ms), 1),
        "evaluate_panel_ms_4x": round(statistics.median(panel_ms), 1),
        "evaluate_worst_ms_4x": round(max(*launcher_ms, *panel_ms), 1),
        "layout_shift": round(max(shifts), 4),
    }
    if not values["evaluate_ms_4x"] or not values["evaluate_panel_ms_4x"]:
        raise BenchError("the browser's trace does not name the scripts; its format has changed")
    rows = (
        ("widget.js, on every page", values["widget_gzip_bytes"], values["evaluate_ms_4x"]),
        ("panel.ar.js, once it is opened", values["panel_gzip_bytes"], values["evaluate_panel_ms_4x"]),
    )
    table = Table(
        f"The widget on a processor slowed {SLOWER} times, {len(visits)} visits",
        ("script", "bytes gzipped", "evaluated, ms (median)"),
        (
            *((name, str(size), str(time)) for name, size, time in rows),
            ("more.ar.js, for the menu or a reason", str(sizes["more.ar.js"]), ""),
        ),
    )
    return Figures(
        "The widget on somebody's page", {name: float(each) for name, each in values.items()}, (table,)
    )


def main() -> None:
    parser = make_parser("widget", __doc__ or "")
    parser.add_argument("--visits", type=int, default=9, help="pages loaded (default 9)")
    run_command(parser, measure)


if __name__ == "__main__":
    main()

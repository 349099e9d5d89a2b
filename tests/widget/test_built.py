"""The files that the server gives out are what widget/ builds, small enough, and its own tests pass."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.missing import missing

ROOT = Path(__file__).parents[2]
WIDGET, STATIC = ROOT / "widget", ROOT / "web/chat/static"
MAX_OPENED_GZIPPED_BYTES = 22 * 1024
SECONDS = 240


def run(*command: str, folder: Path = WIDGET) -> str:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def npm() -> str:
    """npm, with the packages of the lock installed."""
    program = shutil.which("npm")
    if program is None or shutil.which("node") is None:
        missing("the widget is not built anew: no node and npm on PATH")
    if not (WIDGET / "node_modules").is_dir():
        try:
            run(str(program), "ci", "--ignore-scripts", "--no-progress")
        except (AssertionError, subprocess.TimeoutExpired) as error:
            missing(f"the widget is not built anew: 'npm ci' in widget/ failed: {error}")
    return str(program)


def test_the_files_that_are_served_are_what_the_source_builds(npm: str) -> None:
    run(npm, "run", "check")


def test_a_changed_file_would_be_noticed(npm: str, tmp_path: Path) -> None:
    # A copy of the source beside a copy of the files, one of which somebody touched.
    copied = tmp_path / "widget"
    shutil.copytree(WIDGET, copied, ignore=shutil.ignore_patterns("node_modules"))
    (copied / "node_modules").symlink_to(WIDGET / "node_modules")
    shutil.copytree(STATIC, tmp_path / "web/chat/static")
    run(npm, "run", "check", folder=copied)
    touched = tmp_path / "web/chat/static/widget.js"
    touched.write_bytes(touched.read_bytes() + b"\n")
    with pytest.raises(AssertionError, match=r"widget.js is not what the source builds"):
        run(npm, "run", "check", folder=copied)


def test_the_widgets_own_tests_pass(npm: str) -> None:
    told = run(npm, "test")
    assert re.search(r"^(# |ℹ )pass [1-9]", told, re.MULTILINE), told
    assert re.search(r"^(# |ℹ )fail 0$", told, re.MULTILINE), told


def weight(name: str) -> int:
    """Bytes as they travel."""
    return len(gzip.compress((STATIC / name).read_bytes(), 9))


def test_there_is_a_launcher_and_two_scripts_for_each_language() -> None:
    assert len(list(STATIC.glob("*.js"))) == 7


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_what_a_visitor_loads_who_opens_the_chat(language: str) -> None:
    assert weight("widget.js") + weight(f"panel.{language}.js") <= MAX_OPENED_GZIPPED_BYTES


def test_nothing_of_the_source_makes_markup_or_code_from_texts() -> None:
    sources = list((WIDGET / "src").rglob("*.js"))
    assert len(sources) > 20
    used = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|srcdoc")
    assert [file.name for file in sources if used.search(file.read_text(encoding="utf-8"))] == []

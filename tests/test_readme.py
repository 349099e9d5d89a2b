"""The README's figures are those of the reports, and it stays short enough to be read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

README = Path("README.md").read_text(encoding="utf-8")
MAX_WORDS = 900

# The row's first cell, the report, its key, and how the figure is written.
FIGURES = [
    ("Questions of the source answered rightly", "answers", "in_domain", "{:.0%}"),
    ("Near questions that it does not answer, refused", "answers", "out_near", "{:.0%}"),
    ("Right passage first, on a corpus it was not made for", "retrieval", "fused_hit1", "{:.0%}"),
    ("Time of an answer, against a stock Rasa's", "latency", "p50_ratio_1", "{:.2f} times"),
    (
        "Messages a second from 32 people, against a stock Rasa's",
        "latency",
        "throughput_ratio_32",
        "{:.1f} times",
    ),
    ("First page of the console over a million events", "review", "first_page_ms", "{:.0f} ms"),
]


@pytest.mark.parametrize(("row", "report", "key", "written"), FIGURES)
def test_a_figure_is_its_reports(row: str, report: str, key: str, written: str) -> None:
    text = Path(f"bench/results/{report}.md").read_text(encoding="utf-8")
    measured = json.loads(re.findall(r"```json\n(.*?)```", text, re.DOTALL)[-1])[key]
    assert re.search(
        rf"^\| {re.escape(row)} \| {re.escape(written.format(measured))} \|", README, re.MULTILINE
    )


def test_every_row_of_figures_is_held() -> None:
    table = README.split("## Measured")[1].split("## Limits")[0]
    rows = re.findall(r"^\| ([^|]+) \| [^|]*\d[^|]* \|", table, re.MULTILINE)
    assert rows == [row for row, *_ in FIGURES]


def test_it_is_short() -> None:
    assert len(README.split()) <= MAX_WORDS


@pytest.mark.parametrize("page", ["README.md", *map(str, sorted(Path("docs").rglob("*.md")))])
def test_links_lead_somewhere(page: str) -> None:
    text = Path(page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", text)
    missing = [target for target in targets if not (Path(page).parent / target).exists()]
    assert not missing

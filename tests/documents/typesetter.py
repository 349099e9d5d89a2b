"""Lays text out on pages as a writer would, into an Extraction whose lines have places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.extraction import Extraction, Line, Page, Verdict
from documents.passage import Rectangle, Repair

LEFT, RIGHT = 0.1, 0.9
LETTER = 0.01  # of the page's width, at 12 points
HEIGHT = 0.015  # of the page's height
STEP = 0.022


@dataclass
class Typesetter:
    """Writes down the pages; `lines` is what the current one has."""

    text: str = ""
    pages: list[Page] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    top: float = 0.1
    right_to_left: bool = True

    def line(
        self,
        text: str,
        *,
        size: float = 12,
        bold: bool = False,
        top: float | None = None,
        edge: float | None = None,
        indent: float = 0,
    ) -> Typesetter:
        """Write one line at `top`, or below the last one; `edge` is where it begins."""
        at = self.top if top is None else top
        width = len(text) * LETTER * size / 12
        if self.right_to_left:
            right = (RIGHT if edge is None else edge) - indent
            place = (right - width, right)
        else:
            left = (LEFT if edge is None else edge) + indent
            place = (left, left + width)
        start = len(self.text)
        self.text += text
        rectangle = Rectangle(len(self.pages) + 1, place[0], at, place[1], at + HEIGHT * size / 12)
        self.lines.append(Line(start, len(self.text), rectangle, size, bold))
        self.text += "\n"
        if top is None:
            self.top += STEP * size / 12
        return self

    def paragraph(self, text: str, *, size: float = 12, gap: float = 0.0, bold: bool = False) -> Typesetter:
        """Write a paragraph over as many lines as it needs, and on the next page where this one is full."""
        self.top += gap
        most = int((RIGHT - LEFT) / (LETTER * size / 12))
        line = ""
        for word in text.split():
            if line and len(line) + 1 + len(word) > most:
                self.line(line, size=size, bold=bold)
                line = ""
                if self.top > 0.85:
                    self.page()
            line = f"{line} {word}".strip()
        return self.line(line, size=size, bold=bold)

    def heading(self, text: str, *, size: float = 16, bold: bool = False) -> Typesetter:
        self.top += STEP
        self.line(text, size=size, bold=bold)
        self.top += STEP / 2
        return self

    def table(self, rows: Sequence[Sequence[str | Sequence[str]]], edges: Sequence[float]) -> Typesetter:
        """Write rows, cell by cell; a cell of several lines is a list. The columns begin at `edges`."""
        self.top += STEP
        for row in rows:
            most = 1
            for cell, edge in zip(row, edges, strict=True):
                parts = [cell] if isinstance(cell, str) else cell
                for number, part in enumerate(parts):
                    if part:
                        self.line(part, top=self.top + number * STEP, edge=edge)
                most = max(most, len(parts))
            self.top += most * STEP + STEP / 2
        self.top += STEP
        return self

    def page(self, verdict: Verdict = "kept") -> Typesetter:
        """End the page and begin the next one."""
        self.pages.append(Page(len(self.pages) + 1, 595, 842, tuple(self.lines), verdict))
        self.lines = []
        self.top = 0.1
        return self

    def extraction(self, repairs: Sequence[Repair] = (), title: str = "") -> Extraction:
        if self.lines:
            self.page()
        return Extraction(self.text, tuple(self.pages), (), tuple(repairs), title)

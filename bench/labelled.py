"""Labelled sentences in a CSV file with the columns label and text."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from bench.errors import BenchError

COLUMNS = ("label", "text")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and its label, both as written."""

    label: str
    text: str


def read_labelled(path: Path) -> tuple[Labelled, ...]:
    """Read the file's rows; raise BenchError naming what is missing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            _check_columns(path, reader.fieldnames)
            rows = tuple(_row(path, reader.line_num, row) for row in reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BenchError(f"cannot read {path}: {error}; expected a CSV file in UTF-8") from error
    if not rows:
        raise BenchError(f"{path} has no rows below its columns; expected labelled sentences")
    return rows


def _check_columns(path: Path, found: object) -> None:
    names = list(found) if isinstance(found, list) else []
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise BenchError(
            f"{path} has the columns {', '.join(map(repr, names)) or 'none'}; missing {', '.join(missing)}"
        )


def _row(path: Path, line: int, row: dict[str, str | None]) -> Labelled:
    label, text = (row["label"] or "").strip(), (row["text"] or "").strip()
    if not label or not text:
        raise BenchError(f"{path}, line {line}: label {label!r} and text {text!r}; both must be given")
    return Labelled(label, text)

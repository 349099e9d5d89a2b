"""Labelled sentences in a CSV file with the columns label and text, and which labels are taken for which."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.command import BenchError
from bench.figures import Table, percent, share

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


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, what it means, what it was taken for, and how surely (0 to 1)."""

    text: str
    meant: str
    taken_for: str
    confidence: float

    @property
    def right(self) -> bool:
        """Whether it was understood."""
        return self.meant == self.taken_for


def confusion_tables(judged: Sequence[Judged]) -> tuple[Table, Table, Table]:
    """Return a row for each intent, for each pair that was confused, and for each mistaken sentence."""
    return _intents(judged), _pairs(judged), _sentences(judged)


def _intents(judged: Sequence[Judged]) -> Table:
    """Worst first; precision is of the sentences taken for the intent, recall of those that mean it."""
    meant, taken = Counter(each.meant for each in judged), Counter(each.taken_for for each in judged)
    right = Counter(each.meant for each in judged if each.right)
    names = sorted(meant | taken, key=lambda name: (share(right[name], meant[name]), name))
    rows = tuple(
        (
            name,
            str(meant[name]),
            str(right[name]),
            percent(share(right[name], meant[name])),
            percent(share(right[name], taken[name])),
        )
        for name in names
    )
    return Table("Intents, worst first", ("intent", "sentences", "right", "recall", "precision"), rows)


def _pairs(judged: Sequence[Judged]) -> Table:
    counted = Counter((each.meant, each.taken_for) for each in judged if not each.right)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    rows = tuple((meant, taken_for, str(count)) for (meant, taken_for), count in ordered)
    return Table("Confusions", ("meant", "taken for", "sentences"), rows)


def _sentences(judged: Sequence[Judged]) -> Table:
    """In order of intents, the surest mistake of each first."""
    mistaken = sorted(
        (each for each in judged if not each.right),
        key=lambda each: (each.meant, -each.confidence, each.text),
    )
    rows = tuple((each.text, each.meant, each.taken_for, f"{each.confidence:.2f}") for each in mistaken)
    title = f"Mistaken sentences: {len(rows)} of {len(judged)}"
    return Table(title, ("sentence", "meant", "taken for", "confidence"), rows)

"""PDFs read and set beside their true texts, page by page.

    python -m bench.extraction [--dir FOLDER]

FOLDER holds NAME.pdf beside NAME.txt, UTF-8: form feeds part the pages (without one the file counts as one),
tabs part the cells of a table's row. Without it the PDFs are those of bench.extraction_files, made in var/.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from bench.command import BenchError, make_parser, run_command
from bench.extraction_files import make_files
from bench.extraction_pages import PAGE_BREAK
from bench.extraction_readers import READERS, Reader, ReadPage, by_pypdfium2
from bench.extraction_scores import PageScore, page_figures, score_page
from bench.extraction_tables import Row, rows_of, rows_right
from bench.figures import Figures, Table, percent, percentile, share
from documents.errors import SourceError
from documents.passage import Passage

OWN = Path("var/bench/extraction")
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileScore:
    """One file: its pages, the rows of tables on published ones and which are right, CPU milliseconds."""

    name: str
    pages: tuple[PageScore, ...]
    rows: tuple[Row, ...]
    right: tuple[bool, ...]
    milliseconds: float
    read_pages: int


def pairs_in(folder: Path) -> list[tuple[Path, Path]]:
    """Return the PDFs of a folder that have a truth, each with it."""
    pairs = [(path, path.with_suffix(".txt")) for path in sorted(folder.glob("*.pdf"))]
    found = [pair for pair in pairs if pair[1].is_file()]
    if not found:
        raise BenchError(f"{folder}: {len(pairs)} PDFs, none beside its NAME.txt; see --help")
    return found


def truths_of(text: str) -> list[str]:
    """Return a truth's pages; a form feed at its end begins none."""
    return text.removesuffix("\n").removesuffix(PAGE_BREAK).split(PAGE_BREAK)


def score_file(path: Path, truth_file: Path, reader: Reader) -> FileScore:
    """Read one file and set it beside its truth; a file that is refused counts as held back."""
    try:
        truth = truth_file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BenchError(f"{truth_file.name} is not UTF-8: {error}") from error
    raw = by_pypdfium2(path).pages
    began = _cpu_seconds()
    passages: tuple[Passage, ...] = ()
    try:
        found = reader(path)
        pages, passages = found.pages, found.passages
    except SourceError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        pages = tuple(ReadPage("", "held_back", (REFUSED,)) for _ in raw)
    milliseconds = 1000 * (_cpu_seconds() - began)
    truths = truths_of(truth)
    scores = [
        score_page(path.stem, number, true, before.text, after.text, after.verdict, after.reasons)
        for number, (true, before, after) in enumerate(_side_by_side(path, truths, raw, pages), 1)
    ]
    published = (true for true, page in zip(truths, scores, strict=True) if page.verdict != "held_back")
    rows = [row for true in published for row in rows_of(true)]
    right = tuple(rows_right(rows, passages))
    return FileScore(path.stem, tuple(scores), tuple(rows), right, milliseconds, len(pages))


def _cpu_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _side_by_side(
    path: Path, truths: Sequence[str], raw: Sequence[ReadPage], pages: Sequence[ReadPage]
) -> list[tuple[str, ReadPage, ReadPage]]:
    if len(truths) == 1:
        return [(truths[0], _as_one(raw), _as_one(pages))]
    if not len(truths) == len(raw) == len(pages):
        counts = f"{len(truths)} pages in the truth, {len(raw)} in the PDF, {len(pages)} were read"
        raise BenchError(f"{path.name}: {counts}; part the truth's pages by form feeds, or by none")
    return list(zip(truths, raw, pages, strict=True))


def _as_one(pages: Sequence[ReadPage]) -> ReadPage:
    """Return pages as one: held back if any is, else the first verdict that is not kept."""
    verdicts = [page.verdict for page in pages]
    others = [verdict for verdict in verdicts if verdict != "kept"]
    verdict = "held_back" if "held_back" in verdicts else next(iter(others), "kept")
    reasons = tuple(dict.fromkeys(reason for page in pages for reason in page.reasons))
    return ReadPage("\n".join(page.text for page in pages), verdict, reasons)


def figures_of(files: Sequence[FileScore]) -> dict[str, float]:
    """Return the published keys of these files."""
    right = [each for file in files for each in file.right]
    pages = sum(file.read_pages for file in files)
    values = page_figures([page for file in files for page in file.pages])
    values["tables_right"] = share(sum(right), len(right))
    values["cpu_ms_a_page"] = round(sum(file.milliseconds for file in files) / max(1, pages), 1)
    return values


def files_table(files: Sequence[FileScore]) -> Table:
    """Return a row for each file."""
    columns = ("file", "pages", "raw", "read", "worst", "numbers lost", "verdicts", "rows right", "ms a page")
    rows = []
    for file in files:
        errors = [page.error for page in file.pages]
        verdicts = [page.verdict for page in file.pages]
        counts = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in dict.fromkeys(verdicts))
        rows.append(
            (
                file.name,
                str(file.read_pages),
                percent(percentile([page.raw_error for page in file.pages], 0.5)),
                percent(percentile(errors, 0.5)),
                percent(max(errors)),
                percent(max(page.numbers_lost for page in file.pages)),
                counts,
                f"{sum(file.right)} of {len(file.right)}" if file.right else "",
                f"{file.milliseconds / max(1, file.read_pages):.0f}",
            )
        )
    return Table("Files (character error: median of the pages)", columns, tuple(rows))


def wrong_table(pages: Sequence[PageScore]) -> Table:
    """Return the pages that went wrong: published far from the truth, or held back although clean."""
    wrong = [
        page for page in pages if page.is_published_broken or (page.verdict == "held_back" and page.came_well)
    ]
    rows = [
        (page.file, str(page.number), percent(page.raw_error), percent(page.error),
         percent(page.numbers_lost), page.verdict, " ".join(page.reasons))
        for page in wrong
    ]  # fmt: skip
    columns = ("file", "page", "raw", "read", "numbers lost", "verdict", "reasons")
    return Table(f"Pages gone wrong: {len(rows)}", columns, tuple(rows))


def lost_rows_table(files: Sequence[FileScore]) -> Table:
    """Return the tables' rows that no passage holds."""
    rows = [
        (file.name, " | ".join(row.cells))
        for file in files
        for row, right in zip(file.rows, file.right, strict=True)
        if not right
    ]
    return Table(f"Rows without their heads: {len(rows)}", ("file", "row"), tuple(rows))


def measure(arguments: argparse.Namespace) -> Figures:
    """Make the PDFs unless a folder is given, read them, and score."""
    folder = arguments.dir or OWN
    if arguments.dir is None:
        print(*make_files(folder), sep="\n", file=sys.stderr)
    elif not folder.is_dir():
        raise BenchError(f"{folder} is no folder")
    reader = READERS[arguments.by]
    pairs = tqdm(pairs_in(folder), desc="reading", unit="file")
    files = [score_file(path, truth, reader) for path, truth in pairs]
    pages = [page for file in files for page in file.pages]
    return Figures(
        "Extraction", figures_of(files), (files_table(files), wrong_table(pages), lost_rows_table(files))
    )


def main() -> None:
    """Run the command line."""
    parser = make_parser("extraction", "Read PDFs and set them beside their true texts.")
    parser.add_argument(
        "--dir", metavar="FOLDER", type=Path, help="NAME.pdf beside NAME.txt; its own PDFs without"
    )
    parser.add_argument("--by", choices=sorted(READERS), default="documents", help="what reads them")
    run_command(parser, measure)


if __name__ == "__main__":
    main()

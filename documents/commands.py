"""The commands of `python -m documents`, one function each; what they read and print.

What is heavy is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from arabic import display_form
from documents.errors import SourceError
from documents.extraction import Extraction
from documents.passage import Passage, Rectangle
from documents.repaired import Repaired

_LINE_CHARACTERS = 100
_NO_ID = re.compile("[^a-z0-9]+")


def read(options: argparse.Namespace) -> None:
    """Print how each page was read, the blocks that were found, and what is left out of passages."""
    from documents.structure import structure_of

    extraction = _read(options.file)
    structure = structure_of(extraction)
    repaired = Repaired(extraction.text, extraction.repairs)
    print(f"{options.file.name}: {len(extraction.text)} characters, {len(extraction.repairs)} repairs")
    for page in extraction.pages:
        reasons = f" ({', '.join(page.reasons)})" if page.reasons else ""
        print(f"page {page.number}: {page.verdict}{reasons}, {len(page.lines)} lines")
    for block in structure.blocks:
        role = f"{block.kind} {block.level or ''}"
        text = repaired.stretch(block.start, block.end, block.skipped).text
        print(f"{role:<11} {_glimpse(text)}")
    for left_out in structure.left_out:
        print(f"left out: {left_out.reason:<11} {_glimpse(repaired.published(left_out.start, left_out.end))}")


def passages(options: argparse.Namespace) -> None:
    """Print a file's passages, proved, as text or JSON."""
    from documents.passages import passages_of
    from documents.proof import prove

    extraction = _read(options.file)
    found = passages_of(options.id or id_of(options.file), extraction)
    prove(extraction, found)
    if options.json:
        print(json.dumps([asdict(passage) for passage in found], ensure_ascii=False, indent=2))
        return
    for passage in found:
        print(_card(passage), end="\n\n")
    kinds = Counter(passage.kind for passage in found)
    held_back = sum(page.verdict == "held_back" for page in extraction.pages)
    print(
        f"{len(found)} passages, word for word: "
        + (", ".join(f"{number} {kind}" for kind, number in kinds.items()) or "none")
        + (f"; {held_back} pages held back" if held_back else "")
    )


def check(options: argparse.Namespace) -> None:
    """Prove curated sources by their raw texts, and published documents by what was extracted."""
    from documents.curated import check_document
    from documents.proof import prove_published
    from documents.published import Published

    paths = options.files or [
        *sorted(options.sources.glob("*.md")),
        *sorted(options.published.glob("*.json")),
    ]
    if not paths:
        raise SourceError(
            f"no curated source in {options.sources}, no published document in {options.published}; "
            "draft a source with 'python -m documents draft FILE'"
        )
    for path in paths:
        if path.suffix == ".json":
            published = Published.read(path)
            prove_published(published)
            said = f"{len(published.passages)} passages, word for word" if published.passages else "withdrawn"
            print(f"{path}: {said}")
        else:
            check_document(path)
            print(f"{path}: word for word")


def picture(options: argparse.Namespace) -> None:
    """Write a page as a picture, its lines marked."""
    from documents.sandbox import draw_safely

    marks = [Rectangle(**mark) for mark in json.loads(options.marks)]
    options.out.write_bytes(draw_safely(options.file, options.page, options.width, marks))


def draft(options: argparse.Namespace) -> None:
    """Print a proposal of the curated form of a raw text, for a person to finish."""
    from documents.curated import draft as draft_text
    from documents.curated.document import read_text

    print(draft_text(read_text(options.file)))


def id_of(path: Path) -> str:
    """Return a document's id made of a file's name, or of its content where the name has no Latin letters."""
    name = _NO_ID.sub("-", path.stem.lower()).strip("-")[:30].strip("-")
    if name:
        return name
    return f"d{hashlib.sha256(path.read_bytes()).hexdigest()[:10]}"


def _read(path: Path) -> Extraction:
    from documents.sandbox import read_safely

    if not path.is_file():
        raise SourceError(f"{path}: no such file; is the path right?")
    return read_safely(path, path.name)


def _card(passage: Passage) -> str:
    """Return a passage's place, words and repairs."""
    page = f", page {passage.page}" if passage.page else ""
    scanned = ", read from a picture" if passage.is_scanned else ""
    words = len(passage.text.split())
    ours = " (our heading)" if passage.heading_is_ours else ""
    repairs = [
        f"  {_glimpse(repair.wrong) or '∅'} → {_glimpse(repair.right) or '∅'} at {repair.start}"
        for repair in passage.repairs
    ]
    return "\n".join(
        [
            f"{passage.id} ({passage.kind}{page}{scanned}), {passage.start}–{passage.end}, {words} words",
            f"{passage.section} — {passage.heading}{ours}",
            passage.text,
            *(["repairs:", *repairs] if repairs else []),
        ]
    )


def _glimpse(text: str) -> str:
    words = " ".join(display_form(text).split())
    return words if len(words) <= _LINE_CHARACTERS else f"{words[:_LINE_CHARACTERS]} …"

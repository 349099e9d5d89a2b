"""Text of a page's picture, by the program Tesseract, where it is installed with Arabic."""

import csv
import io
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium

DOTS_PER_INCH = 300
MAX_PIXELS = 40_000_000  # of a picture; larger pages are drawn more coarsely
SECONDS = 90  # for one page
LANGUAGES = ("ara", "eng", "fra")
MIN_CONFIDENCE = 55.0  # of Tesseract's words on the mean, of 100


@dataclass(frozen=True, slots=True)
class ScannedLine:
    """A line that was read from a picture; edges as shares of its width and height."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that Tesseract can read here; () without the program or without Arabic."""
    program = shutil.which("tesseract")
    if program is None:
        return ()
    try:
        listed = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        ).stdout.split()
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(each for each in LANGUAGES if each in listed) if "ara" in listed else ()


def scanned_lines(page: pdfium.PdfPage) -> list[ScannedLine] | None:
    """Return a page's lines as Tesseract reads them; None where it cannot, or is not sure enough."""
    if not languages():
        return None
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    picture = bitmap.to_pil()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        picture.save(path)
        command = ["tesseract", str(path), "stdout", "-l", "+".join(languages()), "--psm", "1", "tsv"]
        try:
            done = subprocess.run(
                
                command,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=SECONDS,
                check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except (OSError, subprocess.TimeoutExpired):
            return None
    return lines_of_table(done.stdout, *picture.size) if done.returncode == 0 else None


def lines_of_table(table: str, width: int, height: int) -> list[ScannedLine] | None:
    """Return the lines of Tesseract's table of words; None where its words are none or unsure."""
    rows = list(csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE))
    lines: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    confidences = []
    for row in rows:
        if row.get("level") != "5" or not (row.get("text") or "").strip():
            continue
        confidences.append(float(row["conf"]))
        lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    if not confidences or sum(confidences) / len(confidences) < MIN_CONFIDENCE:
        return None
    result = []
    for words in lines.values():
        left = min(int(word["left"]) for word in words)
        top = min(int(word["top"]) for word in words)
        right = max(int(word["left"]) + int(word["width"]) for word in words)
        bottom = max(int(word["top"]) + int(word["height"]) for word in words)
        text = " ".join(word["text"].strip() for word in words)
        result.append(ScannedLine(text, left / width, top / height, right / width, bottom / height))
    return result

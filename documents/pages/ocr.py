"""Text of a page's picture, by the program Tesseract, where it is installed with Arabic."""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from arabic.forms import typed_form

DOTS_PER_INCH = 300
MAX_PIXELS = 40_000_000  # of a picture; larger pages are drawn more coarsely
SECONDS = 90  # for one page
LANGUAGE = "ara"  # alone: with English beside it Tesseract takes every tenth Arabic word for Latin
MIN_CONFIDENCE = 80.0  # of Tesseract's words on the mean, of 100; below it every tenth letter is wrong
# Of a picture's ink, outside the lines that were read: more is text that was passed over.
MAX_UNREAD_INK = 0.15
_DARK = 128  # of 255


@dataclass(frozen=True, slots=True)
class ScannedLine:
    """A line that was read from a picture; edges as shares of its width and height."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@cache
def is_installed() -> bool:
    """Tell whether Tesseract is here and can read Arabic."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    command = [program, "--list-langs"]
    try:
        listed = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    return LANGUAGE in listed.split()


def scanned_lines(page: pdfium.PdfPage) -> list[ScannedLine] | None:
    """Return a page's lines as Tesseract reads them; None where it cannot, or is not sure enough."""
    if not is_installed():
        return None
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    picture = bitmap.to_pil()
    # By its input, not by a file: where strangers' files are read, none may be made (documents.confinement).
    png = io.BytesIO()
    picture.save(png, "PNG")
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--psm", "3", "tsv"],
            input=png.getvalue(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    table = done.stdout.decode("utf-8", errors="replace")
    lines = lines_of_table(table, *picture.size) if done.returncode == 0 else None
    return None if lines is None or unread_ink(picture, lines) > MAX_UNREAD_INK else lines


def unread_ink(picture: Image.Image, lines: Sequence[ScannedLine]) -> float:
    """Return the share of a picture's dark points that lie in none of the lines."""
    ink = picture.convert("L").point(lambda grey: 255 if grey < _DARK else 0)
    drawn = ink.histogram()[255]
    draw = ImageDraw.Draw(ink)
    width, height = ink.size
    for line in lines:
        draw.rectangle(
            (line.left * width, line.top * height, line.right * width, line.bottom * height), fill=0
        )
    return ink.histogram()[255] / drawn if drawn else 0.0


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
        text = " ".join(typed_form(word["text"]).strip() for word in words)
        result.append(ScannedLine(text, left / width, top / height, right / width, bottom / height))
    return result

"""Test PDFs whose text layer is broken or missing although their pages look right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

CodeMap = Callable[[str], str]
DOTS_PER_INCH = 200  # of a scan
LAM_ALEF = re.compile("\u0644[\u0622\u0623\u0625\u0627]")
_DESTINATION = re.compile(rb"(<[0-9A-Fa-f]+>\s*(?:<[0-9A-Fa-f]+>\s*)?)<([0-9A-Fa-f]+)>(?=\s*(?:\n|\r|<|$))")


def shifted(text: str) -> str:
    """Return another Arabic letter for every one: a layer that looks like Arabic and is none."""
    return "".join(
        chr(0x0621 + (ord(sign) - 0x0621 + 7) % 42) if 0x0621 <= ord(sign) <= 0x064A else sign
        for sign in text
    )


def replaced(text: str) -> str:
    """Return replacement signs for Arabic letters."""
    return "".join("\ufffd" if "\u0621" <= sign <= "\u064a" else sign for sign in text)


def lam_alef_turned(text: str) -> str:
    """Return lam-alef with its letters in the wrong order."""
    return LAM_ALEF.sub(lambda found: found[0][::-1], text)


def brackets_mirrored(text: str) -> str:
    """Return brackets and guillemets as their counterparts."""
    return text.translate(str.maketrans("()[]«»", ")(][»«"))


def with_wrong_codes(source: Path, target: Path, code_map: CodeMap | None, pages: Sequence[int]) -> None:
    """Write these pages (from 0) with fonts whose signs stand for others; None takes their ToUnicode away."""
    writer = PdfWriter()
    for place, number in enumerate(pages):
        # A page read on its own brings its own copies of the fonts.
        writer.append(PdfReader(source), pages=(number, number + 1))
        _break_fonts(writer, place, code_map)
    writer.write(target)


def _break_fonts(writer: PdfWriter, number: int, code_map: CodeMap | None) -> None:
    resources = writer.pages[number]["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    fonts = resources["/Font"].get_object()
    assert isinstance(fonts, DictionaryObject)
    for font in fonts.values():
        described = font.get_object()
        if "/ToUnicode" not in described:
            continue
        if code_map is None:
            del described["/ToUnicode"]
            continue
        stream = StreamObject()
        stream.set_data(_mapped(described["/ToUnicode"].get_object().get_data(), code_map))
        described[NameObject("/ToUnicode")] = writer._add_object(stream)


def _mapped(code_table: bytes, code_map: CodeMap) -> bytes:
    def entry(found: re.Match[bytes]) -> bytes:
        text = bytes.fromhex(found[2].decode()).decode("utf-16-be", "replace")
        return found[1] + b"<" + code_map(text).encode("utf-16-be").hex().encode() + b">"

    written = []
    for line in code_table.splitlines(keepends=True):
        is_entry = line.startswith(b"<") and b"begincodespacerange" not in line
        written.append(_DESTINATION.sub(entry, line) if is_entry else line)
    return b"".join(written)


def scan(source: Path, target: Path, pages: Sequence[int], degrees: float, noise: float) -> None:
    """Write pages (from 0) as grey pictures only, turned by some degrees, with noise (deviation, of 255)."""
    random = np.random.default_rng(1)
    pictures = []
    with pypdfium2.PdfDocument(source) as document:
        for number in pages:
            picture = document[number].render(scale=DOTS_PER_INCH / 72).to_pil().convert("L")
            picture = picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=250)
            if noise:
                picture = picture.filter(ImageFilter.GaussianBlur(0.6))
                grey = np.asarray(picture) + random.normal(0, noise, (picture.height, picture.width))
                picture = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
            pictures.append(picture)
    first, *others = pictures
    first.save(target, "PDF", resolution=DOTS_PER_INCH, save_all=True, append_images=others, quality=70)


def joined(sources: Sequence[tuple[Path, int]], target: Path) -> None:
    """Write one PDF of pages (from 0) of several."""
    writer = PdfWriter()
    for path, number in sources:
        writer.append(PdfReader(path), pages=(number, number + 1))
    writer.write(target)

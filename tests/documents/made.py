"""Small PDFs made by hand: every drawing's letters, width and place are the test's to say.

The font is no real one (its drawings are Helvetica's), so pictures show other letters than the text says; a
reader of the text layer cannot tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bidi.algorithm import get_display

WIDTH, HEIGHT = 595, 842
EM = 0.5  # every drawing's advance, in ems
_FIRST_CODE = 33

Drawn = tuple[
    float, float, float, Sequence[str]
]  # left edge, baseline from below, size, letters of each drawing


def seen(text: str) -> str:
    """Return an Arabic line as it stands on paper, left to right, by another's bidirectional algorithm."""
    return get_display(text, base_dir="R")


def right_aligned(text: str, right: float, baseline: float, size: float = 12) -> Drawn:
    """Return a line of an Arabic paragraph as a good writer draws it."""
    drawn = seen(text)
    return right - len(drawn) * EM * size, baseline, size, drawn


def make_pdf(
    path: Path, pages: Sequence[Sequence[Drawn]], *, pictures: Sequence[int] = (), title: str = ""
) -> Path:
    """Write a PDF of these lines; `pictures` are the numbers of pages that a grey picture covers."""
    codes: dict[str, int] = {}
    for lines in pages:
        for *_, letters in lines:
            for each in letters:
                codes.setdefault(each, _FIRST_CODE + len(codes))
    assert len(codes) < 256 - _FIRST_CODE
    objects: list[bytes] = [b"", b"", _font(codes), _stream(_unicode_map(codes)), _picture()]
    kids = []
    for number, lines in enumerate(pages, start=1):
        content = b"".join(_shown(line, codes) for line in lines)
        if number in pictures:
            content += f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q\n".encode()
        objects.append(_stream(content))
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {len(objects)} 0 R"
            f"/Resources<</Font<</F 3 0 R>>/XObject<</I 5 0 R>>>>>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    objects.append(
        b"<</Title<" + b"\xfe\xff".hex().encode() + title.encode("utf-16-be").hex().encode() + b">>>"
    )
    path.write_bytes(_file(objects))
    return path


def _shown(line: Drawn, codes: dict[str, int]) -> bytes:
    left, baseline, size, letters = line
    written = bytes(codes[each] for each in letters).hex()
    return f"BT /F {size} Tf 1 0 0 1 {left} {baseline} Tm <{written}> Tj ET\n".encode()


def _font(codes: dict[str, int]) -> bytes:
    last = _FIRST_CODE + max(1, len(codes)) - 1
    widths = " ".join([str(int(EM * 1000))] * (last - _FIRST_CODE + 1))
    return (
        f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar {_FIRST_CODE}/LastChar {last}"
        f"/Widths[{widths}]/ToUnicode 4 0 R>>".encode()
    )


def _unicode_map(codes: dict[str, int]) -> bytes:
    rows = "\n".join(f"<{code:02x}> <{letters.encode('utf-16-be').hex()}>" for letters, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar\nendcmap end end\n"
    ).encode()


def _picture() -> bytes:
    return _stream(
        b"\x80", "/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    )


def _stream(content: bytes, more: str = "") -> bytes:
    return f"<<{more}/Length {len(content)}>>\nstream\n".encode() + content + b"\nendstream"


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>\n"
            f"startxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )

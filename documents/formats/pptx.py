"""PowerPoint files (pptx, pptm, ppsx): each slide's title is a heading, what stands under it items and rows.

Left out: the speaker's notes, footers, dates and slide numbers, hidden slides, and pictures. Macros are
neither read nor run.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.package import PartFactory
from pptx.oxml.ns import qn
from pptx.package import Package
from pptx.parts.presentation import PresentationPart

from documents.extraction import Extraction
from documents.formats.builder import Builder
from documents.formats.tables import add_table

for _kind in ("slideshow", "template"):
    for _type in (
        f"application/vnd.openxmlformats-officedocument.presentationml.{_kind}.main+xml",
        f"application/vnd.ms-powerpoint.{_kind}.macroEnabled.main+xml",
    ):
        PartFactory.part_type_for[_type] = PresentationPart

_AROUND = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER}
_BULLETED = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY}
_GROUPS_IN_GROUPS = 50
_LONG_WORDS = 30  # from there on a bullet is a paragraph


def read_pptx(path: Path, name: str) -> Extraction:
    """Read a PowerPoint file; SourceError where it holds no text, the library's own where it is damaged."""
    part = Package.open(str(path)).main_document_part
    if not isinstance(part, PresentationPart):
        raise ValueError("its main part is no presentation")
    builder = Builder(name, title=part.core_properties.title or "")
    for slide in part.presentation.slides:
        if slide._element.get("show") not in ("0", "false"):
            _add_slide(builder, slide)
    return builder.extraction()


def _add_slide(builder: Builder, slide: Any) -> None:
    title = slide.shapes.title
    if title is not None:
        builder.add("heading", " ".join(_text(each) for each in title.text_frame.paragraphs), level=1)
    for shape in _shapes(slide.shapes):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        kind = shape.placeholder_format.type if shape.is_placeholder else None
        if kind in _AROUND:
            continue
        if getattr(shape, "has_table", False):
            table = shape.table
            rows = [[_cell(each) for each in row.cells] for row in table.rows]
            add_table(builder, rows, 1 if table.first_row and len(rows) > 1 else None)
        elif shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                text = _text(paragraph)
                is_item = _is_bulleted(paragraph, kind) and len(text.split()) <= _LONG_WORDS
                builder.add("item" if is_item else "paragraph", text)


def _shapes(shapes: Iterable[Any], depth: int = 0) -> Iterator[Any]:
    """Yield shapes in their order, groups opened."""
    if depth > _GROUPS_IN_GROUPS:
        raise RecursionError("groups in groups")
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _cell(cell: Any) -> str:
    return "" if cell.is_spanned else " ".join(_text(each) for each in cell.text_frame.paragraphs)


def _text(paragraph: Any) -> str:
    return cast(str, paragraph.text).replace("\v", "\n")


def _is_bulleted(paragraph: Any, kind: Any) -> bool:
    properties = paragraph._p.find(qn("a:pPr"))
    if properties is not None:
        if properties.find(qn("a:buNone")) is not None:
            return False
        if any(properties.find(qn(tag)) is not None for tag in ("a:buChar", "a:buAutoNum", "a:buBlip")):
            return True
    return kind in _BULLETED

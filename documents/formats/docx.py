"""Word files (docx, docm, dotx): headings by style and outline level, lists, tables, footnotes apart.

Left out: headers, footers, tables of contents, comments, hidden text, and what was struck out while changes
were followed. Macros are neither read nor run.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.parts.document import DocumentPart
from docx.styles.style import BaseStyle, ParagraphStyle

from documents.extraction import Extraction
from documents.formats.builder import Builder
from documents.formats.tables import add_table

_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = "application/vnd.ms-word.{}.main+xml"
for _kind in (
    _TEMPLATE,
    _MACROS.format("document.macroEnabled"),
    _MACROS.format("template.macroEnabledTemplate"),
):
    PartFactory.part_type_for[_kind] = DocumentPart

_CONTAINERS = {qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_UNREAD = {
    qn(f"w:{tag}")
    for tag in ("del", "moveFrom", "txbxContent", "instrText", "delText", "rPr", "pPr", "sdtPr", "sectPr")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_SIGNS = {
    qn("w:tab"): " ",
    qn("w:ptab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_NOTES = (
    (RELATIONSHIP_TYPE.FOOTNOTES, "w:footnote"),
    (RELATIONSHIP_TYPE.ENDNOTES, "w:endnote"),
)
_BODY_LEVEL = 9  # the outline level of text that is no heading
_TABLES_IN_TABLES = 20
_TITLE, _SUBTITLE, _CONTENTS = "title", "subtitle", "toc"


def read_docx(path: Path, name: str) -> Extraction:
    """Read a Word file; SourceError where it holds no text, the library's own errors where it is damaged."""
    part = Package.open(str(path)).main_document_part
    if not isinstance(part, DocumentPart):
        raise ValueError(f"its main part is {part.content_type}")
    return _Reader(part, name).read()


class _Reader:
    def __init__(self, part: DocumentPart, name: str) -> None:
        self._part = part
        self._builder = Builder(name, title=part.core_properties.title or "")
        self._styles = {style.style_id: style for style in part.styles}
        default = part.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        self._default = default.style_id if default is not None else ""

    def read(self) -> Extraction:
        self._add_all(self._part.element.body)
        for relation, tag in _NOTES:
            for note in self._notes(relation, tag):
                self._builder.add_footnote(note)
        return self._builder.extraction()

    def _add_all(self, parent: Any, depth: int = 0) -> None:
        for element in parent:
            if element.tag == qn("w:p"):
                self._add_paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._add_table(element, depth)
            elif element.tag in _CONTAINERS and not _is_contents(element):
                self._add_all(element, depth)

    def _add_paragraph(self, element: Any) -> None:
        text = "".join(self._texts(element))
        styles = self._chain(_value(element, "w:pPr/w:pStyle") or self._default)
        names = [(style.name or "").lower() for style in styles]
        level = self._level(element, styles)
        if any(name.startswith(_CONTENTS) for name in names):
            pass
        elif _TITLE in names:
            self._builder.add("title", text)
        elif level is not None and _SUBTITLE not in names:
            self._builder.add("heading", text, level=level)
        elif self._is_item(element, styles):
            self._builder.add("item", text)
        else:
            self._builder.add("paragraph", text, bold_size=self._bold_size(element, styles))
        # A text box is fastened to a paragraph; its copy for old programs is left out.
        for box in element.iter(qn("w:txbxContent")):
            if not any(each.tag in _UNREAD for each in box.iterancestors()):
                self._add_all(box)

    def _add_table(self, table: Any, depth: int) -> None:
        rows: list[list[str]] = []
        above: list[str] = []
        heads = 0
        for row in _through(table, qn("w:tr")):
            cells: list[str] = []
            for cell in _through(row, qn("w:tc")):
                span = int(_value(cell, "w:tcPr/w:gridSpan") or 1)
                merge = cell.find(qn("w:tcPr") + "/" + qn("w:vMerge"))
                goes_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
                column = len(cells)
                text = above[column] if goes_on and column < len(above) else self._cell(cell, depth)
                cells += [text] + [""] * (min(span, 64) - 1)
            if _is_on(row, "w:trPr/w:tblHeader") and heads == len(rows):
                heads += 1
            rows.append(cells)
            above = cells
        if len(rows) == 1 and len(rows[0]) == 1:  # a frame around text
            for cell in _through(next(_through(table, qn("w:tr"))), qn("w:tc")):
                self._add_all(cell, depth + 1)
            return
        if not heads and len(rows) > 1 and self._is_bold_row(table):
            heads = 1
        add_table(self._builder, rows, heads if 0 < heads < len(rows) else None)

    def _cell(self, cell: Any, depth: int) -> str:
        if depth > _TABLES_IN_TABLES:
            raise RecursionError("tables in tables")
        texts = ["".join(self._texts(paragraph)) for paragraph in cell.iter(qn("w:p"))]
        return " ".join(text for text in texts if text.strip())

    def _texts(self, element: Any) -> Iterator[str]:
        """Yield a paragraph's visible text, whatever its runs stand in."""
        for child in element:
            if child.tag == qn("w:t"):
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == qn("w:r") and _is_on(child, "w:rPr/w:vanish"):
                continue
            elif child.tag not in _UNREAD and child.tag != qn("w:p"):
                yield from self._texts(child)

    def _chain(self, style_id: str) -> list[BaseStyle]:
        """Return a style and those that it is based on."""
        chain: list[BaseStyle] = []
        style = self._styles.get(style_id)
        while style is not None and style not in chain:
            chain.append(style)
            style = style.base_style if isinstance(style, ParagraphStyle) else None
        return chain

    def _level(self, element: Any, styles: list[BaseStyle]) -> int | None:
        """Return a heading's level from 1, None for what is no heading."""
        for each in (element, *(cast(Any, style).element for style in styles)):
            value = _value(each, "w:pPr/w:outlineLvl")
            if value is not None:
                return int(value) + 1 if 0 <= int(value) < _BODY_LEVEL else None
        for style in styles:
            word, _, number = (style.name or "").lower().partition(" ")
            if word == "heading" and number.isdigit():
                return int(number)
        return None

    def _is_item(self, element: Any, styles: list[BaseStyle]) -> bool:
        for each in (element, *(cast(Any, style).element for style in styles)):
            value = _value(each, "w:pPr/w:numPr/w:numId")
            if value is not None:
                return value != "0"
        return any((style.name or "").lower().startswith("list ") for style in styles)

    def _bold_size(self, element: Any, styles: list[BaseStyle]) -> float:
        """Return the letters' size in points where a paragraph is wholly bold, else 0."""
        runs = [run for run in element.iter(qn("w:r")) if "".join(self._texts(run)).strip()]
        properties = [cast(Any, style).element for style in styles]
        if not runs or not all(_is_bold(run, properties) for run in runs):
            return 0
        sizes = [_size(run, properties) for run in runs]
        return max(sizes)

    def _is_bold_row(self, table: Any) -> bool:
        first, second = list(_through(table, qn("w:tr")))[:2]
        return self._is_all_bold(first) and not self._is_all_bold(second)

    def _is_all_bold(self, row: Any) -> bool:
        runs = [run for run in row.iter(qn("w:r")) if "".join(self._texts(run)).strip()]
        return bool(runs) and all(_is_bold(run, []) for run in runs)

    def _notes(self, relation: str, tag: str) -> Iterator[str]:
        for related in self._part.rels.values():
            if related.reltype == relation and not related.is_external:
                for note in parse_xml(related.target_part.blob).iter(qn(tag)):
                    if note.get(qn("w:type")) is None:  # the others are rules between text and notes
                        texts = ("".join(self._texts(each)) for each in note.iter(qn("w:p")))
                        yield "\n".join(text for text in texts if text.strip())


def _through(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the children of a tag, also those inside content controls and followed changes."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _through(child, tag)


def _is_contents(element: Any) -> bool:
    gallery = _value(element, "w:sdtPr/w:docPartObj/w:docPartGallery")
    return gallery is not None and "contents" in gallery.lower()


def _find(element: Any, path: str) -> Any:
    return element.find("/".join(qn(step) for step in path.split("/")))


def _value(element: Any, path: str) -> str | None:
    found = _find(element, path)
    return None if found is None else found.get(qn("w:val"))


def _is_on(element: Any, path: str) -> bool:
    found = _find(element, path)
    return found is not None and found.get(qn("w:val"), "true") not in ("0", "false", "off", "none")


def _is_bold(run: Any, styles: list[Any]) -> bool:
    for each in (run, *styles):
        for tag in ("w:rPr/w:b", "w:rPr/w:bCs"):  # bCs: of Arabic letters
            if _find(each, tag) is not None:
                return _is_on(each, tag)
    return False


def _size(run: Any, styles: list[Any]) -> float:
    for each in (run, *styles):
        for tag in ("w:rPr/w:szCs", "w:rPr/w:sz"):
            value = _value(each, tag)
            if value is not None:
                return float(value) / 2
    return 11.0

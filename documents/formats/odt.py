"""OpenDocument texts (odt, ott): headings by outline level, lists, tables, notes apart.

Left out: headers and footers, indexes, annotations, hidden text, and what was struck out while changes were
followed.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

from odf.namespaces import DCNS, DRAWNS, FONS, OFFICENS, STYLENS, TABLENS, TEXTNS
from odf.opendocument import load

from documents.extraction import Extraction
from documents.formats.archive import read_part
from documents.formats.builder import Builder
from documents.formats.tables import add_table

_MAX_CONTENT = 256_000_000  # bytes
_MAX_REPEATED = 64
_TEXT_NODES = (3, 4)  # the numbers of text and CDATA in the DOM
_UNREAD = {
    (TEXTNS, "tracked-changes"),
    (TEXTNS, "note"),
    (TEXTNS, "hidden-text"),
    (TEXTNS, "hidden-paragraph"),
    (TEXTNS, "ruby-text"),
    (OFFICENS, "annotation"),
    (OFFICENS, "forms"),
    (DRAWNS, "frame"),
    (TEXTNS, "list"),
    (TABLENS, "table"),
}
_INDEXES = {"table-of-content", "illustration-index", "table-index", "alphabetical-index", "user-index"}


def read_odt(path: Path, name: str) -> Extraction:
    """Read an OpenDocument text; SourceError where it holds no text, others where it is damaged."""
    # odfpy prints what is wrong with XML and goes on with what it has.
    expat.ParserCreate().Parse(read_part(path, "content.xml", _MAX_CONTENT), True)
    return _Reader(load(str(path)), name).read()


class _Reader:
    def __init__(self, document: Any, name: str) -> None:
        titles = [each for each in document.meta.childNodes if each.qname == (DCNS, "title")]
        self._builder = Builder(name, title=_plain(titles[0]) if titles else "")
        self._body = document.text
        self._styles = {
            each.getAttrNS(STYLENS, "name"): each
            for parent in (document.styles, document.automaticstyles)
            for each in parent.childNodes
            if each.qname == (STYLENS, "style") and each.getAttrNS(STYLENS, "family") == "paragraph"
        }

    def read(self) -> Extraction:
        self._add_all(self._body, is_item=False)
        return self._builder.extraction()

    def _add_all(self, parent: Any, is_item: bool) -> None:
        for node in _elements(parent):
            namespace, tag = node.qname
            if namespace == TEXTNS and tag == "h":
                self._add_heading(node)
            elif namespace == TEXTNS and tag == "p":
                self._add_paragraph(node, is_item)
            elif namespace == TEXTNS and tag == "list":
                self._add_all(node, is_item=True)
            elif namespace == TABLENS and tag == "table":
                self._add_table(node)
            elif node.qname in _UNREAD or tag in _INDEXES:
                continue
            else:  # list items, sections, page sequences
                self._add_all(node, is_item)

    def _add_heading(self, node: Any) -> None:
        level = str(node.getAttrNS(TEXTNS, "outline-level") or 1)
        self._builder.add("heading", _plain(node), level=int(level) if level.isdigit() else 1)
        self._add_aside(node)

    def _add_paragraph(self, node: Any, is_item: bool) -> None:
        chain = self._chain(node.getAttrNS(TEXTNS, "style-name"))
        names = {str(style.getAttrNS(STYLENS, "name")).lower() for style in chain}
        if "title" in names:
            self._builder.add("title", _plain(node))
        elif is_item:
            self._builder.add("item", _plain(node))
        else:
            self._builder.add("paragraph", _plain(node), bold_size=_bold_size(node, chain))
        self._add_aside(node)

    def _add_aside(self, node: Any) -> None:
        """Add what is fastened to a paragraph: text boxes after it, notes apart."""
        for each in _descendants(node):
            if each.qname == (DRAWNS, "text-box"):
                self._add_all(each, is_item=False)
            elif each.qname == (TEXTNS, "note-body"):
                paragraphs = [_plain(one) for one in _descendants(each) if one.qname == (TEXTNS, "p")]
                self._builder.add_footnote("\n".join(paragraphs))

    def _add_table(self, table: Any) -> None:
        rows, heads = [], 0
        for row, is_head in _rows(table):
            cells: list[str] = []
            for cell in _elements(row):
                if cell.qname in ((TABLENS, "table-cell"), (TABLENS, "covered-table-cell")):
                    times = min(_number(cell, "number-columns-repeated"), _MAX_REPEATED)
                    cells += [self._cell(cell)] * times
            heads += is_head
            rows.append(cells)
        if len(rows) == 1 and len(rows[0]) == 1:  # a frame around text
            for cell in _descendants(table):
                if cell.qname == (TABLENS, "table-cell"):
                    return self._add_all(cell, is_item=False)
        return add_table(self._builder, rows, heads or None)

    def _cell(self, cell: Any) -> str:
        paragraphs = (each for each in _descendants(cell) if each.qname in ((TEXTNS, "p"), (TEXTNS, "h")))
        return " ".join(text for text in map(_plain, paragraphs) if text.strip())

    def _chain(self, name: Any) -> list[Any]:
        """Return a paragraph's style and those that it is based on."""
        chain: list[Any] = []
        style = self._styles.get(name)
        while style is not None and style not in chain:
            chain.append(style)
            style = self._styles.get(style.getAttrNS(STYLENS, "parent-style-name"))
        return chain


def _elements(node: Any) -> Iterator[Any]:
    return (child for child in node.childNodes if child.nodeType not in _TEXT_NODES)


def _descendants(node: Any) -> Iterator[Any]:
    for child in _elements(node):
        yield child
        yield from _descendants(child)


def _plain(node: Any) -> str:
    return "".join(_texts(node))


def _texts(node: Any) -> Iterator[str]:
    for child in node.childNodes:
        if child.nodeType in _TEXT_NODES:
            yield str(child.data)
        elif child.qname == (TEXTNS, "s"):
            yield " " * min(_number(child, "c", TEXTNS), 1000)
        elif child.qname == (TEXTNS, "tab"):
            yield " "
        elif child.qname == (TEXTNS, "line-break"):
            yield "\n"
        elif child.qname not in _UNREAD:
            yield from _texts(child)


def _rows(table: Any, is_head: bool = False) -> Iterator[tuple[Any, bool]]:
    for node in _elements(table):
        if node.qname == (TABLENS, "table-row"):
            yield node, is_head
        elif node.qname in (
            (TABLENS, "table-header-rows"),
            (TABLENS, "table-rows"),
            (TABLENS, "table-row-group"),
        ):
            yield from _rows(node, is_head or node.qname[1] == "table-header-rows")


def _number(node: Any, attribute: str, namespace: str = TABLENS) -> int:
    value = str(node.getAttrNS(namespace, attribute) or 1)
    return int(value) if value.isdigit() else 1


def _bold_size(node: Any, chain: list[Any]) -> float:
    """Return 1 plus the size in points where a paragraph's style is bold, else 0."""
    properties = [each for style in chain for each in _elements(style) if each.qname[1] == "text-properties"]
    weights = [_first(each, ((STYLENS, "font-weight-complex"), (FONS, "font-weight"))) for each in properties]
    if next((weight for weight in weights if weight), "normal") != "bold":
        return 0
    sizes = [_first(each, ((STYLENS, "font-size-complex"), (FONS, "font-size"))) for each in properties]
    size = next((size for size in sizes if size.endswith("pt")), "11pt")
    return 1 + float(size[:-2])


def _first(node: Any, attributes: tuple[tuple[str, str], ...]) -> str:
    for namespace, attribute in attributes:
        value = node.getAttrNS(namespace, attribute)
        if value:
            return str(value)
    return ""

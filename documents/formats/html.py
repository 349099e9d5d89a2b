"""HTML: the main text of a page, its headings, lists and tables; scripts are never run, nothing is fetched.

trafilatura finds what is the page's own among menus, banners and footers. A document without such things, as
an office program saves it, is read whole, and so is a page of which trafilatura finds nothing.
"""

import re
from itertools import takewhile
from typing import Any

import lxml.html
import trafilatura

from documents.extraction import BlockKind, Extraction
from documents.formats.builder import MAX_CHARACTERS, Builder
from documents.formats.encoding import decode
from documents.formats.tables import add_table
from documents.refusals import refusal

_BEGINS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|p|h[1-6]|table|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]+)|^<\?xml[^>]*encoding=["']([\w-]+)""", re.I
)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SAMPLE = 4096
_SPACES = re.compile(r"[ \t\n\r\f\u00a0]+")

# Tags of HTML and of trafilatura's tree, which are walked alike.
_UNREAD_TAGS = """
    script style noscript template svg math iframe object canvas audio video select button input textarea
    title link meta graphic del
"""
_INLINE_TAGS = """
    a abbr b bdi bdo big cite code data dfn em font i ins kbd label mark q ref s samp small span strong sub
    sup time tt u var wbr hi
"""
_UNREAD, _INLINE = frozenset(_UNREAD_TAGS.split()), frozenset(_INLINE_TAGS.split())
_AROUND = {"nav", "header", "footer", "aside", "form", "menu", "dialog"}
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary"}
_MENU = re.compile(r"\b(nav|menu|sidebar|breadcrumb|footer|header|cookie)", re.IGNORECASE)
_MOST_ELEMENTS = 20_000  # trafilatura's time grows with their square: some 5 s for so many
_BREAKS = {"br", "lb"}
_ITEMS = {"li", "item", "dd"}
_LISTS = {"ul", "ol", "list", "dl"}
_ROWS, _CELLS, _HEAD_CELLS = {"tr", "row"}, {"td", "th", "cell"}, {"th"}


def is_html(text: str) -> bool:
    """Tell whether a text is a page of HTML."""
    return _BEGINS.match(text[:_SAMPLE]) is not None


def read_html(data: bytes, name: str) -> Extraction:
    """Read a page; refuses what holds no text, or is nested deeper than any page."""
    charset = _CHARSET.search(data[:_SAMPLE])
    declared = (charset[1] or charset[2]).decode() if charset else ""
    root = _parsed(decode(data, name, declared), name)
    builder = Builder(name, title=(root.findtext(".//title") or "").strip())
    main = _main_of(root)
    found = None if main is root and not _has_surroundings(root) else _found(root, main)
    _Walk(builder).add_all(main if found is None else found)
    return builder.extraction()


def _parsed(text: str, name: str) -> Any:
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = lxml.html.document_fromstring(_XML_DECLARATION.sub("", text), parser=parser)
    except lxml.etree.ParserError as error:
        raise refusal("no_text", name=name) from error
    for entry in parser.error_log:  # where libxml2 has gone on with what it has
        if "xcessive depth" in entry.message:
            raise refusal("nested_too_deep", name=name)
        if entry.level == lxml.etree.ErrorLevels.FATAL:
            raise refusal("too_much_text", name=name, limit_characters=MAX_CHARACTERS)
    return root


def _main_of(root: Any) -> Any:
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = root.findall(path)
        if len(found) == 1:
            return found[0]
    return root


def _has_surroundings(root: Any) -> bool:
    return any(
        element.tag in _AROUND
        or element.get("role") in _ROLES
        or _MENU.search(f"{element.get('class', '')} {element.get('id', '')}") is not None
        for element in root.iter()
        if isinstance(element.tag, str)
    )


def _found(root: Any, main: Any) -> Any:
    """Return trafilatura's tree; None where it finds nothing, loses headings, or would take long."""
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return None
    page = trafilatura.bare_extraction(
        root, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
    )
    body = getattr(page, "body", None)
    if body is None:
        return None
    has_headings = any(len(main.findall(f".//h{level}")) for level in range(2, 5))
    return None if has_headings and not body.findall(".//head") else body


class _Walk:
    """Goes through a tree and adds its blocks; text between blocks is a paragraph of its own."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._line: list[str] = []

    def add_all(self, element: Any, kind: BlockKind = "paragraph", level: int = 0) -> None:
        """Add what stands in an element, to its end."""
        self._take(element.text)
        for child in element:
            self._add(child, kind, level)
            self._take(child.tail)
        self._end(kind, level)

    def _add(self, element: Any, kind: BlockKind, level: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _UNREAD or _is_hidden(element) or tag in _AROUND:
            return
        if tag in _BREAKS:
            self._line.append("\n")
        elif tag in _INLINE:
            self._take(element.text)
            for child in element:
                self._add(child, kind, level)
                self._take(child.tail)
        else:
            self._end(kind, level)
            heading = _heading_level(element)
            if heading:
                self.add_all(element, "heading", heading)
            elif tag == "table":
                self._add_table(element)
            elif tag == "head" and element.getparent().tag == "html":
                return
            elif tag in _ITEMS:
                self.add_all(element, "item")
            else:
                self.add_all(element, "paragraph" if tag in _LISTS or kind == "heading" else kind)

    def _add_table(self, table: Any) -> None:
        rows = [element for element in table.iter() if element.tag in _ROWS]
        is_layout = len(table.findall(".//table")) > 0 or any(_heading_level(each) for each in table.iter())
        if is_layout:
            for row in rows:
                if next(row.iterancestors("table")) is table:
                    for cell in row:
                        self.add_all(cell)
            return
        for caption in table.findall("caption"):
            self.add_all(caption)
        heads = len(list(takewhile(_is_head_row, rows)))
        texts = [[text for cell in row if cell.tag in _CELLS for text in self._cell(cell)] for row in rows]
        add_table(self._builder, texts, heads if 0 < heads < len(rows) else None)

    def _cell(self, cell: Any) -> list[str]:
        """Return a cell's text, and an empty one for each further column that it covers."""
        inner = _Walk(Builder(self._builder.name))
        inner._take_all(cell)
        span = cell.get("colspan", "1")
        return ["".join(inner._line)] + [""] * (min(int(span), 64) - 1 if span.isdigit() else 0)

    def _take_all(self, element: Any) -> None:
        self._take(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _UNREAD and not _is_hidden(child):
                self._line.append("" if child.tag in _INLINE else " ")
                self._take_all(child)
                self._line.append("" if child.tag in _INLINE else " ")
            self._take(child.tail)

    def _take(self, text: str | None) -> None:
        if text:
            self._line.append(_SPACES.sub(" ", text))

    def _end(self, kind: BlockKind, level: int) -> None:
        text = re.sub(" *\n *", "\n", "".join(self._line))
        self._line = []
        self._builder.add(kind, text, level=level)


def _heading_level(element: Any) -> int:
    tag = element.tag
    if not isinstance(tag, str):
        return 0
    if tag == "head":
        tag = element.get("rend", "")
    return int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0


def _is_head_row(row: Any) -> bool:
    cells = [each for each in row if each.tag in _CELLS]
    return bool(cells) and all(each.tag in _HEAD_CELLS or each.get("role") == "head" for each in cells)


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style

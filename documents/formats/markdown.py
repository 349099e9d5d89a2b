"""Markdown: headings, lists, tables and footnotes; its marks are no part of the text, raw HTML left out."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.extraction import BlockKind, Extraction
from documents.formats.builder import Builder
from documents.formats.tables import add_table

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
_TITLE = re.compile(r"^title:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"^\[\^[^\]\n]+\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*))*)", re.MULTILINE)
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\n]+\]")
HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)


def read_markdown(text: str, name: str) -> Extraction:
    """Read Markdown (CommonMark with tables); refuses what holds no text."""
    builder = Builder(name)
    front_matter = _FRONT_MATTER.match(text)
    if front_matter:
        title = _TITLE.search(front_matter[1])
        builder.title = title[1] if title else ""
        text = text[front_matter.end() :]
    footnotes = _FOOTNOTE.findall(text)
    text = _FOOTNOTE_MARK.sub("", _FOOTNOTE.sub("", text))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    _add_tokens(builder, tokens)
    for footnote in footnotes:
        builder.add_footnote(footnote)
    return builder.extraction()


def _add_tokens(builder: Builder, tokens: Sequence[Token]) -> None:
    kind: BlockKind = "paragraph"
    level, lists = 0, 0
    rows: list[list[str]] = []
    is_in_table = False
    for token in tokens:
        match token.type:
            case "heading_open":
                kind, level = "heading", int(token.tag[1:])
            case "heading_close":
                kind, level = "paragraph", 0
            case "list_item_open":
                lists += 1
            case "list_item_close":
                lists -= 1
            case "table_open":
                rows, is_in_table = [], True
            case "tr_open":
                rows.append([])
            case "table_close":
                is_in_table = False
                add_table(builder, rows, heads=1)
            case "inline" if is_in_table:
                rows[-1].append(_plain(token))
            case "inline":
                builder.add("item" if lists and kind == "paragraph" else kind, _plain(token), level=level)
            case "fence" | "code_block":
                builder.add("paragraph", token.content)


def _plain(token: Token) -> str:
    """Return an inline token's text; of a picture, what it says instead."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(_plain(child))
    return "".join(parts)

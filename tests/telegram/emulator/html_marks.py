"""Telegram's HTML: its few tags, read strictly."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from tests.telegram.emulator.errors import bad

_TAG = re.compile(r"<(?P<end>/)?(?P<name>[a-zA-Z][a-zA-Z-]*)(?P<rest>[^<>]*)>")
_ATTRIBUTE = re.compile(r"\s+([a-z-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_CHARACTER = re.compile(r"&(?:#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot);")
_ENTITIES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_ATTRIBUTES = {"a": {"href"}, "span": {"class"}, "tg-emoji": {"emoji-id"}, "code": {"class"}}
_ATTRIBUTES["blockquote"] = {"expandable"}


@dataclass(frozen=True)
class Entity:
    """offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int


@dataclass
class _Open:
    name: str
    offset: int
    byte: int


def read_html(source: str) -> tuple[str, list[Entity]]:
    """Return the text and its entities; Refused as Telegram refuses."""
    text, entities, opened, position = "", [], list[_Open](), 0
    while position < len(source):
        if source[position] != "<":
            end = source.find("<", position)
            end = len(source) if end < 0 else end
            text += _CHARACTER.sub(lambda match: html.unescape(match[0]), source[position:end])
            position = end
            continue
        byte = len(source[:position].encode())
        match = _TAG.match(source, position)
        if match is None:
            raise bad(f"can't parse entities: Unexpected start tag at byte offset {byte}")
        name = match["name"].lower()
        if match["end"]:
            entities.append(_close(opened, name, text, byte))
        else:
            _check_start(name, match["rest"], opened, byte)
            opened.append(_Open(name, units(text), byte))
        position = match.end()
    if opened:
        raise bad(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{opened[-1].name}\""
        )
    return text, entities


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _close(opened: list[_Open], name: str, text: str, byte: int) -> Entity:
    if not opened:
        raise bad(f"can't parse entities: Unexpected end tag at byte offset {byte}")
    last = opened.pop()
    if last.name != name:
        raise bad(
            f"can't parse entities: Unmatched end tag at byte offset {byte}, "
            f'expected "</{last.name}>", found "</{name}>"'
        )
    return Entity(_ENTITIES[name], last.offset, units(text) - last.offset)


def _check_start(name: str, rest: str, opened: list[_Open], byte: int) -> None:
    if name not in _ENTITIES:
        raise bad(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {byte}')
    if any(each.name == "blockquote" for each in opened) and name == "blockquote":
        raise bad(f"can't parse entities: Nested blockquote at byte offset {byte}")
    found = {match[1]: match for match in _ATTRIBUTE.finditer(rest)}
    if _ATTRIBUTE.sub("", rest).strip() or set(found) - _ATTRIBUTES.get(name, set()):
        raise bad(f'can\'t parse entities: Unexpected attribute in the tag "{name}" at byte offset {byte}')
    if name == "span" and "tg-spoiler" not in rest:
        raise bad(f'can\'t parse entities: Tag "span" must have class "tg-spoiler" at byte offset {byte}')

"""What a message and its buttons must be like."""

from __future__ import annotations

import json
import re
import struct
from typing import Any

from aiohttp.web import FileField

from tests.telegram.emulator.errors import bad
from tests.telegram.emulator.html_marks import Entity, read_html, units
from tests.telegram.emulator.markdown_marks import read_markdown

MAX_TEXT_UNITS, MAX_DATA_BYTES, MAX_BUTTONS, MAX_ROW = 4096, 64, 100, 8
MAX_CAPTION_UNITS, MAX_PHOTO_BYTES, MAX_PHOTO_EDGES, MAX_PHOTO_RATIO = 1024, 10_000_000, 10_000, 20
_ACTIONS = ("callback_data", "url", "switch_inline_query", "web_app", "login_url", "pay", "copy_text")
_COMMAND = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)
_LANGUAGE = re.compile(r"([a-z]{2})?", re.ASCII)

Parameters = dict[str, Any]


def text_of(parameters: Parameters) -> tuple[str, list[Entity]]:
    """The text as people read it, within its limits."""
    source = parameters.get("text") or ""
    mode = (parameters.get("parse_mode") or "").lower()
    if mode not in ("", "html", "markdownv2"):
        raise bad("unsupported parse_mode")
    readers = {"html": read_html, "markdownv2": read_markdown}
    text, entities = readers[mode](source) if mode else (source, [])
    if not text.strip():
        raise bad("message text is empty")
    if units(text) > MAX_TEXT_UNITS:
        raise bad("message is too long")
    return text, entities


def caption_of(parameters: Parameters) -> str:
    """A caption as it is; it may be empty."""
    caption = str(parameters.get("caption") or "")
    if parameters.get("parse_mode"):
        raise bad("the emulator reads no marks in captions")
    if units(caption) > MAX_CAPTION_UNITS:
        raise bad("message caption is too long")
    return caption


def photo_of(parameters: Parameters) -> bytes:
    """The picture that came with the call: a PNG within Telegram's limits."""
    name = str(parameters.get("photo") or "").removeprefix("attach://")
    attached = parameters.get(name)
    if not isinstance(attached, FileField):
        raise bad("there is no photo in the request")
    content = attached.file.read()
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or len(content) > MAX_PHOTO_BYTES:
        raise bad("IMAGE_PROCESS_FAILED")
    width, height = struct.unpack(">II", content[16:24])  # of the header, which comes first
    if width + height > MAX_PHOTO_EDGES or max(width, height) > MAX_PHOTO_RATIO * min(width, height):
        raise bad("PHOTO_INVALID_DIMENSIONS")
    return content


def keyboard_of(parameters: Parameters) -> list[list[Parameters]]:
    """The rows of an inline keyboard; none where there is none."""
    markup = object_of(parameters, "reply_markup")
    if not markup:
        return []
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("object expected as reply markup")
    if sum(len(row) for row in rows) > MAX_BUTTONS or any(len(row) > MAX_ROW for row in rows):
        raise bad("reply markup is too long")
    for button in (button for row in rows for button in row):
        _check_button(button)
    return [row for row in rows if row]


def _check_button(button: Parameters) -> None:
    if not str(button.get("text", "")).strip():
        raise bad('can\'t parse inline keyboard button: Field "text" must be non-empty')
    if sum(name in button for name in _ACTIONS) != 1:
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= MAX_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")


def commands_of(parameters: Parameters) -> list[Parameters]:
    """A menu of commands."""
    commands: list[Parameters] = object_of(parameters, "commands") or []
    if len(commands) > 100:
        raise bad("too many commands specified")
    for each in commands:
        if not _COMMAND.fullmatch(each.get("command", "")):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(each.get("description", "")) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return commands


def language_of(parameters: Parameters) -> str:
    code = parameters.get("language_code") or ""
    if not _LANGUAGE.fullmatch(code):
        raise bad("invalid language code specified")
    return code


def object_of(parameters: Parameters, name: str) -> Any:
    """A parameter that is JSON, as text where it came in a form."""
    value = parameters.get(name)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad(f"can't parse {name} JSON object") from error


def number_of(parameters: Parameters, name: str, default: int | None = None) -> int:
    value = parameters.get(name, default)
    try:
        return int(value)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise bad(f"{name} is empty" if value in (None, "") else f"{name} must be an Integer") from error


def is_set(parameters: Parameters, name: str) -> bool:
    return str(parameters.get(name, "")).lower() in ("true", "1")

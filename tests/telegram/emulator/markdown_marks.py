"""MarkdownV2, strictly: what is reserved is escaped, what is opened is closed."""

from __future__ import annotations

import re

from tests.telegram.emulator.errors import bad
from tests.telegram.emulator.html_marks import Entity, units

RESERVED = "_*[]()~`>#+-=|{}.!"
_TYPES = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}
_LINK = re.compile(r"\]\((?:\\.|[^\\)])*\)")


def read_markdown(source: str) -> tuple[str, list[Entity]]:
    """Return the text and its entities; Refused as Telegram refuses."""
    text, entities, position = "", [], 0
    opened: list[tuple[str, int, int]] = []
    while position < len(source):
        character = source[position]
        if character == "\\" and 0 < ord(source[position + 1 : position + 2] or "\0") < 127:
            text += source[position + 1]
            position += 2
            continue
        mark = next((each for each in ("```", "`") if source.startswith(each, position)), "")
        if mark:
            end = source.find(mark, position + len(mark))
            if end < 0:
                raise _unclosed("code", source, position)
            inner = source[position + len(mark) : end]
            entities.append(Entity("pre" if mark == "```" else "code", units(text), units(inner)))
            text, position = text + inner, end + len(mark)
            continue
        mark = next((each for each in ("__", "||", "*", "_", "~") if source.startswith(each, position)), "")
        if mark:
            if opened and opened[-1][0] == mark:
                _, offset, _ = opened.pop()
                entities.append(Entity(_TYPES[mark], offset, units(text) - offset))
            else:
                opened.append((mark, units(text), position))
            position += len(mark)
        elif character == "[":
            opened.append(("[", units(text), position))
            position += 1
        elif character == "]" and opened and opened[-1][0] == "[":
            link = _LINK.match(source, position)
            if link is None:
                raise _reserved(character)
            _, offset, _ = opened.pop()
            entities.append(Entity("text_link", offset, units(text) - offset))
            position = link.end()
        elif character == ">" and (position == 0 or source[position - 1] == "\n"):
            position += 1
        elif character in RESERVED:
            raise _reserved(character)
        else:
            text += character
            position += 1
    if opened:
        raise _unclosed(_TYPES.get(opened[-1][0], "text_link"), source, opened[-1][2])
    return text, entities


def _reserved(character: str) -> Exception:
    return bad(
        f"can't parse entities: Character '{character}' is reserved and must be escaped with the "
        f"preceding '\\'"
    )


def _unclosed(kind: str, source: str, position: int) -> Exception:
    byte = len(source[:position].encode())
    return bad(f"can't parse entities: Can't find end of {kind} entity at byte offset {byte}")

"""Reading the fields of a request; what is not as expected is refused by name."""

from __future__ import annotations

from typing import Any

from actions.console.guard import Refusal


def text(body: dict[str, Any], name: str, most: int) -> str:
    """Return a text with something in it, of `most` characters at most."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Refusal(422, "invalid", f"{name!r} must be a text with something in it")
    if len(value) > most:
        raise Refusal(422, "invalid", f"{name!r} has {len(value)} characters, at most {most} are taken")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Refusal(422, "invalid", f"{name!r} has half a character (a lone surrogate)")
    return value


def whole_number(body: dict[str, Any], name: str, default: int, least: int, most: int) -> int:
    """Return a whole number between the bounds, the default where it is not given."""
    value = body.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Refusal(422, "invalid", f"{name!r} must be a whole number from {least} to {most}")
    return value


def objects(body: dict[str, Any], name: str, most: int) -> list[dict[str, Any]]:
    """Return a list of objects, `most` at most; empty where it is not given."""
    value = body.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Refusal(422, "invalid", f"{name!r} must be a list of objects")
    if len(value) > most:
        raise Refusal(422, "invalid", f"{name!r} has {len(value)} entries, at most {most} are taken")
    return value

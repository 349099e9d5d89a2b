"""Read the fields of a JSON object without trusting one of them.

A field that is missing or of a wrong type reads as empty, and is named in the log:
"evidence.points[2].text is missing". A newer version is named too, and read as far as it is known.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from typing import Any

logger = logging.getLogger(__name__)

Json = Mapping[str, Any]
Span = tuple[int, int]  # start and end of a stretch of a text, in characters


class Fields:
    """The fields of one JSON object; `path` is its place, as the log names it."""

    def __init__(self, value: object, path: str) -> None:
        self.path = path
        self.is_object = isinstance(value, Mapping)
        self._value: Json = value if isinstance(value, Mapping) else {}
        if not self.is_object:
            logger.warning("%s is %s, not an object", path, _type_of(value))

    def check_version(self, known: int) -> None:
        """Name a version that this reader does not know."""
        version = self._get("version", int, 0, 0)
        if version > known:
            logger.warning("%s is of version %d, this reader knows %d", self.path, version, known)

    def text(self, name: str, default: str | None = None) -> str:
        """A text that every database takes; the default, if there is one, where the field is missing."""
        return storable(self._get(name, str, "", default))

    def number(self, name: str, default: float | None = None) -> float:
        """A finite number."""
        value = self._get(name, (int, float), 0.0, default)
        if isinstance(value, bool) or not abs(value) <= sys.float_info.max:  # NaN is no less either
            logger.warning("%s.%s is no finite number", self.path, name)
            return 0.0
        return float(value)

    def whole(self, name: str, default: int | None = None) -> int:
        value = self._get(name, int, 0, default)
        return int(value)

    def flag(self, name: str, default: bool | None = None) -> bool:
        return bool(self._get(name, bool, False, default))

    def objects(self, name: str, *, optional: bool = False) -> Iterator[Fields]:
        """The objects of a list; whatever else stands in it is named and left out."""
        for number, value in enumerate(self._get(name, (list, tuple), (), () if optional else None)):
            each = Fields(value, f"{self.path}.{name}[{number}]")
            if each.is_object:
                yield each

    def texts(self, name: str, *, optional: bool = False) -> tuple[str, ...]:
        """The texts of a list; whatever else stands in it is named and left out."""
        kept = []
        for number, value in enumerate(self._get(name, (list, tuple), (), () if optional else None)):
            if isinstance(value, str):
                kept.append(storable(value))
            else:
                logger.warning("%s.%s[%d] is %s, not a text", self.path, name, number, _type_of(value))
        return tuple(kept)

    def spans(self, name: str, length: int) -> tuple[Span, ...]:
        """Spans of a text so long, rising and apart; whatever else stands there is named and left out."""
        kept: list[Span] = []
        for number, value in enumerate(self._get(name, (list, tuple), (), ())):
            span = _span(value)
            if span and (kept[-1][1] if kept else 0) <= span[0] < span[1] <= length:
                kept.append(span)
            else:
                logger.warning("%s.%s[%d] is no span of the text", self.path, name, number)
        return tuple(kept)

    def numbers(self, name: str) -> dict[str, float]:
        """An object whose values are numbers."""
        found = self._get(name, Mapping, {}, {})
        return {
            storable(key): float(value)
            for key, value in found.items()
            if isinstance(key, str) and isinstance(value, (int, float)) and not isinstance(value, bool)
        }

    def _get(self, name: str, kind: Any, empty: Any, default: Any = None) -> Any:
        if name not in self._value or self._value[name] is None:
            if default is not None:
                return default
            if self.is_object:
                logger.warning("%s.%s is missing", self.path, name)
            return empty
        value = self._value[name]
        wrong_flag = isinstance(value, bool) and kind is not bool
        if wrong_flag or not isinstance(value, kind):
            logger.warning("%s.%s is %s", self.path, name, _type_of(value))
            return empty
        return value


def _span(value: object) -> Span | None:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        return None
    start, end = value
    return (start, end) if type(start) is int and type(end) is int else None


def storable(text: str) -> str:
    """The text without NUL and with halves of surrogate pairs replaced: no database takes these."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _type_of(value: object) -> str:
    """The type's name alone: the value may hold what a visitor wrote."""
    return type(value).__name__

"""The words of the widget's interface, read from its own files: tests find things by what people read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import SimpleNamespace

STRINGS = Path(__file__).parents[2] / "widget/src/strings"
_VALUE = r'"((?:[^"\\]|\\.)*)"'
_GROUP = re.compile(r"^export const (\w+) = \{(.*?)^\};", re.MULTILINE | re.DOTALL)
_ENTRY = re.compile(rf"^\s+(\w+): {_VALUE},$", re.MULTILINE)
_WORD = re.compile(rf"^export const (\w+) =\s+{_VALUE};$", re.MULTILINE)


class Words(SimpleNamespace):
    """One attribute for each string that the file exports; a group of them is a mapping."""

    launcher: Mapping[str, str]
    errors: Mapping[str, str]
    reasons: Mapping[str, str]

    def __getattr__(self, name: str) -> str:
        raise AttributeError(f"widget/src/strings exports no {name!r}")


@cache
def words(language: str = "ar") -> Words:
    """The words of one language."""
    source = (STRINGS / f"{language}.js").read_text(encoding="utf-8")
    groups = {name: dict(_ENTRY.findall(body)) for name, body in _GROUP.findall(source)}
    return Words(**dict(_WORD.findall(source)), **groups)

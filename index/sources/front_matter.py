"""The front matter of a curated document: what it is called, its language, where it is from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.sources.errors import SourceError

FENCE = "---"
KEYS = ("title", "language", "origin")
_OURS = re.compile(r"\s*\{\.ours\}$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Facts about a document; `body_line` is the index of the first line after the closing fence."""

    title: str
    title_is_ours: bool
    language: str
    origin: str
    body_line: int


def parse_front_matter(lines: Sequence[str], name: str) -> FrontMatter:
    """Return the facts between the two fences that open a curated document; name is for errors."""
    if not lines or lines[0].strip() != FENCE:
        raise SourceError(f"{name}:1: no front matter; start with a line '{FENCE}' and {', '.join(KEYS)}")
    facts: dict[str, str] = {}
    for index, line in enumerate(lines[1:], start=1):
        if line.strip() == FENCE:
            break
        if not line.strip():
            continue
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in KEYS or key.strip() in facts:
            raise SourceError(
                f"{name}:{index + 1}: '{line.strip()}' found; expected one each of {', '.join(KEYS)}"
            )
        facts[key.strip()] = value.strip()
    else:
        raise SourceError(f"{name}:1: the front matter is not closed; end it with a line '{FENCE}'")
    missing = [key for key in KEYS if not facts.get(key)]
    if missing:
        raise SourceError(f"{name}:1: the front matter lacks {', '.join(missing)}; write '{missing[0]}: …'")
    title = _OURS.sub("", facts["title"])
    return FrontMatter(title, title != facts["title"], facts["language"], facts["origin"], index + 1)

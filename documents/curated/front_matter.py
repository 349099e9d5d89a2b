"""The front matter of a curated document: facts about it, and what its sections are called.

title: …
language: ar
origin: …
SLUG.en: what the button of the section SLUG says in English; .ar and .fr likewise
SLUG.names: other words for it, with commas between them; a star stands for any ending
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from documents.errors import SourceError
from documents.passage import SectionNames

FENCE = "---"
KEYS = ("title", "language", "origin")
SECTION_KEYS = ("ar", "en", "fr", "names")
NAMES = "names"
_OURS = re.compile(r"\s*\{\.ours\}$")
_COMMA = re.compile(r"\s*[,\u060c]\s*")  # with the Arabic one


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Facts about a document; `body_line` is the index of the first line after the closing fence.

    `sections` are by slug, which is also the id of each.
    """

    title: str
    title_is_ours: bool
    language: str
    origin: str
    body_line: int
    sections: dict[str, SectionNames] = field(default_factory=dict)


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
        if not colon or not _is_known(key.strip()) or key.strip() in facts:
            slug, dot, _ = key.strip().rpartition(".")
            of_section = [f"{slug}.{what}" for what in SECTION_KEYS] if dot else KEYS
            raise SourceError(
                f"{name}:{index + 1}: '{line.strip()}' found; expected one each of {', '.join(of_section)}"
            )
        facts[key.strip()] = value.strip()
    else:
        raise SourceError(f"{name}:1: the front matter is not closed; end it with a line '{FENCE}'")
    missing = [key for key in KEYS if not facts.get(key)]
    if missing:
        raise SourceError(f"{name}:1: the front matter lacks {', '.join(missing)}; write '{missing[0]}: …'")
    title = _OURS.sub("", facts["title"])
    is_ours = title != facts["title"]
    return FrontMatter(title, is_ours, facts["language"], facts["origin"], index + 1, _sections(facts))


def _is_known(key: str) -> bool:
    slug, dot, what = key.rpartition(".")
    return key in KEYS or bool(slug and dot and what in SECTION_KEYS)


def _sections(facts: dict[str, str]) -> dict[str, SectionNames]:
    found: dict[str, dict[str, Any]] = {}
    for key, value in facts.items():
        slug, dot, what = key.rpartition(".")
        if dot:
            names = tuple(filter(None, _COMMA.split(value)))
            found.setdefault(slug, {})[what] = names if what == NAMES else value
    return {slug: SectionNames(slug, **fields) for slug, fields in found.items()}

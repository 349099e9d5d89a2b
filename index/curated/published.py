"""The file of curated questions as staff published it: a question and its passage a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arabic import search_key
from index.errors import CuratedError

MAX_CHARACTERS = 1000  # of a question, as of a visitor's message
MAX_ID_CHARACTERS = 255
FIELDS = ("id", "passage_id", "text")


@dataclass(frozen=True, slots=True)
class CuratedQuestion:
    """A question that staff say a passage answers; `id` is theirs, and unique in a file."""

    id: str
    passage_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A curated question that takes no part, and why, in one English sentence."""

    id: str
    passage_id: str
    why: str


@dataclass(frozen=True, slots=True)
class Published:
    """The questions of one file, in its order; `fingerprint` is the SHA-256 of its bytes."""

    questions: tuple[CuratedQuestion, ...]
    fingerprint: str


def read_published(path: Path) -> Published:
    """Read and check the file whole; CuratedError names the first line that is not of the form expected."""
    try:
        content = path.read_bytes()
        lines = content.decode("utf-8").split("\n")
    except OSError as error:
        raise CuratedError(f"{path} cannot be read ({error.strerror}); publish it again") from error
    except UnicodeDecodeError as error:
        raise CuratedError(f"{path} is no text in UTF-8 ({error.reason} at byte {error.start})") from error
    places = ((f"{path.name}:{number}", line) for number, line in enumerate(lines, start=1))
    questions = read_questions((place, _parsed(line, place)) for place, line in places if line.strip())
    return Published(questions, hashlib.sha256(content).hexdigest())


def read_questions(rows: Iterable[tuple[str, Any]]) -> tuple[CuratedQuestion, ...]:
    """Check (place, JSON value) pairs; CuratedError names the place of the first that is no question."""
    questions: dict[str, CuratedQuestion] = {}
    for place, value in rows:
        question = _question(value, place)
        if question.id in questions:
            raise CuratedError(f"{place} has the id {question.id!r} a second time; ids are unique")
        questions[question.id] = question
    return tuple(questions.values())


def is_wordless(text: str) -> bool:
    """Whether a text has no letter and no digit to be matched by."""
    return not search_key(text)


def _parsed(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CuratedError(f"{place} is not JSON: {error}") from error


def _question(value: Any, place: str) -> CuratedQuestion:
    if not isinstance(value, dict):
        raise CuratedError(f"{place} is no JSON object with {', '.join(FIELDS)}")
    for name in FIELDS:
        most = MAX_CHARACTERS if name == "text" else MAX_ID_CHARACTERS
        found = value.get(name)
        if not isinstance(found, str) or not found.strip():
            raise CuratedError(f"{place} has no text {name!r}")
        if len(found) > most:
            raise CuratedError(f"{place} has a {name!r} of {len(found)} characters, at most {most} are taken")
        if not found.isascii() and any("\ud800" <= letter <= "\udfff" for letter in found):
            raise CuratedError(f"{place} has half a character (a lone surrogate) in {name!r}")
    return CuratedQuestion(value["id"], value["passage_id"], value["text"])

"""Questions and dialogues from JSON lines, what their replies must hold, and replies compared with that."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from arabic import search_key
from bench.command import BenchError
from contract.answer import QUOTING
from contract.channel import read_message

QUESTIONS = frozenset({"ask_section", "ask_question", "nlu_fallback"})  # the retrieval action alone replies


@dataclass(frozen=True, slots=True)
class Reply:
    """What the system said to one message, as far as a benchmark looks at it."""

    texts: tuple[str, ...]
    points: tuple[str, ...]  # headings and texts of the evidence's points
    kinds: tuple[str, ...]  # one for each evidence, none for small talk
    confidence: float | None  # of the first evidence, 0 to 1
    top_hit: str | None  # passage id
    intent: str

    @property
    def answered(self) -> bool:
        """Whether any evidence is of a kind that answers; small talk answers nothing."""
        return any(kind in QUOTING for kind in self.kinds)

    @property
    def failed(self) -> bool:
        """Whether a question brought no evidence at all, as when the action server is gone."""
        return self.intent in QUESTIONS and not self.kinds

    @property
    def key(self) -> str:
        """The search key of everything said and quoted."""
        return search_key("\n".join((*self.texts, *self.points)))

    def said(self, max_characters: int = 90) -> str:
        """Return the reply's texts on one short line."""
        line = " ".join(" / ".join(self.texts).split())
        return line if len(line) <= max_characters else line[: max_characters - 1] + "…"


def parse_reply(body: Mapping[str, Any]) -> Reply:
    """Read the channel's reply JSON; a message without evidence counts as text alone."""
    messages = [read_message(message) for message in body.get("messages") or ()]
    evidences = [message.evidence for message in messages if message.evidence]
    hits = evidences[0].hits if evidences else ()
    points = (point for evidence in evidences for point in evidence.points)
    return Reply(
        texts=tuple(message.text for message in messages if message.text),
        points=tuple(part for point in points for part in (point.heading, point.text) if part),
        kinds=tuple(evidence.kind for evidence in evidences),
        confidence=evidences[0].confidence if evidences else None,
        top_hit=hits[0].id if hits else None,
        intent=str((body.get("intent") or {}).get("name") or ""),
    )


@dataclass(frozen=True, slots=True)
class Anything:
    """The turn must merely be answered with something."""

    def met_by(self, reply: Reply) -> bool:
        return bool(reply.texts)


@dataclass(frozen=True, slots=True)
class Abstain:
    """The question must be met, and not answered."""

    def met_by(self, reply: Reply) -> bool:
        return bool(reply.texts) and not reply.answered


@dataclass(frozen=True, slots=True)
class AllOf:
    """The reply must hold, for every group, at least one of its strings (as search keys)."""

    groups: tuple[tuple[str, ...], ...]

    def met_by(self, reply: Reply) -> bool:
        return not self.missing(reply)

    def missing(self, reply: Reply) -> tuple[str, ...]:
        """Return the first string of every group that the reply holds nothing of."""
        key = reply.key
        return tuple(group[0] for group in self.groups if not any(search_key(text) in key for text in group))

    def first_blank(self) -> tuple[str] | None:
        """Return the first string whose search key is empty, in a tuple; None if there is none."""
        blanks = ((text,) for group in self.groups for text in group if not search_key(text))
        return next(blanks, None)


Expectation = Anything | Abstain | AllOf


@dataclass(frozen=True, slots=True)
class InDomainQuestion:
    """A question that the sources answer, and what its answer must hold."""

    text: str
    style: str
    expected: AllOf


@dataclass(frozen=True, slots=True)
class OutOfDomainQuestion:
    """A question that the sources do not answer; kind is how far from them it is (near, far, …)."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a dialogue and what its reply must be."""

    text: str
    expected: Expectation


def read_in_domain(path: Path) -> list[InDomainQuestion]:
    """Read lines of {"question", "style", "all_of": [[…], …]}."""
    return [_in_domain(line, place) for place, line in _objects(path)]


def read_out_of_domain(path: Path) -> list[OutOfDomainQuestion]:
    """Read lines of {"question", "kind"}."""
    return [_out_of_domain(line, place) for place, line in _objects(path)]


def read_dialogues(path: Path) -> list[tuple[Turn, ...]]:
    """Read lines that are lists of [text, expectation]."""
    return [_dialogue(line, place) for place, line in _lines(path)]


def _lines(path: Path) -> list[tuple[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BenchError(f"{path} is not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise BenchError(f"{path} cannot be read: {error.strerror}") from error
    found = [
        (f"{path}:{number}", _parse(line, f"{path}:{number}"))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    if not found:
        raise BenchError(f"{path} is empty; expected JSON lines")
    return found


def _parse(line: str, place: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BenchError(f"{place} is not JSON: {error}") from error


def _objects(path: Path) -> list[tuple[str, dict[str, Any]]]:
    found = _lines(path)
    for place, line in found:
        if not isinstance(line, dict):
            raise BenchError(f"{place} is a {type(line).__name__}, expected an object")
    return found


def _string(line: dict[str, Any], key: str, place: str) -> str:
    value = line.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BenchError(f"{place}: {key!r} is {value!r:.60}, expected a string that is not empty")
    return value


def _in_domain(line: dict[str, Any], place: str) -> InDomainQuestion:
    expected = _all_of(line.get("all_of"), place)
    return InDomainQuestion(_string(line, "question", place), _string(line, "style", place), expected)


def _out_of_domain(line: dict[str, Any], place: str) -> OutOfDomainQuestion:
    return OutOfDomainQuestion(_string(line, "question", place), _string(line, "kind", place))


def _dialogue(line: Any, place: str) -> tuple[Turn, ...]:
    if not isinstance(line, list) or not line:
        raise BenchError(f"{place} is not a list of turns [text, expectation]")
    return tuple(_turn(turn, f"{place}, turn {number}") for number, turn in enumerate(line, start=1))


def _turn(turn: Any, place: str) -> Turn:
    if not isinstance(turn, list) or len(turn) != 2 or not isinstance(turn[0], str) or not turn[0].strip():
        raise BenchError(f"{place} is {turn!r:.60}, expected [text, expectation]")
    return Turn(turn[0], _expectation(turn[1], place))


def _expectation(value: Any, place: str) -> Expectation:
    if value == "":
        return Anything()
    if value == "ABSTAIN":
        return Abstain()
    if isinstance(value, dict) and set(value) == {"all_of"}:
        return _all_of(value["all_of"], place)
    raise BenchError(f'{place} expects {value!r:.60}; write "", "ABSTAIN" or {{"all_of": [[…], …]}}')


def _all_of(value: Any, place: str) -> AllOf:
    """Refuse strings without a letter or digit too: every answer would hold them."""
    if not isinstance(value, list) or not value:
        raise BenchError(f"{place}: 'all_of' is {value!r:.60}, expected a list of lists of strings")
    for inner in value:
        if not isinstance(inner, list) or not inner or not all(isinstance(text, str) for text in inner):
            raise BenchError(f"{place}: 'all_of' holds {inner!r:.60}, expected a list of strings")
    expected = AllOf(tuple(tuple(inner) for inner in value))
    if blank := expected.first_blank():
        raise BenchError(f"{place}: {blank[0]!r} has no letter or digit to look for")
    return expected

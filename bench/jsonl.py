"""Questions and dialogues read from JSON lines; an error names the file and the line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.errors import BenchError
from bench.scoring import Abstain, AllOf, Anything, Expectation


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

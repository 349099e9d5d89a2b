"""What may stand in the file that says what the assistant is about (contract.about), field by field."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

LANGUAGES = ("ar", "en", "fr")
MAIN_LANGUAGE = "ar"  # must be there; it is said where another language's is left empty
REFUSED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # categories: controls, invisible marks, line breaks

Texts = Mapping[str, str]  # by language
Lists = Mapping[str, tuple[str, ...]]
Fault = Literal["missing", "not_text", "too_long", "too_many", "unprintable", "unknown"]

_SAYS: Mapping[Fault, str] = {
    "missing": "is empty; write it",
    "not_text": "is not of the form that data/about.toml has",
    "too_long": "is too long; shorten it",
    "too_many": "has too many entries; leave some out",
    "unprintable": "holds a line break, a brace or an invisible sign; take it out",
    "unknown": "is not known; leave it out",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field: `subject.en`, or `questions.ar.2`, from 1; `fault` is for programs."""

    field: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.field} {_SAYS[self.fault]}"


class AboutError(Exception):
    """What the assistant is about cannot be used; `problems` are all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...], source: str) -> None:
        super().__init__(f"{source}: {'; '.join(map(str, problems))}")
        self.problems = problems


class Check:
    """Takes a table's fields, each as it should be, and collects in `problems` what is wrong with them."""

    def __init__(self, table: Mapping[str, Any], known: Iterable[str]) -> None:
        self._table = table
        self.problems = [Problem(name, "unknown") for name in table if name not in set(known)]

    def texts(self, name: str, most: int, *, is_needed: bool = True) -> Texts:
        """A text by language; that of the main language may be needed. `most` characters each."""
        found = {code: self.text(f"{name}.{code}", each, most) for code, each in self._group(name).items()}
        if is_needed and not found.get(MAIN_LANGUAGE):
            self._note(f"{name}.{MAIN_LANGUAGE}", "missing")
        return found

    def lists(self, name: str, most: int, most_characters: int, *, is_needed: bool = True) -> Lists:
        """Up to `most` texts by language, without empty ones."""
        found: dict[str, tuple[str, ...]] = {}
        for code, values in self._group(name).items():
            if not isinstance(values, (list, tuple)):
                self._note(f"{name}.{code}", "not_text")
                continue
            if len(values) > most:
                self._note(f"{name}.{code}", "too_many")
            texts = [
                self.text(f"{name}.{code}.{at}", each, most_characters) for at, each in enumerate(values, 1)
            ]
            found[code] = tuple(filter(None, texts))
        if is_needed and not found.get(MAIN_LANGUAGE):
            self._note(f"{name}.{MAIN_LANGUAGE}", "missing")
        return found

    def text(self, name: str, value: object, most: int) -> str:
        """A text on one line, without blanks around it."""
        if not isinstance(value, str):
            self._note(name, "not_text")
            return ""
        text = value.strip()
        if len(text) > most:
            self._note(name, "too_long")
        if any(each in "{}" or unicodedata.category(each) in REFUSED for each in text):
            self._note(name, "unprintable")
        return text

    def _group(self, name: str) -> Mapping[str, Any]:
        group = self._table.get(name, {})
        if not isinstance(group, Mapping):
            self._note(name, "not_text")
            return {}
        self.problems += [Problem(f"{name}.{code}", "unknown") for code in group if code not in LANGUAGES]
        return {code: group[code] for code in LANGUAGES if code in group}

    def _note(self, name: str, fault: Fault) -> None:
        if not any(each.field == name for each in self.problems):
            self.problems.append(Problem(name, fault))

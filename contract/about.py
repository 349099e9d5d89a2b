"""What the assistant is about: its name, its subject, questions to begin with, who runs it. One file.

`data/about.toml` as shipped; an edited copy in the folder of sources wins. Whoever utters a sentence calls
`about` each time, and has a change within CHECK_SECONDS, without a restart.
"""

import json
import logging
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from contract.about_check import LANGUAGES, MAIN_LANGUAGE, AboutError, Check, Lists, Problem, Texts

if sys.version_info >= (3, 11):
    import tomllib
else:  # Rasa's environment; tomli is the same library under its former name
    import tomli as tomllib

__all__ = [
    "LANGUAGES",
    "MAIN_LANGUAGE",
    "About",
    "AboutError",
    "Problem",
    "about",
    "edited_file",
    "read",
    "write",
]

SHIPPED = Path(__file__).parents[1] / "data" / "about.toml"
FILE = "about.toml"  # the edited copy's name
DEFAULT_SOURCES = "var/sources"
CHECK_SECONDS = 2.0  # between two looks at the files
MAX_CHARACTERS = 80  # of a name
MAX_LONG_CHARACTERS = 200  # of a question, the operator, a contact
MAX_QUESTIONS = 6  # in each language
MAX_NAMES = 100
BULLET = "\u2022"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class About:
    """By language: the assistant's name, and its subject as it stands after "about", in French with article.

    `questions` are examples that a visitor may ask. `names` are what else people call the subject, words and
    phrases, a star for any ending. `operator` is who runs the assistant and `contact` how to reach them;
    `emergency` is whom to call in danger, with the number of its country. These three may be empty. Where a
    language has nothing, the main one's is said.
    """

    assistant: Texts
    subject: Texts
    questions: Lists
    names: Lists
    operator: Texts
    emergency: Texts = field(default_factory=dict)
    contact: str = ""

    def variables(self, language: str) -> dict[str, str]:
        """What fills a sentence's {assistant}, {subject}, {examples} and the like."""
        questions = self.questions.get(language) or self.questions[MAIN_LANGUAGE]
        return {
            "assistant": _said(self.assistant, language),
            "subject": _said(self.subject, language),
            "examples": "\n".join(f"{BULLET} {question}" for question in questions),
            "operator": _said(self.operator, language),
            "emergency": _said(self.emergency, language),
            "contact": self.contact,
        }

    def all_names(self) -> tuple[str, ...]:
        """The subject and its other names, of every language, each once."""
        listed = (name for names in self.names.values() for name in names)
        return tuple(dict.fromkeys(filter(None, (*self.subject.values(), *listed))))

    @classmethod
    def of(cls, table: Mapping[str, Any], source: str = FILE) -> "About":
        """Return what a table of the file's form says; AboutError names everything that is wrong with it."""
        check = Check(table, [each.name for each in fields(cls)])
        made = cls(
            assistant=check.texts("assistant", MAX_CHARACTERS),
            subject=check.texts("subject", MAX_CHARACTERS),
            questions=check.lists("questions", MAX_QUESTIONS, MAX_LONG_CHARACTERS),
            names=check.lists("names", MAX_NAMES, MAX_CHARACTERS, is_needed=False),
            operator=check.texts("operator", MAX_LONG_CHARACTERS, is_needed=False),
            emergency=check.texts("emergency", MAX_LONG_CHARACTERS, is_needed=False),
            contact=check.text("contact", table.get("contact", ""), MAX_LONG_CHARACTERS),
        )
        if check.problems:
            raise AboutError(tuple(check.problems), source)
        return made

    def as_table(self) -> dict[str, Any]:
        """The table that `of` reads."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


def about() -> About:
    """What the assistant is about now; AboutError where the shipped file is damaged and no other is there.

    A damaged edited copy is logged, and what was last read stays.
    """
    return _kept.current()


def sources_folder() -> Path:
    """Where what concerns the sources is kept while the assistant runs: DALEEL_SOURCES."""
    return Path(os.environ.get("DALEEL_SOURCES") or DEFAULT_SOURCES)


def edited_file() -> Path:
    """Where the edited copy stands."""
    return sources_folder() / FILE


def read(path: Path) -> About:
    """Read a file; AboutError where it is no TOML or anything in it is wrong, OSError where it is missing."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise AboutError((Problem(f"TOML: {error};", "not_text"),), path.name) from error
    return About.of(table, path.name)


def write(new: About, path: Path | None = None) -> Path:
    """Check and write the edited copy in one step, return its path; AboutError before anything changes."""
    table = About.of(new.as_table()).as_table()
    path = path or edited_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(_as_toml(table))
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    _kept.forget()
    return path


def _said(texts: Texts, language: str) -> str:
    return texts.get(language) or texts.get(MAIN_LANGUAGE, "")


def _as_toml(table: Mapping[str, Any]) -> str:
    """The file's text: a string of JSON that has no control characters is one of TOML too."""
    plain = {name: value for name, value in table.items() if isinstance(value, str)}
    groups = {name: value for name, value in table.items() if name not in plain}
    parts = [_lines(plain), *(f"[{name}]\n{_lines(group)}" for name, group in groups.items())]
    return "\n".join(parts)


def _lines(values: Mapping[str, Any]) -> str:
    return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())


class _Kept:
    """The last reading, and what the files were like then."""

    def __init__(self) -> None:
        self.about: About | None = None
        self.stamps: tuple[object, ...] = ()
        self.looked = float("-inf")

    def forget(self) -> None:
        """Let the next caller look again."""
        self.looked = float("-inf")

    def current(self) -> About:
        now = time.monotonic()
        if self.about is not None and now - self.looked < CHECK_SECONDS:
            return self.about
        paths = (edited_file(), SHIPPED)
        stamps = tuple(_stamp(path) for path in paths)
        if self.about is None or stamps != self.stamps:
            self.about = self._read_first(paths)
        self.stamps, self.looked = stamps, now
        return self.about

    def _read_first(self, paths: tuple[Path, Path]) -> About:
        try:
            return read(paths[0])
        except FileNotFoundError:
            return read(paths[1])
        except (OSError, AboutError) as error:
            logger.error("what the assistant is about was not taken up: %s", error)
            return self.about or read(paths[1])


def _stamp(path: Path) -> tuple[object, ...]:
    """What changes when a file is replaced, edited, or another one is meant."""
    try:
        status = path.stat()
    except OSError:
        return (path, None)
    return (path, status.st_ino, status.st_mtime_ns, status.st_size)


_kept = _Kept()

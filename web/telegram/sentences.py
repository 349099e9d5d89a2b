"""Every sentence that Telegram's users read from us, in each of data/telegram's languages.

Files of data, as the assistant's responses are, and not gettext's catalogs: the language is the person's and
not that of a request, the bot's menu is told to Telegram in all of them at once, and the console speaks no
French.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import tomllib

from contract.about import About, about

DEFAULT_LANGUAGE = "ar"  # of those who speak none of ours, too
FOLDER = Path(__file__).parents[2] / "data/telegram"


@dataclass(frozen=True, slots=True)
class Sentences:
    """Plain text, escaped where it is shown. {place} and the like are filled by str.format.

    {assistant}, {subject} and {examples} are filled by `in_language`, from contract.about.

    unreadable: by the kind of message (web.telegram.incoming), what cannot be read; `instead` follows it;
    reasons: by the name that feedback keeps, in the order of the buttons;
    refusals: by an error's code; what is missing there is said as the web says it, in Arabic.
    """

    name: str  # of the language, in it
    start: str
    help: str
    topics: str
    group_start: str
    group_help: str
    unknown_command: str
    nothing_asked: str
    slow_down: str
    source: str
    source_title: str
    next_source: str
    page: str
    page_gone: str
    back: str
    thanks_up: str
    thanks_down: str
    thanks_reason: str
    verdict_taken_back: str
    button_expired: str
    button_of_another: str
    erase_question: str
    erase_yes: str
    erase_no: str
    erased: str
    not_erased: str
    language_question: str
    language_set: str
    source_question: str
    topics_question: str
    description: str
    short_description: str
    instead: str
    unreadable: dict[str, str]
    reasons: dict[str, str]
    refusals: dict[str, str]
    commands: dict[str, str]


LANGUAGES = {
    code: Sentences(**tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8")))
    for code in ("ar", "en", "fr")
}  # as written; for what is said, see `in_language`


def in_language(code: str) -> Sentences:
    """The sentences of a language; the default's for one that we do not speak."""
    code = code if code in LANGUAGES else DEFAULT_LANGUAGE
    known = about()
    found = _filled.get(code)
    if found is None or found[0] is not known:
        found = _filled[code] = (known, _fill(LANGUAGES[code], known.variables(code)))
    return found[1]


_filled: dict[str, tuple[About, Sentences]] = {}  # the last of each language


def _fill(sentences: Sentences, variables: dict[str, str]) -> Sentences:
    """The sentences with what the assistant is about; other names in braces are left."""
    filled: dict[str, Any] = {}
    for field in fields(sentences):
        text = getattr(sentences, field.name)
        if isinstance(text, str):
            for name, value in variables.items():
                text = text.replace(f"{{{name}}}", value)
            filled[field.name] = text
    return replace(sentences, **filled)

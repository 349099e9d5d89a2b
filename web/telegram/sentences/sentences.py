"""Every sentence that Telegram's users read from us, by name; each language is a file of its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentences:
    """Plain text, escaped where it is shown. {place} and the like are filled by str.format.

    unreadable: by the kind of message (web.telegram.kinds), what cannot be read and what can be done instead;
    reasons: by the name that feedback keeps, in the order of the buttons;
    refusals: by an error's code; what is missing there is said as the web says it, in Arabic.
    """

    start: str
    help: str
    topics: str
    group_start: str
    group_help: str
    unknown_command: str
    nothing_asked: str
    unreadable: dict[str, str]
    slow_down: str
    source: str
    source_title: str
    next_source: str
    back: str
    thanks_up: str
    thanks_down: str
    reasons: dict[str, str]
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
    refusals: dict[str, str]
    commands: dict[str, str]
    description: str
    short_description: str

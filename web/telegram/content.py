"""What a message of ours says and offers, and the buttons under it.

A button's data are the message's key and a letter, such as "k3JxQ0mZp1aB:c2": far below Telegram's 64 bytes,
and nothing that another could make up.
"""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from contract.fields import Span
from web.telegram.sentences import LANGUAGES, in_language

KEY_CHARACTERS = 12  # of the key by which a message's buttons are known
ANSWER = -1  # the view of the answer itself; other views are a source's number, from 0
UP, DOWN, CHOSEN = "👍", "👎", " ✓"
VERDICTS = {"up": UP, "down": DOWN}
REASONS_IN_A_ROW = 2  # their titles are short
NUMBERS_IN_A_ROW = 5
# The letter of what a button does.
CHOICE, SOURCE, PAGE, BACK, VERDICT, REASON, ERASE, LANGUAGE = "c", "s", "p", "b", "v", "r", "e", "l"
_KEY_ALPHABET = string.ascii_letters + string.digits
_DATA = re.compile(rf"([A-Za-z0-9]{{{KEY_CHARACTERS}}}):([cspbvrel])([a-z0-9]{{0,4}})", re.ASCII)

Rows = list[list[dict[str, str]]]
Keyboard = dict[str, Rows]


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that asks: `payload` goes to the assistant as it is."""

    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A source's paragraph around the words that were quoted; `place` names document and section.

    `marks` are where in the paragraph they stand; what was kept before there were any has the quote alone.
    `page` is where the passage begins in its file, 0 where that has no pages.
    """

    place: str
    heading: str
    quote: str
    paragraph: str
    marks: tuple[Span, ...] = ()
    page: int = 0
    passage_id: str = ""

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Quoted:
        marks = tuple((start, end) for start, end in stored.get("marks", ()))
        return cls(**{**stored, "marks": marks})


@dataclass(frozen=True, slots=True)
class Content:
    """`html` is the answer's view, escaped. `control` names buttons that are ours: "erase" or "language"."""

    html: str
    language: str = "ar"
    choices: tuple[Choice, ...] = ()
    sources: tuple[Quoted, ...] = ()
    answer_id: str = ""
    control: str = ""
    view: int = ANSWER
    verdict: str = ""
    reason: str = ""  # of a thumb down, by its name in the feedback

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, stored: Mapping[str, Any]) -> Content:
        choices = tuple(Choice(**each) for each in stored["choices"])
        sources = tuple(Quoted.of_json(each) for each in stored["sources"])
        return cls(**{**stored, "choices": choices, "sources": sources})


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the message with this key; `which` is a number from 0, a verdict, yes or no, a language."""

    key: str
    action: str
    which: str

    @property
    def number(self) -> int:
        return int(self.which) if self.which.isdigit() else 0


def new_key() -> str:
    """A key that nobody guesses."""
    return "".join(secrets.choice(_KEY_ALPHABET) for _ in range(KEY_CHARACTERS))


def read_press(data: str | None) -> Press | None:
    """What was pressed; None for data that are not ours."""
    match = _DATA.fullmatch(data or "")
    return Press(match[1], match[2], match[3]) if match else None


def keyboard_of(content: Content, key: str, *, choices_open: bool) -> Keyboard | None:
    """The buttons of the view in which the message stands."""
    rows = _of_answer(content, key, choices_open) if content.view == ANSWER else _of_source(content, key)
    return {"inline_keyboard": rows} if rows else None


def _of_answer(content: Content, key: str, choices_open: bool) -> Rows:
    rows: Rows = []
    if choices_open:
        rows += _of_choices(content.choices, key)
    sentences = in_language(content.language)
    if content.control == "erase":
        rows.append(
            [_button(sentences.erase_yes, key, ERASE, "yes"), _button(sentences.erase_no, key, ERASE, "no")]
        )
    if content.control == "language":
        rows.append([_button(each.name, key, LANGUAGE, code) for code, each in LANGUAGES.items()])
    last = [_button(sentences.source, key, SOURCE, 0)] if content.sources else []
    if content.answer_id:
        last += [
            _button(sign + (CHOSEN if content.verdict == verdict else ""), key, VERDICT, verdict)
            for verdict, sign in VERDICTS.items()
        ]
    return [*rows, *([last] if last else ()), *_reasons(content, key)]


def _of_choices(choices: tuple[Choice, ...], key: str) -> Rows:
    """A row each, but numbers side by side."""
    rows: Rows = []
    for is_number, some in groupby(enumerate(choices), key=lambda each: each[1].title.isdigit()):
        buttons = [_button(each.title, key, CHOICE, i) for i, each in some]
        width = NUMBERS_IN_A_ROW if is_number else 1
        rows += [buttons[at : at + width] for at in range(0, len(buttons), width)]
    return rows


def asks_why(content: Content) -> bool:
    """Whether the answer was judged unhelpful, and nobody knows why."""
    return content.verdict == "down" and not content.reason


def _reasons(content: Content, key: str) -> Rows:
    if not asks_why(content):
        return []
    titles = in_language(content.language).reasons.values()
    buttons = [_button(title, key, REASON, i) for i, title in enumerate(titles)]
    return [buttons[i : i + REASONS_IN_A_ROW] for i in range(0, len(buttons), REASONS_IN_A_ROW)]


def _of_source(content: Content, key: str) -> Rows:
    sentences, count = in_language(content.language), len(content.sources)
    rows: Rows = []
    if count > 1:
        following = (content.view + 1) % count
        title = sentences.next_source.format(number=following + 1, count=count)
        rows.append([_button(title, key, SOURCE, following)])
    if page := content.sources[content.view].page:
        rows.append([_button(sentences.page.format(page=page), key, PAGE, content.view)])
    return [*rows, [_button(sentences.back, key, BACK, "")]]


def _button(title: str, key: str, action: str, which: int | str) -> dict[str, str]:
    return {"text": title, "callback_data": f"{key}:{action}{which}"}

"""Question sets in SQuAD's form, as the reader learns from them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from arabic import search_key
from reader.errors import ReaderError


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about one passage; `answer` is empty where the passage does not hold one.

    passage: the passage's place in its corpus. start: the answer's first character in the passage's text.
    """

    text: str
    passage: int
    answer: str = ""
    start: int = -1

    @property
    def is_answered(self) -> bool:
        """Whether the passage answers."""
        return bool(self.answer)


@dataclass(frozen=True, slots=True)
class Corpus:
    """One file's distinct passages, the article of each, and what was asked about them."""

    name: str
    texts: tuple[str, ...]
    articles: tuple[str, ...]
    questions: tuple[Asked, ...]


def holds_answer(text: str, question: Asked) -> bool:
    """Whether the answer's words stand in a text, be it the question's own passage or another."""
    answer = search_key(question.answer)
    return bool(answer) and answer in _key(text)


@cache
def _key(text: str) -> str:
    return search_key(text)


def read_corpora(folder: Path, names: Sequence[str] = ()) -> list[Corpus]:
    """Read the folder's *.json files in order of name, or those named; ReaderError where there is none."""
    paths = [folder / f"{name}.json" for name in names] if names else sorted(folder.glob("*.json"))
    if not paths:
        raise ReaderError(f"no question set (*.json in SQuAD's form) in {folder}")
    return [read_corpus(path) for path in paths]


def read_corpus(path: Path) -> Corpus:
    """Read one file; ReaderError says what is wrong with it."""
    places: dict[str, int] = {}
    articles: list[str] = []
    questions: list[Asked] = []
    try:
        parsed = json.loads(path.read_text(encoding="utf-8-sig"))
        for article in parsed["data"]:
            for paragraph in article["paragraphs"]:
                context = paragraph["context"]
                trimmed = context.strip()
                place = places.setdefault(trimmed, len(places))
                if place == len(articles):
                    articles.append(str(article.get("title") or trimmed[:40]))
                lead = len(context) - len(context.lstrip())
                questions += [_asked(entry, place, lead) for entry in paragraph["qas"]]
    except OSError as error:
        raise ReaderError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReaderError(f"{path} is not of SQuAD's form: {error!r}") from error
    return Corpus(path.stem, tuple(places), tuple(articles), tuple(questions))


def _asked(entry: dict[str, Any], passage: int, lead: int) -> Asked:
    text = str(entry["question"]).strip()
    answers = [] if entry.get("is_impossible") else entry.get("answers") or []
    if not answers or not str(answers[0]["text"]).strip():
        return Asked(text, passage)
    return Asked(text, passage, str(answers[0]["text"]), int(answers[0]["answer_start"]) - lead)

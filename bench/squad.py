"""Passages and questions of a file in SQuAD's form; every distinct context is one passage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.errors import BenchError


@dataclass(frozen=True, slots=True)
class Context:
    """One distinct context; id is its number as a string, title its article's."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the id of the context that it was asked about, and the answers found there, if any."""

    text: str
    context_id: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Contexts in the file's order, and the questions asked about them."""

    contexts: tuple[Context, ...]
    questions: tuple[Question, ...]


def read_squad(path: Path) -> Corpus:
    """Read the file; raise BenchError naming the first place that is not of SQuAD's form."""
    contexts: dict[str, Context] = {}
    questions: list[Question] = []
    for title, paragraph, place in _paragraphs(_parsed(path), path):
        text = _string(paragraph, "context", place)
        context = contexts.setdefault(text, Context(str(len(contexts)), title, text))
        for number, asked in enumerate(_list(paragraph, "qas", place)):
            question = _string(asked, "question", f"{place}.qas[{number}]")
            questions.append(Question(question.strip(), context.id, _answers(asked)))
    if not questions:
        raise BenchError(f"{path} holds no question; expected SQuAD's form")
    return Corpus(tuple(contexts.values()), tuple(questions))


def _answers(asked: Any) -> tuple[str, ...]:
    """Return the answers' texts; none of a question that the context is known not to answer."""
    if not isinstance(asked, dict) or asked.get("is_impossible"):
        return ()
    found = asked.get("answers") or []
    return tuple(str(answer["text"]) for answer in found if isinstance(answer, dict) and answer.get("text"))


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BenchError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        raise BenchError(f"{path} is not JSON: {error}") from error


def _paragraphs(parsed: Any, path: Path) -> Iterator[tuple[str, Any, str]]:
    for article_number, article in enumerate(_list(parsed, "data", str(path))):
        place = f"{path}: data[{article_number}]"
        for number, paragraph in enumerate(_list(article, "paragraphs", place)):
            yield str(article.get("title") or ""), paragraph, f"{place}.paragraphs[{number}]"


def _list(value: Any, key: str, place: str) -> list[Any]:
    found = value.get(key) if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise BenchError(f"{place} has no list {key!r}; expected SQuAD's form")
    return found


def _string(value: Any, key: str, place: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    if not isinstance(found, str) or not found.strip():
        raise BenchError(f"{place} has no text {key!r}; expected SQuAD's form")
    return found

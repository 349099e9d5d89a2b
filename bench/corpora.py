"""Corpora that others made: passages and questions in SQuAD's form, and parallel questions of ArBanking77.

ArBanking77's training file lists every intent's questions in standard Arabic and again in Palestinian,
nearly in the same order. An intent's two lists are aligned by cosines (Needleman and Wunsch, 1970).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.command import BenchError
from encoder import QueryEncoder
from index.vector_cache import VectorCache

FloatArray = npt.NDArray[np.float32]

TAKEN = 36  # questions of an intent, of either variety
MIN_RUN = 90  # rows of one intent together: the shorter runs between are of another translation
LEAST_COSINE = 0.5  # of a pair, the mean vector taken off; below, most say something else
SKIP_QUANTILE = 0.85  # of an intent's cosines: what leaving a question without a partner is worth


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


@dataclass(frozen=True, slots=True)
class Pair:
    """A standard question, the same in Palestinian, and their intent."""

    standard: str
    dialect: str
    intent: str


def read_pairs(path: Path, encoder: QueryEncoder, cache: VectorCache) -> list[Pair]:
    """Return the pairs of the file, in its order of intents; BenchError when it has none."""
    lists = _lists(path)
    pairs = _paired(lists, encoder, cache) if lists else []
    if not pairs:
        raise BenchError(f"{path} holds no parallel questions; expected ArBanking77's training file")
    return pairs


def _paired(
    lists: dict[str, tuple[list[str], list[str]]], encoder: QueryEncoder, cache: VectorCache
) -> list[Pair]:
    texts = [text for standard, dialect in lists.values() for text in (*standard, *dialect)]
    vectors = cache.vectors(encoder, texts)
    centred = vectors - vectors.mean(axis=0)
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    rows = dict(zip(texts, centred, strict=True))
    return [
        Pair(standard[one], dialect[other], intent)
        for intent, (standard, dialect) in lists.items()
        for one, other in _aligned(
            np.stack([rows[text] for text in standard]) @ np.stack([rows[text] for text in dialect]).T
        )
    ]


def _lists(path: Path) -> dict[str, tuple[list[str], list[str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"label", "text"} <= rows[0].keys():
        raise BenchError(f"{path} has no columns 'label' and 'text'")
    runs: dict[str, list[list[str]]] = {}
    for label, run in groupby(rows, key=lambda row: row["label"]):
        texts = [row["text"].strip() for row in run]
        if len(texts) >= MIN_RUN:
            runs.setdefault(label, []).append(texts[:TAKEN])
    return {label: (found[0], found[1]) for label, found in runs.items() if len(found) == 2}


def _aligned(cosines: FloatArray) -> Sequence[tuple[int, int]]:
    """Return the places that belong together, by the alignment of the greatest sum."""
    gained = cosines - np.quantile(cosines, SKIP_QUANTILE)
    height, width = cosines.shape
    best = np.zeros((height + 1, width + 1))
    for row in range(1, height + 1):
        for column in range(1, width + 1):
            matched = best[row - 1, column - 1] + gained[row - 1, column - 1]
            best[row, column] = max(matched, best[row - 1, column], best[row, column - 1])
    pairs = []
    row, column = height, width
    while row and column:
        if best[row, column] == best[row - 1, column]:
            row -= 1
        elif best[row, column] == best[row, column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            if cosines[row, column] >= LEAST_COSINE:
                pairs.append((row, column))
    return pairs[::-1]

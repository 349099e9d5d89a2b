"""The calibration set: hand-written questions, each with the passage that answers it or how far off it is.

The index is fitted on them when it is built and keeps them: later changes must not make their answers worse.
Excerpts of the passages are added as very short questions, since people also type a word or two and no more.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from arabic import search_key
from documents.passage import Passage
from index.errors import CalibrationError

Distance = Literal["near", "far"]
DISTANCES: tuple[Distance, ...] = ("near", "far")
OTHER_SUBJECT = (
    "subject"  # the label of questions about another subject, which are made (index.other_subjects)
)

FloatArray = npt.NDArray[np.float32]
QUESTIONS_FILE = "questions.jsonl"
VECTORS_FILE = "vectors.npy"

EXCERPT_WEIGHT = 0.15  # beside a question that somebody wrote, which weighs 1; best of .12 to 1
MIN_CHARACTERS = 3  # of a search key: a shorter word is mostly a particle
_WORD = re.compile("[\\w\u064b-\u0652]+")  # diacritics are no letters to \w


@dataclass(frozen=True, slots=True)
class CalibrationQuestion:
    """A question with what is known of it: the passage that answers it, or how far off the sources it is."""

    text: str
    passage: str | None
    distance: Distance | None

    @property
    def label(self) -> str:
        """The passage's id, or the distance."""
        return self.passage or str(self.distance)


def read_calibration(
    folder: Path, passages: Collection[str], replaced: Collection[str] = ()
) -> tuple[CalibrationQuestion, ...]:
    """Read every .jsonl file of the folder, in order of name; CalibrationError names file and line.

    replaced: the documents whose passages may be gone; questions of those that are gone are left out.
    """
    questions: dict[str, CalibrationQuestion] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(_text(path).split("\n"), start=1):
            if not line.strip():
                continue
            question = _question(line, f"{path.name}:{number}")
            if question.passage is not None and question.passage not in passages:
                if question.passage.split("/")[0] in replaced:
                    continue
                raise CalibrationError(
                    f"{path.name}:{number} names the passage {question.passage!r}, which no source has; "
                    "correct it or remove the line"
                )
            known = questions.setdefault(question.text, question)
            if known.label != question.label:
                raise CalibrationError(
                    f"{path.name}:{number} is {question.label!r} here, {known.label!r} elsewhere; keep one"
                )
    return tuple(questions.values())


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CalibrationError(
            f"{path.name} is no text in UTF-8 ({error.reason} at byte {error.start})"
        ) from error


def _question(line: str, place: str) -> CalibrationQuestion:
    try:
        fields: Any = json.loads(line)
    except ValueError as error:
        raise CalibrationError(f"{place} is not JSON: {error}") from error
    text = fields.get("question") if isinstance(fields, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise CalibrationError(f"{place} has no text 'question'")
    passage, distance = fields.get("passage"), fields.get("unanswered")
    if isinstance(passage, str) and distance is None:
        return CalibrationQuestion(text, passage, None)
    if passage is None and distance in DISTANCES:
        return CalibrationQuestion(text, None, distance)
    raise CalibrationError(
        f"{place} needs either 'passage' or 'unanswered' (near or far), not {passage!r}, {distance!r}"
    )


def labels_of(questions: Sequence[CalibrationQuestion]) -> list[str]:
    """Return the labels, in order."""
    return [question.label for question in questions]


@dataclass(frozen=True)
class CalibrationSet:
    """The questions as a built index keeps them.

    `vectors` is float32 of shape (questions, dimensions), of the questions in reading form.
    """

    questions: tuple[CalibrationQuestion, ...]
    vectors: FloatArray

    @classmethod
    def of(cls, questions: Sequence[CalibrationQuestion], vectors: Sequence[FloatArray]) -> CalibrationSet:
        """Join questions and vectors, in one order."""
        return cls(tuple(questions), np.stack(vectors))

    @classmethod
    def open(cls, folder: Path) -> CalibrationSet:
        """Open what `save` wrote; raises OSError, ValueError or TypeError where that is damaged."""
        lines = (folder / QUESTIONS_FILE).read_text(encoding="utf-8").splitlines()
        questions = tuple(CalibrationQuestion(**json.loads(line)) for line in lines)
        vectors = np.load(folder / VECTORS_FILE, mmap_mode="r")
        if len(vectors) != len(questions):
            raise ValueError(f"{len(questions)} calibration questions but {len(vectors)} vectors")
        return cls(questions, vectors)

    def save(self, folder: Path) -> None:
        """Write both files into the folder."""
        lines = (json.dumps(asdict(question), ensure_ascii=False) for question in self.questions)
        (folder / QUESTIONS_FILE).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        np.save(folder / VECTORS_FILE, self.vectors)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A few words, and the id of the passage that they come from."""

    text: str
    passage: str


def excerpts_of(passages: Sequence[Passage], known: Collection[str]) -> tuple[Excerpt, ...]:
    """Return the excerpts of the points among `known` (ids), each once, in order."""
    words = {passage.id: _WORD.findall(passage.text) for passage in passages}
    holders = Counter(key for found in words.values() for key in {search_key(word) for word in found})
    return tuple(
        Excerpt(text, passage.id)
        for passage in passages
        if passage.kind == "point" and passage.id in known
        for text in dict.fromkeys([*_heading(passage), *_pairs(words[passage.id], holders)])
    )


def _heading(passage: Passage) -> list[str]:
    heading = passage.heading.strip(" :\n")
    return [heading] if heading else []


def _pairs(words: Sequence[str], holders: Counter[str]) -> list[str]:
    pairs = pairwise(words)
    return [
        f"{first} {second}"
        for first, second in pairs
        if _is_telling(search_key(first), search_key(second), holders)
    ]


def _is_telling(first: str, second: str, holders: Counter[str]) -> bool:
    """Whether two neighbouring words (search keys) tell their passage: one of them occurs in no other."""
    return min(len(first), len(second)) >= MIN_CHARACTERS and 1 in (holders[first], holders[second])

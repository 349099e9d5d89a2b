"""The questions that hands have written to teach the index what its sources answer and what they do not."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.errors import CalibrationError

Distance = Literal["near", "far"]
DISTANCES: tuple[Distance, ...] = ("near", "far")


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


def read_calibration(folder: Path, passages: Collection[str]) -> tuple[CalibrationQuestion, ...]:
    """Read every .jsonl file of the folder, in order of name; CalibrationError names file and line."""
    questions: dict[str, CalibrationQuestion] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(_text(path).split("\n"), start=1):
            if not line.strip():
                continue
            question = _question(line, f"{path.name}:{number}")
            if question.passage is not None and question.passage not in passages:
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

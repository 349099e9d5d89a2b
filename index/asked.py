"""The calibration questions that an index was built with, kept in it: what it must go on answering."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.calibration import CalibrationQuestion

FloatArray = npt.NDArray[np.float32]
QUESTIONS_FILE = "questions.jsonl"
VECTORS_FILE = "vectors.npy"


@dataclass(frozen=True)
class Asked:
    """`vectors` is float32 of shape (questions, dimensions), of the questions in reading form."""

    questions: tuple[CalibrationQuestion, ...]
    vectors: FloatArray

    @classmethod
    def of(cls, questions: Sequence[CalibrationQuestion], vectors: Sequence[FloatArray]) -> Asked:
        """Join questions and vectors, in one order."""
        return cls(tuple(questions), np.stack(vectors))

    @classmethod
    def open(cls, folder: Path) -> Asked:
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

"""A candidate model: the training files with what staff have taught, trained in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.errors import BenchError
from terminal.secret import with_secrets
from terminal.settings import Settings

RASA = ".venv/rasa/bin/python"
TRAIN_SECONDS = 1800
LAST_CHARACTERS = 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """`folder` holds data/, the changed training files in it, and the model; `diff` is what was taught."""

    folder: Path
    diff: str

    @property
    def model(self) -> Path:
        return self.folder / "daleel.tar.gz"


def prepare(settings: Settings, folder: Path) -> Candidate:
    """Copy the training files into the folder and add what staff have taught."""
    shutil.copytree(settings.root / "data", folder / "data")
    return Candidate(folder, export(settings, folder / "data" / "nlu"))


def export(settings: Settings, nlu: Path) -> str:
    """Bring the training files of a folder into line with what was approved; return the diff."""
    environment = with_secrets(settings, make=True).environment()
    command = [sys.executable, "manage.py", "teach", "export", "training", "--write", "--nlu", str(nlu)]
    ended = subprocess.run(command, cwd=settings.root, env=environment, capture_output=True, text=True)
    if ended.returncode:
        raise BenchError(
            f"the approved examples cannot be exported: {ended.stderr.strip()[-LAST_CHARACTERS:]}"
        )
    return ended.stdout


def train(settings: Settings, candidate: Candidate) -> None:
    """Train the candidate as `make train` does."""
    data, out = str(candidate.folder / "data"), str(candidate.folder)
    command = [RASA, "-W", "ignore", "-m", "rasa", "train", "--data", data, "--out", out]
    ended = subprocess.run(
        [*command, "--fixed-model-name", candidate.model.name.removesuffix(".tar.gz")],
        cwd=settings.root,
        env={**os.environ, **settings.environment()},
        capture_output=True,
        text=True,
        errors="replace",
        timeout=TRAIN_SECONDS,
    )
    if ended.returncode or not candidate.model.is_file():
        raise BenchError(f"the candidate cannot be trained: {ended.stdout.strip()[-LAST_CHARACTERS:]}")


def put_in_place(settings: Settings, candidate: Candidate, place: Path) -> None:
    """Take the training files over, and rename the model to where the running one is taken up from."""
    export(settings, settings.root / "data" / "nlu")
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    shutil.copy(candidate.model, beside)
    beside.replace(place)

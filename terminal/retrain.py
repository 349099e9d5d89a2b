"""`make retrain`: train what staff have taught; the new model answers only if nothing got worse.

The candidate is trained in a folder of its own. Both models are asked the golden conversations and the
calibration questions (terminal.golden). A candidate that gets wrong what was right changes nothing (exit code
1). Shares and changes are printed and written to var/teaching/retrain.json.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from terminal.golden import CONVERSATION, Trial, TrialError, got_better, got_worse, running_model, try_model
from terminal.settings import MODEL, Settings, read_settings, with_secrets

WORSE, FAILED = 1, 2
RELOAD_SECONDS = 60.0  # within which a running Rasa answers with the new model
REPORT = Path("var/teaching/retrain.json")
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


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m terminal.retrain", description=__doc__)
    parser.add_argument(
        "--allow", type=int, default=0, help="how many calibration questions may get worse, none unless given"
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help=f"where the figures go ({REPORT})")
    options = parser.parse_args(arguments)
    settings = read_settings()
    report = options.json or settings.root / REPORT
    report.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="candidate-", dir=settings.root / "var") as folder:
            return retrain(settings, prepare(settings, Path(folder)), options.allow, report)
    except TrialError as error:
        print(f"retrain: {error}", file=sys.stderr)
        return FAILED


def retrain(settings: Settings, candidate: Candidate, allowed: int, report: Path) -> int:
    """Train, try, and put the candidate in place if it may answer; return the exit code."""
    if not candidate.diff.strip():
        print("Nothing to train: no approved example is missing from data/nlu.")
        return 0
    print(candidate.diff)
    place = settings.path(MODEL)
    print("Training the candidate (about a minute) and asking both models (some minutes).", flush=True)
    train(settings, candidate)
    before, after = try_model(settings, place), try_model(settings, candidate.model)
    is_taken = may_answer(before, after, allowed)
    figures = figures_of(before, after, is_taken)
    report.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print("\n".join(f"{name}: {value:g}" for name, value in figures.items()))
    print("\n".join(f"  better: {name}" for name in got_better(before, after)))
    print("\n".join(f"  worse: {name}" for name in got_worse(before, after)))
    if not is_taken:
        print("The candidate is not taken; everything is as it was.")
        return WORSE
    answering = running_model(settings)
    put_in_place(settings, candidate, place)
    print(_reloaded(settings, answering, after.model_id))
    return 0


def may_answer(before: Trial, after: Trial, allowed: int) -> bool:
    """No conversation may get worse, no more questions than allowed, and never more than get better."""
    worse = got_worse(before, after)
    if any(name.startswith(CONVERSATION) for name in worse):
        return False
    return len(worse) <= min(allowed, len(got_better(before, after)))


def figures_of(before: Trial, after: Trial, is_taken: bool) -> dict[str, float]:
    """Return the shares (0 to 1) that both models got right, and how many changed."""
    values: dict[str, float] = {}
    for what, is_conversation in (("conversations", True), ("questions", False)):
        names = [name for name in before.right if name.startswith(CONVERSATION) is is_conversation]
        for when, trial in (("before", before), ("after", after)):
            right = sum(trial.right.get(name, False) for name in names)
            values[f"{what}_{when}"] = round(right / len(names), 4) if names else 0.0
    changes = {"worse": got_worse(before, after), "better": got_better(before, after)}
    return values | {name: len(found) for name, found in changes.items()} | {"taken": float(is_taken)}


def prepare(settings: Settings, folder: Path) -> Candidate:
    """Copy the training files into the folder and add what staff have taught."""
    shutil.copytree(settings.root / "data", folder / "data")
    return Candidate(folder, export(settings, folder / "data" / "nlu"))


def export(settings: Settings, nlu: Path) -> str:
    """Write what was approved into the training files of a folder; return the diff."""
    environment = with_secrets(settings, make=True).environment()
    command = [sys.executable, "manage.py", "teach", "export", "training", "--write", "--nlu", str(nlu)]
    ended = subprocess.run(command, cwd=settings.root, env=environment, capture_output=True, text=True)
    if ended.returncode:
        said = ended.stderr.strip()[-LAST_CHARACTERS:]
        raise TrialError(f"the approved examples cannot be exported: {said}")
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
        raise TrialError(f"the candidate cannot be trained: {ended.stdout.strip()[-LAST_CHARACTERS:]}")


def put_in_place(settings: Settings, candidate: Candidate, place: Path) -> None:
    """Write the training files, and rename the model to where a running Rasa finds it."""
    export(settings, settings.root / "data" / "nlu")
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    shutil.copy(candidate.model, beside)
    beside.replace(place)


def _reloaded(settings: Settings, answering: str, wanted: str) -> str:
    if not answering:
        return "The new model is in place; no Rasa runs here that would load it now."
    began = time.monotonic()
    while running_model(settings) != wanted:
        if time.monotonic() - began > RELOAD_SECONDS:
            return f"The new model is in place, but Rasa still answers with {answering}; restart it."
        time.sleep(0.2)
    return f"Rasa answers with the new model {wanted} after {time.monotonic() - began:.1f} s."


if __name__ == "__main__":
    sys.exit(main())

"""`make retrain`: train what staff have taught, and let the new model answer only where nothing got worse.

The candidate is trained in a folder of its own. Both models are asked the golden conversations and the
calibration questions; one that gets wrong what was right leaves everything as it was (exit code 1).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.candidate import Candidate, prepare, put_in_place, train
from bench.errors import BenchError
from bench.figures import Figures, share, write_report
from bench.model_trial import Trial, got_better, got_worse, running_model, try_model
from bench.tables import Table, as_text, percent
from terminal.settings import MODEL, Settings, read_settings

WORSE, FAILED = 1, 2
TAKE_UP_SECONDS = 60.0
CONVERSATION = "conversation "


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bench.retrain", description=__doc__)
    parser.add_argument(
        "--allow", type=int, default=0, help="how many calibration questions may get worse, none unless given"
    )
    parser.add_argument("--results", type=Path, default=Path("bench/results"))
    options = parser.parse_args(arguments)
    settings = read_settings()
    try:
        with tempfile.TemporaryDirectory(prefix="candidate-", dir=_var(settings)) as folder:
            return retrain(settings, prepare(settings, Path(folder)), options.allow, options.results)
    except BenchError as error:
        print(f"retrain: {error}", file=sys.stderr)
        return FAILED


def retrain(settings: Settings, candidate: Candidate, allowed: int, results: Path) -> int:
    """Train, try, and swap where it may be; return the exit code."""
    if not candidate.diff.strip():
        print("Nothing to train: no approved example is missing from data/nlu.")
        return 0
    print(candidate.diff)
    place = settings.path(MODEL)
    print("Training the candidate (about a minute) and asking both models (some minutes).", flush=True)
    train(settings, candidate)
    before, after = try_model(settings, place), try_model(settings, candidate.model)
    worse = got_worse(before, after)
    is_taken = may_answer(worse, before, after, allowed)
    figures = figures_of(before, after, is_taken)
    for table in figures.tables:
        print(as_text(table), end="\n\n")
    print(f"written: {write_report(figures, 'retrain', folder=results, command='bench.retrain')}")
    if not is_taken:
        print(f"The candidate got {len(worse)} worse and is not taken; everything is as it was:")
        print("\n".join(f"  {name}" for name in worse))
        return WORSE
    answering = running_model(settings)
    put_in_place(settings, candidate, place)
    print(_taken_up(settings, answering, after.model_id))
    return 0


def may_answer(worse: Sequence[str], before: Trial, after: Trial, allowed: int) -> bool:
    """No conversation may get worse, no more questions than allowed, and never more than get better."""
    if any(name.startswith(CONVERSATION) for name in worse):
        return False
    return len(worse) <= min(allowed, len(got_better(before, after)))


def figures_of(before: Trial, after: Trial, is_taken: bool) -> Figures:
    """What both models got right, and what changed."""
    values: dict[str, float] = {}
    rows = []
    for what, is_golden in (("conversations", True), ("questions", False)):
        names = [name for name in before.right if name.startswith(CONVERSATION) is is_golden]
        shares = [
            share(sum(each.right.get(name, False) for name in names), len(names)) for each in (before, after)
        ]
        values |= {f"{what}_before": shares[0], f"{what}_after": shares[1]}
        rows.append((what, str(len(names)), percent(shares[0]), percent(shares[1])))
    worse, better = got_worse(before, after), got_better(before, after)
    values |= {"worse": len(worse), "better": len(better), "taken": float(is_taken)}
    changed = [(name, "worse") for name in worse] + [(name, "better") for name in better]
    return Figures(
        "Retraining",
        values,
        (
            Table("Right, before and after", ("what", "number", "before", "after"), tuple(rows)),
            Table(f"Changed: {len(changed)}", ("what was asked", "became"), tuple(changed)),
        ),
    )


def _taken_up(settings: Settings, answering: str, wanted: str) -> str:
    if not answering:
        return "The new model is in place; no Rasa runs here that would take it up now."
    began = time.monotonic()
    while running_model(settings) != wanted:
        if time.monotonic() - began > TAKE_UP_SECONDS:
            return f"The new model is in place, but Rasa still answers with {answering}; restart it."
        time.sleep(0.2)
    return f"Rasa answers with the new model {wanted} after {time.monotonic() - began:.1f} s."


def _var(settings: Settings) -> Path:
    folder = settings.root / "var"
    folder.mkdir(exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())

"""How well config.yml's pipeline tells labels apart: train on one file, test on others.

python -m bench.intents --train a.csv --test b.csv c.csv [--json FILE], in Rasa's environment.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.command import make_parser, run_command
from bench.errors import BenchError
from bench.figures import Figures, share
from bench.labelled import Labelled, read_labelled
from bench.tables import Table, percent

DECIMALS = 4


def main() -> None:
    """Read the command line and measure."""
    parser = make_parser(
        "intents", "Train config.yml's pipeline on labelled sentences and test it on others."
    )
    parser.add_argument("--train", metavar="CSV", type=Path, required=True, help="columns label and text")
    parser.add_argument("--test", metavar="CSV", type=Path, required=True, nargs="+", help="the same columns")
    parser.add_argument(
        "--config", metavar="FILE", type=Path, default=Path("config.yml"), help="another pipeline"
    )
    run_command(parser, measure)


def measure(arguments: argparse.Namespace) -> Figures:
    """Train once, predict every row of every test file."""
    training = read_labelled(arguments.train)
    tests = {_stem(path, arguments.test): read_labelled(path) for path in arguments.test}
    if not arguments.config.is_file():
        raise BenchError(f"no pipeline at {arguments.config}; run from the repository's root")
    model, seconds = _trained(training, arguments.config)
    values: dict[str, float] = {"train_seconds": round(seconds, 1), "train_sentences": len(training)}
    rows = []
    for stem, test in tests.items():
        started = time.process_time()
        predicted = model.predict([row.text for row in test])
        milliseconds = 1000 * (time.process_time() - started) / len(test)
        gold = [row.label for row in test]
        accuracy = share(sum(map(str.__eq__, gold, predicted)), len(gold))
        f1 = round(macro_f1(gold, predicted), DECIMALS)
        values |= {
            f"{stem}_accuracy": accuracy,
            f"{stem}_macro_f1": f1,
            f"{stem}_cpu_ms": round(milliseconds, 2),
        }
        rows.append((stem, str(len(test)), percent(accuracy), percent(f1), f"{milliseconds:.1f}"))
    title = f"Intents, trained on {len(training)} sentences in {seconds:.0f} s"
    table = Table(title, ("file", "sentences", "accuracy", "macro F1", "CPU ms a sentence"), tuple(rows))
    return Figures("Intents", values, (table,))


def macro_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """Return the mean F1 of every label that is in either sequence, from 0 to 1."""
    right = Counter(label for label, guess in zip(gold, predicted, strict=True) if label == guess)
    meant, guessed = Counter(gold), Counter(predicted)
    labels = meant.keys() | guessed.keys()
    return sum(2 * right[label] / (meant[label] + guessed[label]) for label in labels) / len(labels)


def _trained(training: tuple[Labelled, ...], config: Path):  # type: ignore[no-untyped-def]  # Rasa is imported late
    """Train with Rasa itself; it takes seconds to import, so a wrong command line is told before that."""
    try:
        from bench.trained_intents import TrainedIntents
    except ImportError as error:
        raise BenchError(f"{error}; run it in Rasa's environment, as 'make bench-intents' does") from error
    started = time.monotonic()
    model = TrainedIntents.train([(row.text, row.label) for row in training], config)
    return model, time.monotonic() - started


def _stem(path: Path, paths: Sequence[Path]) -> str:
    if [each.stem for each in paths].count(path.stem) > 1:
        raise BenchError(
            f"two test files are called {path.stem}; rename one, their figures would share a key"
        )
    return path.stem


if __name__ == "__main__":
    main()

"""How well config.yml's pipeline tells labels apart: train on one file, test on others.

python -m bench.intents --train a.csv --test b.csv c.csv [--json FILE], in Rasa's environment.

Without files it trains on the bot's own data and tests on its held-out sentences, and writes to
bench/results/intents-own.md which were mistaken.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.command import BenchError, make_parser, run_command
from bench.figures import Figures, Table, percent, share, write_report
from bench.labelled import Judged, Labelled, confusion_tables, read_labelled

DECIMALS = 4
OWN_TRAINING = Path("data/nlu")
OWN_TEST = Path("tests/nlu/held_out.csv")


def main() -> None:
    """Read the command line and measure."""
    parser = make_parser(
        "intents", "Train config.yml's pipeline on labelled sentences and test it on others."
    )
    parser.add_argument("--train", metavar="CSV", type=Path, help="columns label and text")
    parser.add_argument("--test", metavar="CSV", type=Path, nargs="+", help="the same columns")
    parser.add_argument("--own", action="store_true", help=f"train on {OWN_TRAINING}, test on {OWN_TEST}")
    parser.add_argument(
        "--config", metavar="FILE", type=Path, default=Path("config.yml"), help="another pipeline"
    )
    run_command(parser, measure)


def measure(arguments: argparse.Namespace) -> Figures:
    """Train once, predict every row of every test file."""
    if arguments.own or (arguments.train is None and arguments.test is None):
        return measure_own(arguments.config)
    if arguments.train is None or arguments.test is None:
        raise BenchError("name both TRAIN=a.csv and TEST=b.csv, or neither for the bot's own data")
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


def measure_own(config: Path, training: Path = OWN_TRAINING, test: Path = OWN_TEST) -> Figures:
    """Train on the bot's own examples, judge the held-out sentences, and write the report."""
    held_out = read_labelled(test)
    if not config.is_file() or not training.is_dir():
        raise BenchError(f"no {config} or no {training}; run from the repository's root")
    examples = _own_examples(training)
    model, seconds = _trained(examples, config)
    found = model.predict_surely([row.text for row in held_out])
    judged = [Judged(row.text, row.label, *guess) for row, guess in zip(held_out, found, strict=True)]
    gold, predicted = [each.meant for each in judged], [each.taken_for for each in judged]
    values = {
        "train_seconds": round(seconds, 1),
        "train_sentences": len(examples),
        "own_accuracy": share(sum(each.right for each in judged), len(judged)),
        "own_macro_f1": round(macro_f1(gold, predicted), DECIMALS),
        "own_sentences": len(judged),
    }
    figures = Figures("The bot's own intents", values, confusion_tables(judged))
    print(f"written: {write_report(figures, 'intents-own', command='bench.intents --own')}")
    return figures


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


def _own_examples(folder: Path) -> tuple[Labelled, ...]:
    try:
        from bench.trained_intents import own_examples
    except ImportError as error:
        raise BenchError(f"{error}; run it in Rasa's environment, as 'make bench-intents' does") from error
    return own_examples(folder)


def _stem(path: Path, paths: Sequence[Path]) -> str:
    if [each.stem for each in paths].count(path.stem) > 1:
        raise BenchError(
            f"two test files are called {path.stem}; rename one, their figures would share a key"
        )
    return path.stem


if __name__ == "__main__":
    main()

"""The reader's command line: `python -m reader train DATA`, `python -m reader calibrate DATA`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from reader.errors import ReaderError

STEPS = 4000  # 70 minutes on two cores that do something else besides


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 2 after one line on an error, 130 when stopped (training then resumes)."""
    options = _parser().parse_args(arguments)
    try:
        from reader.training import command  # torch takes seconds to import

        command.calibrate_reader(options) if options.name == "calibrate" else command.train_reader(options)
    except ReaderError as error:
        print(f"reader: error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("reader: stopped; the same command goes on from the last checkpoint", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reader", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="name")
    train = commands.add_parser("train", help="train a reader, write its file and its confidence")
    calibrate = commands.add_parser("calibrate", help="fit the confidence of a trained reader anew")
    for command in (train, calibrate):
        command.add_argument("data", type=Path, help="folder of arcd-train.json and reading/*.json (SQuAD)")
        command.add_argument("--encoder", type=Path, default=Path("models/encoder"))
        command.add_argument("--out", type=Path, default=Path("models/reader/reader.onnx"))
    train.add_argument("--work", type=Path, default=Path("var/reader"), help="states and checkpoints")
    train.add_argument("--steps", type=int, default=STEPS)
    train.add_argument("--seed", type=int, default=0)
    train.add_argument("--threads", type=int, default=2)
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Whole conversations with the running system, each by a sender of its own, turn after turn.

    python -m bench.dialogues --file dialogues.jsonl

A line is a list of turns [text, expectation]: "" (any reply), "ABSTAIN" (not answered), or
{"all_of": [[…], …]} (see scoring.AllOf).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from bench.answers import Ask, describe, fresh_sender
from bench.command import input_file, make_parser, run_command
from bench.figures import Figures, Table, percent, share
from bench.questions import Abstain, AllOf, Reply, Turn, read_dialogues
from bench.system import open_system


@dataclass(frozen=True, slots=True)
class TurnOutcome:
    """One turn asked; dialogue and number are 1-based."""

    dialogue: int
    number: int
    turn: Turn
    reply: Reply

    @property
    def right(self) -> bool:
        """Whether the reply is what the turn expects."""
        return self.turn.expected.met_by(self.reply)

    @property
    def note(self) -> str:
        """What a miss lacks."""
        expected = self.turn.expected
        if isinstance(expected, AllOf):
            return "lacks " + "، ".join(expected.missing(self.reply))
        return "answered" if isinstance(expected, Abstain) and self.reply.answered else "silence"


def hold(dialogues: Sequence[tuple[Turn, ...]], ask: Ask) -> list[list[TurnOutcome]]:
    """Hold each dialogue in its order; every turn is asked, also after a miss."""
    held = []
    for dialogue, turns in enumerate(dialogues, start=1):
        sender = fresh_sender()
        held.append(
            [
                TurnOutcome(dialogue, number, turn, ask(turn.text, sender))
                for number, turn in enumerate(turns, 1)
            ]
        )
    return held


def score(held: list[list[TurnOutcome]]) -> dict[str, float]:
    """Return dialogues (share with every turn right) and turns (share of all turns right)."""
    turns = [outcome for outcomes in held for outcome in outcomes]
    whole = sum(all(outcome.right for outcome in outcomes) for outcomes in held)
    right = sum(outcome.right for outcome in turns)
    return {"dialogues": share(whole, len(held)), "turns": share(right, len(turns))}


def misses_table(held: list[list[TurnOutcome]]) -> Table:
    """Return every turn that went wrong."""
    missed = [outcome for outcomes in held for outcome in outcomes if not outcome.right]
    rows = [(f"{one.dialogue}.{one.number}", one.turn.text, *describe(one.reply), one.note) for one in missed]
    columns = ("turn", "text", "intent", "kind", "confidence", "top hit", "said", "miss")
    return Table(f"Misses: {len(missed)}", columns, tuple(rows))


def measure(arguments: argparse.Namespace) -> Figures:
    """Hold the file's dialogues with the running system, or with one started for this."""
    dialogues = read_dialogues(arguments.file)
    with open_system() as ask:
        held = hold(dialogues, ask)
    values = score(held)
    counts = {"dialogues": len(held), "turns": sum(len(outcomes) for outcomes in held)}
    rows = tuple((name, str(counts[name]), percent(values[name])) for name in counts)
    return Figures(
        "Dialogues", values, (Table("Dialogues", ("what", "number", "right"), rows), misses_table(held))
    )


def main() -> None:
    """Run the command line."""
    parser = make_parser("dialogues", "Hold dialogues with the running system and score every turn.")
    parser.add_argument(
        "--file", metavar="FILE", type=input_file, required=True, help="dialogues as JSON lines"
    )
    run_command(parser, measure)


if __name__ == "__main__":
    main()

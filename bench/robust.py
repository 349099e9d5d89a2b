"""How many rightly answered questions are still rightly answered when they are mistyped.

    python -m bench.robust --in in_domain.jsonl [--seed 1]

Every question with Arabic letters is asked as it is and under each disturbance, each time by a new sender. A
figure is the share that is right under the disturbance divided by the share that is right without.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from arabic import has_arabic
from bench.answers import Ask, Outcome, ask_in_domain, describe, warn_of_failures
from bench.command import BenchError, input_file, make_parser, run_command
from bench.disturb import DISTURBANCES, Disturb, arabizi
from bench.figures import Figures, Table, percent, share
from bench.questions import InDomainQuestion, read_in_domain
from bench.system import open_system

UNDISTURBED = "undisturbed"
ALL: dict[str, Disturb] = {**DISTURBANCES, "arabizi": arabizi}
Run = dict[str, list[Outcome]]


def disturbed(questions: Sequence[InDomainQuestion], name: str, seed: int) -> list[InDomainQuestion]:
    """Return the questions under one disturbance; each has a chance of its own, whatever stands around it."""
    return [
        replace(question, text=ALL[name](question.text, Random(f"{seed} {name} {question.text}")))
        for question in questions
    ]


def ask_all(questions: Sequence[InDomainQuestion], ask: Ask, seed: int) -> Run:
    """Return the outcomes without a disturbance and under each; a text that stays is not asked again."""
    plain = ask_in_domain(questions, ask)
    known = {outcome.question: outcome for outcome in plain}
    run = {UNDISTURBED: plain}
    for name in ALL:
        run[name] = [
            known.get(question.text) or ask_in_domain([question], ask)[0]
            for question in disturbed(questions, name, seed)
        ]
    return run


def score(run: Mapping[str, Sequence[Outcome]]) -> dict[str, float]:
    """Return robust_NAME relative to the undisturbed, robust_worst (Arabizi apart) and robust_undisturbed."""
    base = _right(run[UNDISTURBED])
    if not base:
        raise BenchError("no question is answered rightly even as it is; there is nothing to compare with")
    values = {f"robust_{name}": share(_right(run[name]), base) for name in run if name != UNDISTURBED}
    worst = min(value for name, value in values.items() if name != "robust_arabizi")
    return {"robust_undisturbed": share(base, len(run[UNDISTURBED])), **values, "robust_worst": worst}


def tables_of(run: Mapping[str, Sequence[Outcome]]) -> tuple[Table, Table]:
    """Return the shares, and every question that a disturbance lost with what was said instead."""
    values = score(run)
    rows = [
        (name, str(_right(run[name])), percent(values[f"robust_{name}"]) if name != UNDISTURBED else "")
        for name in run
    ]
    columns = ("disturbance", "right", "of the undisturbed")
    title = f"Disturbed questions, {len(run[UNDISTURBED])} of each kind"
    lost = [
        (name, was.question, now.question, *describe(now.reply), now.note)
        for name, outcomes in run.items()
        for was, now in zip(run[UNDISTURBED], outcomes, strict=True)
        if was.right and not now.right
    ]
    lost_columns = (
        "disturbance", "question", "as asked", "intent", "kind", "confidence", "top hit", "said", "miss"
    )  # fmt: skip
    return Table(title, columns, tuple(rows)), Table(f"Lost: {len(lost)}", lost_columns, tuple(lost))


def _right(outcomes: Sequence[Outcome]) -> int:
    return sum(outcome.right for outcome in outcomes)


def measure(arguments: argparse.Namespace) -> Figures:
    """Ask the running system, or one started for this."""
    questions = [question for question in read_in_domain(arguments.in_file) if has_arabic(question.text)]
    if not questions:
        raise BenchError(f"{arguments.in_file} has no question with Arabic letters; nothing to disturb")
    with open_system() as ask:
        run = ask_all(questions, ask, arguments.seed)
    warn_of_failures(outcome.reply for outcomes in run.values() for outcome in outcomes)
    return Figures("Disturbed questions", score(run), tables_of(run))


def main() -> None:
    """Run the command line."""
    parser = make_parser("robust", "Disturb questions and see what is still answered.")
    parser.add_argument(
        "--in",
        dest="in_file",
        metavar="FILE",
        type=input_file,
        required=True,
        help="questions that are answered",
    )
    parser.add_argument("--seed", type=int, default=1, help="another one disturbs other places")
    run_command(parser, measure)


if __name__ == "__main__":
    main()

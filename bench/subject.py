"""How many questions about something else are answered all the same.

    python -m bench.subject --in questions.jsonl

Each question asks in the source's own words about another subject («ما الدور الاقتصادي للجامعات؟» of a text
on small enterprises). Every question is asked by a sender of its own; any answer is one too many.
"""

from __future__ import annotations

import argparse

from bench.answers import ask_out_of_domain, grouped, misses_table, warn_of_failures
from bench.command import input_file, make_parser, run_command
from bench.figures import Figures, Table, percent, share
from bench.questions import read_out_of_domain
from bench.system import open_system


def measure(arguments: argparse.Namespace) -> Figures:
    """Ask the file's questions of the running system, or of one started for this."""
    questions = read_out_of_domain(arguments.in_file)
    with open_system() as ask:
        outcomes = ask_out_of_domain(questions, ask)
    warn_of_failures(one.reply for one in outcomes)
    groups = {"subject_answered": outcomes}
    groups |= {f"subject_answered_{kind}": group for kind, group in grouped(outcomes).items()}
    values = {
        name: share(sum(one.reply.answered for one in group), len(group)) for name, group in groups.items()
    }
    rows = tuple((name, str(len(groups[name])), percent(value)) for name, value in values.items())
    tables = (Table("Another subject", ("group", "questions", "answered"), rows), misses_table(outcomes))
    return Figures("Another subject", values, tables)


def main() -> None:
    """Run the command line."""
    parser = make_parser("subject", "Ask questions about another subject; count the answers.")
    parser.add_argument(
        "--in",
        dest="in_file",
        metavar="FILE",
        type=input_file,
        required=True,
        help='{"question", "kind"} lines',
    )
    run_command(parser, measure)


if __name__ == "__main__":
    main()

"""Which questions the running system answers, and which it leaves unanswered.

    python -m bench.answers --in in_domain.jsonl --out out_of_domain.jsonl

Every question is asked by a sender of its own. An answer is right if it holds what the question asks for (see
scoring.AllOf); an out-of-domain question is right if it was not answered.
"""

from __future__ import annotations

import argparse
import sys
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bench.command import BenchError, input_file, make_parser, run_command
from bench.figures import Figures, Table, percent, share
from bench.questions import (
    Abstain,
    InDomainQuestion,
    OutOfDomainQuestion,
    Reply,
    read_in_domain,
    read_out_of_domain,
)
from bench.system import open_system

Ask = Callable[[str, str], Reply]  # (text, sender) → reply


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question asked: group is its style (in domain) or its kind (out of domain)."""

    question: str
    group: str
    reply: Reply
    right: bool
    note: str = ""  # what a miss lacks


def ask_in_domain(questions: Iterable[InDomainQuestion], ask: Ask) -> list[Outcome]:
    """Ask each question as a fresh sender and look for what its answer must hold."""
    outcomes = []
    for question in questions:
        reply = ask(question.text, fresh_sender())
        missing = question.expected.missing(reply)
        note = ("" if reply.answered else "refused; ") + "lacks " + "، ".join(missing)
        outcomes.append(Outcome(question.text, question.style, reply, not missing, note))
    return outcomes


def ask_out_of_domain(questions: Iterable[OutOfDomainQuestion], ask: Ask) -> list[Outcome]:
    """Ask each question as a fresh sender; right is a reply that answers nothing."""
    outcomes = []
    for question in questions:
        reply = ask(question.text, fresh_sender())
        note = "answered" if reply.answered else "silence"
        outcomes.append(Outcome(question.text, question.kind, reply, Abstain().met_by(reply), note))
    return outcomes


def fresh_sender() -> str:
    """Return a sender id that no conversation has had."""
    return f"bench-{uuid.uuid4().hex}"


def score(in_domain: list[Outcome], out_of_domain: list[Outcome]) -> dict[str, float]:
    """Return the published keys; a file that was not asked has none."""
    values: dict[str, float] = {}
    if in_domain:
        values["in_domain"] = _share_right(in_domain)
        values |= {f"in_domain_{style}": _share_right(group) for style, group in grouped(in_domain).items()}
        values["in_domain_refused"] = share(_not_answered(in_domain), len(in_domain))
    return values | {f"out_{kind}": _share_right(group) for kind, group in grouped(out_of_domain).items()}


def grouped(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Return the outcomes by group, in order of first appearance."""
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.group].append(outcome)
    return dict(groups)


def _share_right(outcomes: list[Outcome]) -> float:
    return share(sum(outcome.right for outcome in outcomes), len(outcomes))


def _not_answered(outcomes: list[Outcome]) -> int:
    return sum(not outcome.reply.answered for outcome in outcomes)


def shares_table(in_domain: list[Outcome], out_of_domain: list[Outcome]) -> Table:
    """Return one row for each group: questions, right, refused (not answered)."""
    groups = [("in_domain", in_domain)] if in_domain else []
    groups += [(f"in_domain_{name}", group) for name, group in grouped(in_domain).items()]
    groups += [(f"out_{name}", group) for name, group in grouped(out_of_domain).items()]
    rows = [
        (
            name,
            str(len(group)),
            percent(_share_right(group)),
            str(_not_answered(group)),
        )
        for name, group in groups
    ]
    return Table("Answers", ("group", "questions", "right", "not answered"), tuple(rows))


def misses_table(outcomes: Iterable[Outcome]) -> Table:
    """Return every miss with what was said, how sure, the first hit, and what was wrong."""
    missed = [outcome for outcome in outcomes if not outcome.right]
    rows = [(one.group, one.question, *describe(one.reply), one.note) for one in missed]
    columns = ("group", "question", "intent", "kind", "confidence", "top hit", "said", "miss")
    return Table(f"Misses: {len(missed)}", columns, tuple(rows))


def describe(reply: Reply) -> tuple[str, str, str, str, str]:
    """Return cells: intent, kinds of evidence, confidence, top hit, what was said."""
    confidence = "" if reply.confidence is None else f"{reply.confidence:.2f}"
    return (
        reply.intent,
        ", ".join(reply.kinds) or "no evidence",
        confidence,
        reply.top_hit or "",
        reply.said(),
    )


def warn_of_failures(replies: Iterable[Reply]) -> None:
    """Say it loudly where questions brought no evidence: an apology would pass for an honest refusal."""
    if failed := sum(reply.failed for reply in replies):
        print(f"warning: {failed} questions brought no evidence; do the actions answer?", file=sys.stderr)


def measure(arguments: argparse.Namespace) -> Figures:
    """Ask both files' questions of the running system, or of one started for this."""
    if arguments.in_file is None and arguments.out_file is None:
        raise BenchError("no questions: name IN=file.jsonl, OUT=file.jsonl or both")
    answered = read_in_domain(arguments.in_file) if arguments.in_file else []
    unanswered = read_out_of_domain(arguments.out_file) if arguments.out_file else []
    with open_system() as ask:
        in_domain = ask_in_domain(answered, ask)
        out_of_domain = ask_out_of_domain(unanswered, ask)
    warn_of_failures(one.reply for one in (*in_domain, *out_of_domain))
    tables = (shares_table(in_domain, out_of_domain), misses_table([*in_domain, *out_of_domain]))
    return Figures("Answers", score(in_domain, out_of_domain), tables)


def main() -> None:
    """Run the command line."""
    parser = make_parser("answers", "Ask the running system and score what it says.")
    parser.add_argument(
        "--in", dest="in_file", metavar="FILE", type=input_file, help="questions that are answered"
    )
    parser.add_argument(
        "--out", dest="out_file", metavar="FILE", type=input_file, help="questions that are not"
    )
    run_command(parser, measure)


if __name__ == "__main__":
    main()

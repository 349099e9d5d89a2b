"""Teaching, played over a corpus in SQuAD's form as if its questions were a log.

    python -m bench.teaching --data arcd-train.json

Every third question is taught: it becomes a curated question of its passage. The taught ones are asked again
in other words (`bench.disturb`, `bench.rewordings`), the others as they are, with and without what was
taught. Nothing else knows the questions: the index is built of the passages alone, without calibration.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.command import BenchError, input_file, make_parser, run_command
from bench.corpora import Corpus, Question, read_squad
from bench.disturb import DISTURBANCES, Disturb, arabizi
from bench.figures import Figures, Table, percent, percentile, share
from bench.retrieval import build_index
from bench.rewordings import REWORDINGS, many_questions
from encoder import Embedding, EncoderError, QueryEncoder
from index import DaleelIndexError, Index
from index.curated import CuratedQuestion, CuratedSet
from index.groups import Grouped, group
from index.vector_cache import VectorCache

TAUGHT_EVERY = 3
CURATED = 10_000  # of which a query is held against in what it costs
GROUPED = 50_000
TIMED_QUERIES = 200
ROUNDS = 5  # the least of them is the cost: the machine has other work too
ASKED: dict[str, Disturb] = {**DISTURBANCES, **REWORDINGS}
APART: dict[str, Disturb] = {"arabizi": arabizi}  # beside the rest, as in bench.robust


@dataclass(frozen=True, slots=True)
class Shares:
    """The share (0 to 1) of questions whose passage came first: of all, and of those not fitted on."""

    everywhere: float
    unseen: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was reached before and after teaching: by wording for the taught questions, and by the others."""

    taught: dict[str, Shares]
    taught_before: dict[str, Shares]
    others_before: Shares
    others_after: Shares


def split(questions: Sequence[Question]) -> tuple[list[Question], list[Question]]:
    """Return what is taught and the others; a text that stands twice is among one of them alone."""
    distinct = list({question.text: question for question in questions}.values())
    taught = distinct[::TAUGHT_EVERY]
    known = {question.text for question in taught}
    return taught, [question for question in distinct if question.text not in known]


def curated_of(questions: Sequence[Question]) -> list[CuratedQuestion]:
    """Return questions as staff teach them."""
    return [CuratedQuestion(str(number), one.context_id, one.text) for number, one in enumerate(questions)]


def reworded(questions: Sequence[Question], name: str, seed: int) -> list[Question]:
    """Return the questions under one rewording, without those that it leaves as they are."""
    reword = {**ASKED, **APART}[name]
    pairs = [(one, reword(one.text, Random(f"{seed} {name} {one.text}"))) for one in questions]
    return [Question(text, one.context_id) for one, text in pairs if text != one.text]


class Remembering:
    """An encoder that remembers its last text: two indexes are asked the same, and both embed alike."""

    def __init__(self, encoder: QueryEncoder) -> None:
        self._encoder, self._last = encoder, ("", encoder.embed_query(""))
        self.name, self.dimensions = encoder.name, encoder.dimensions

    def embed_query(self, text: str) -> Embedding:
        if text != self._last[0]:
            self._last = text, self._encoder.embed_query(text)
        return self._last[1]


def is_unseen(question: Question) -> bool:
    """Whether the override rule was fitted without the question's passage (bench.curated_rule)."""
    return int(question.context_id) % 2 == 1


def first_right(indexes: Sequence[Index], questions: Sequence[Question]) -> list[Shares]:
    """Return the shares whose passage comes first, for each index."""
    rows = [
        [index.search(one.text, k=1).hits[0].passage.id == one.context_id for index in indexes]
        for one in questions
    ]
    unseen = [row for row, one in zip(rows, questions, strict=True) if is_unseen(one)]
    return [
        Shares(
            share(sum(row[at] for row in rows), len(rows)), share(sum(row[at] for row in unseen), len(unseen))
        )
        for at in range(len(indexes))
    ]


def play(index: Index, taught: Index, questions: Sequence[Question], seed: int) -> Outcome:
    """Ask everything of the index as it was and as it was taught."""
    learned, others = split(questions)
    after: dict[str, Shares] = {}
    before: dict[str, Shares] = {}
    for name in (*ASKED, *APART):
        print(f"Asking the taught questions again: {name}", file=sys.stderr)
        asked = reworded(learned, name, seed)
        before[name], after[name] = first_right((index, taught), asked)
    print("Asking the others", file=sys.stderr)
    return Outcome(after, before, *first_right((index, taught), others))


def added_ms(index: Index, corpus: Corpus, cache: VectorCache) -> float:
    """Return the CPU milliseconds that CURATED curated questions add to a search, at the median."""
    print(f"Timing searches beside {CURATED} curated questions", file=sys.stderr)
    texts = many_questions([question.text for question in corpus.questions], CURATED, seed=1)
    passages = [context.id for context in corpus.contexts]
    curated = [
        CuratedQuestion(str(number), passages[number % len(passages)], text)
        for number, text in enumerate(texts)
    ]
    crowded = index.with_curated(CuratedSet.of(curated, "crowd", index.encoder, cache))
    asked = [f"{question.text} \u061f" for question in corpus.questions[:TIMED_QUERIES]]
    for one in asked:  # what is done once, as in a server that has run a while
        crowded.search(one)
    rounds = [[_cpu_ms(each, one) for one in asked] for _ in range(ROUNDS) for each in (index, crowded)]
    alone, beside = ([min(found) for found in zip(*rounds[side::2], strict=True)] for side in (0, 1))
    return percentile([b - a for a, b in zip(alone, beside, strict=True)], 0.5)


def _cpu_ms(index: Index, text: str) -> float:
    began = time.thread_time()
    index.search(text)
    return 1000 * (time.thread_time() - began)


def grouping_seconds(
    index: Index, corpus: Corpus, cache: VectorCache, count: int
) -> tuple[float, float, int]:
    """Return the seconds of grouping so many questions, embedding all and then none, and the groups."""
    texts = many_questions([question.text for question in corpus.questions], count, seed=2)
    print(f"Grouping {count} questions, twice", file=sys.stderr)
    cold, _ = _timed(lambda: group(texts, index.encoder, cache))
    warm, found = _timed(lambda: group(texts, index.encoder, cache))
    return cold, warm, found


def _timed(run: Callable[[], Sequence[Grouped]]) -> tuple[float, int]:
    began = time.perf_counter()
    found = run()
    return time.perf_counter() - began, len({one.group for one in found})


def measure(arguments: argparse.Namespace) -> Figures:
    """Build, teach, ask, and time."""
    corpus = read_squad(arguments.data)
    print(f"Building an index of {len(corpus.contexts)} passages", file=sys.stderr)
    try:
        with tempfile.TemporaryDirectory(prefix="daleel-bench-") as name:
            folder = Path(name)
            index = build_index(corpus.contexts, folder)
            cache = VectorCache(folder / "curated.vectors")
            learned = curated_of(split(corpus.questions)[0])
            asked = Index.open(folder / "index", Remembering(index.encoder))
            taught = asked.with_curated(CuratedSet.of(learned, "taught", index.encoder, cache))
            outcome = play(asked, taught, corpus.questions, arguments.seed)
            added = added_ms(index, corpus, cache)
            groups = VectorCache(folder / "groups.vectors", threads=os.cpu_count() or 1)
            cold, warm, found = grouping_seconds(index, corpus, groups, GROUPED)
    except (DaleelIndexError, EncoderError) as error:
        raise BenchError(str(error)) from error
    values = figures_of(outcome) | {
        "added_ms": round(added, 3),
        "groups_50000_seconds": round(warm, 1),
        "groups_50000_cold_seconds": round(cold, 1),
        "groups_50000_found": found,
    }
    return Figures("Teaching", values, tables_of(outcome, len(learned), values))


def figures_of(outcome: Outcome) -> dict[str, float]:
    """Return the published keys; taught_hit1 is the mean over all wordings but Arabizi."""
    before, after = outcome.others_before, outcome.others_after
    taught = [outcome.taught[name] for name in ASKED]
    return {
        "others_hit1_change": round(after.everywhere - before.everywhere, 4),
        "taught_hit1": _mean([one.everywhere for one in taught]),
        "others_hit1_change_unseen": round(after.unseen - before.unseen, 4),
        "taught_hit1_unseen": _mean([one.unseen for one in taught]),
        "taught_hit1_worst": min(one.everywhere for one in taught),
        "taught_hit1_before": _mean([outcome.taught_before[name].everywhere for name in ASKED]),
        "taught_arabizi_hit1": outcome.taught["arabizi"].everywhere,
        "others_hit1": after.everywhere,
    }


def tables_of(outcome: Outcome, taught: int, values: dict[str, float]) -> tuple[Table, Table]:
    """Return hit@1 before and after by wording, and the costs."""
    asked = {name: (outcome.taught_before[name], found) for name, found in outcome.taught.items()}
    asked["the others, as they are"] = (outcome.others_before, outcome.others_after)
    rows = [
        (name, percent(before.everywhere), percent(after.everywhere), percent(after.unseen))
        for name, (before, after) in asked.items()
    ]
    columns = ("asked", "before", "taught", "taught, of passages that the rule was not fitted on")
    costs = ("added_ms", "groups_50000_seconds", "groups_50000_cold_seconds", "groups_50000_found")
    return (
        Table(f"Right passage first, {taught} questions taught", columns, tuple(rows)),
        Table("Cost", ("figure", "value"), tuple((name, f"{values[name]:g}") for name in costs)),
    )


def _mean(shares: Sequence[float]) -> float:
    return round(sum(shares) / len(shares), 4)


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parser = make_parser("teaching", "Teach a third of a corpus's questions and ask all of them.")
    parser.add_argument(
        "--data", metavar="FILE", type=input_file, required=True, help="a file in SQuAD's form"
    )
    parser.add_argument("--seed", type=int, default=1, help="another one rewords at other places")
    run_command(parser, measure)


if __name__ == "__main__":
    main()

"""Does it answer where the passages answer, and keep silent where they do not?

    python -m bench.reading --data a.json b.json

All files' contexts are the passages of one index, without example questions and without a calibration of
their own: confidence and threshold are those of the index that ships (models/index). Every answered question
is asked twice, with its passage there and with it taken out. Passages are taken out in FOLDS turns, every
FOLDS-th at a time, so that a passage's neighbours stay.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

from arabic import search_key
from bench.command import BenchError, input_file, make_parser, run_command
from bench.corpora import Context, Question, read_squad
from bench.figures import RESULTS, Figures, Table, percent, share
from bench.retrieval import as_passage
from bench.risk_coverage import area_above, calibration_error, curve_svg, false_at_missed
from documents.passage import Passage
from encoder import Embedding, EncoderError
from encoder.sentence import SentenceEncoder
from index import DaleelIndexError, Index
from index.build import passage_view
from index.index import DEFAULT_ENCODER
from index.reading import store_states
from index.scorers import TokenIndex, VectorIndex, WordIndex
from index.searcher import Searcher
from index.store import Store
from reader.encoding import StateEncoder

SHIPPED = Path("models/index")
FOLDS = 10
SHOWN = 40  # false answers to look at
MISSED = (5, 10, 15)  # in a hundred of the rightly ranked
PICTURE = RESULTS / "reading-curve.svg"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one search said: its first passage, the sentences marked there, how sure; CPU milliseconds."""

    passage: str
    text: str
    marked: str
    confidence: float
    answered: bool
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question of one file: its gold passage, the verdict with it there and with it taken out."""

    file: str
    question: str
    answers: tuple[str, ...]
    gold: str
    present: Verdict
    removed: Verdict

    @property
    def ranked_right(self) -> bool:
        """Whether the gold passage came first while it was there."""
        return self.present.passage == self.gold


class Collection:
    """Passages embedded once, made into an index of any of them."""

    def __init__(self, passages: Sequence[Passage], encoder: str) -> None:
        self._passages = tuple(passages)
        model = SentenceEncoder.open(encoder)
        views = [passage_view(one) for one in passages]
        self._embeddings: list[Embedding] = model.embed_passages(views)
        self._shipped = Index.open(SHIPPED)
        self._states = None
        if not self._shipped.warning:
            self._states = store_states(StateEncoder.open(Path(encoder)), passages, views)

    def index_without(self, removed: frozenset[str]) -> Index:
        """Return an index of all passages but these, judged as the shipped one judges."""
        kept = [place for place, passage in enumerate(self._passages) if passage.id not in removed]
        passages = tuple(self._passages[place] for place in kept)
        embeddings = [self._embeddings[place] for place in kept]
        searcher = Searcher(
            passages=passages,
            vectors=VectorIndex.build(np.stack([embedding.vector for embedding in embeddings])),
            words=WordIndex.build([passage_view(passage) for passage in passages]),
            tokens=TokenIndex.build(
                [embedding.tokens for embedding in embeddings], mean=self._shipped.token_mean
            ),
            questions=None,
        )
        manifest = replace(self._shipped.manifest, passages=len(passages))
        states = None if self._states is None else self._states.subset(kept)
        return self._shipped.over(Store(manifest, searcher, states=states))


def read_questions(paths: Sequence[Path]) -> tuple[list[Passage], list[tuple[str, Question]]]:
    """Return every file's contexts as passages and its answered questions, each with its file's name."""
    passages: dict[str, Passage] = {}  # by text: a context that two files share is one passage
    asked: list[tuple[str, Question]] = []
    for path in paths:
        corpus = read_squad(path)
        ids: dict[str, str] = {}
        for context in corpus.contexts:
            named = Context(f"{path.stem}/{context.id}", context.title, context.text)
            ids[context.id] = passages.setdefault(context.text, as_passage(named, len(passages))).id
        answered = [question for question in corpus.questions if question.answers]
        asked += [
            (path.stem, replace(question, context_id=ids[question.context_id])) for question in answered
        ]
    if not asked:
        raise BenchError("no answered question in these files; expected SQuAD's form with answers")
    return list(passages.values()), asked


def ask_all(
    collection: Collection, passages: Sequence[Passage], asked: Sequence[tuple[str, Question]]
) -> list[Outcome]:
    """Ask every question twice."""
    fold_of = {passage.id: order % FOLDS for order, passage in enumerate(passages)}
    texts = [question for _, question in asked]
    present = _search(collection.index_without(frozenset()), texts, "with its passage")
    removed: dict[int, Verdict] = {}
    for fold in range(FOLDS):
        places = [place for place, question in enumerate(texts) if fold_of[question.context_id] == fold]
        if places:
            out = frozenset(id_ for id_, number in fold_of.items() if number == fold)
            found = _search(
                collection.index_without(out), [texts[place] for place in places], f"without, {fold + 1}"
            )
            removed |= dict(zip(places, found, strict=True))
    return [
        Outcome(file, question.text, question.answers, question.context_id, present[place], removed[place])
        for place, (file, question) in enumerate(asked)
    ]


def _search(index: Index, questions: Sequence[Question], description: str) -> list[Verdict]:
    verdicts = []
    for question in tqdm(questions, desc=description, unit="question"):
        began = time.process_time()
        result = index.search(question.text, k=1)
        milliseconds = 1000 * (time.process_time() - began)
        first = result.hits[0].passage
        marked = " ".join(first.text[start:end] for start, end in result.answering) or first.text
        verdicts.append(
            Verdict(first.id, first.text, marked, result.confidence, result.answers, milliseconds)
        )
    return verdicts


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return the published keys of these outcomes.

    right, wrong and missed share out the questions whose passage was there; false_answers is the share
    answered without it. auroc and false_at_missed_N set the rightly ranked against all questions without
    their passage. marked_holds: of the rightly answered, where the marked sentences hold the answer.
    """
    total = len(outcomes)
    right = [one for one in outcomes if one.ranked_right]
    true = [one.present.confidence for one in right]
    false = [one.removed.confidence for one in outcomes]
    answered = [one for one in outcomes if one.present.answered]
    values = {
        "hit1": share(len(right), total),
        "right": share(sum(one.ranked_right for one in answered), total),
        "wrong": share(sum(not one.ranked_right for one in answered), total),
        "missed": share(total - len(answered), total),
        "false_answers": share(sum(one.removed.answered for one in outcomes), total),
        "auroc": round(area_above(true, false), 4),
    }
    for missed in MISSED:
        values[f"false_at_missed_{missed}"] = round(false_at_missed(true, false, missed / 100), 4)
    judged = [(one.present.confidence, one.ranked_right) for one in outcomes]
    judged += [(one.removed.confidence, False) for one in outcomes]
    marked = [_holds(one.present.marked, one.answers) for one in answered if one.ranked_right]
    return values | {
        "ece": round(calibration_error(judged), 4),
        "marked_holds": share(sum(marked), len(marked)),
    }


def _holds(text: str, answers: Sequence[str]) -> bool:
    key = search_key(text)
    return any(search_key(answer) in key for answer in answers)


def table_of(outcomes: Sequence[Outcome], files: Sequence[str]) -> Table:
    """Return one row for all and one for each file."""
    groups = [("all", list(outcomes))]
    groups += [(file, [one for one in outcomes if one.file == file]) for file in files]
    rows = []
    columns: tuple[str, ...] = ()
    for name, group in groups:
        values = figures_of(group)
        columns = ("file", "questions", *values)
        rows.append((name, str(len(group)), *(f"{value:.3f}" for value in values.values())))
    return Table("Reading", columns, tuple(rows))


def false_answers_table(outcomes: Sequence[Outcome]) -> Table:
    """Return SHOWN random questions that were answered without their passage, the surest first."""
    false = [one for one in outcomes if one.removed.answered]
    drawn = random.Random(0).sample(false, min(SHOWN, len(false)))
    rows = [
        (percent(one.removed.confidence), one.file, one.question, one.removed.text)
        for one in sorted(drawn, key=lambda one: -one.removed.confidence)
    ]
    return Table(
        f"False answers: {len(rows)} of {len(false)} (a neighbour may answer)",
        ("confidence", "file", "question", "answered with"),
        tuple(rows),
    )


def measure(arguments: argparse.Namespace) -> Figures:
    """Build, ask, and score."""
    passages, asked = read_questions(arguments.data)
    print(f"Embedding {len(passages)} passages", file=sys.stderr)
    try:
        encoder = os.environ.get("DALEEL_ENCODER") or DEFAULT_ENCODER
        outcomes = ask_all(Collection(passages, encoder), passages, asked)
    except (DaleelIndexError, EncoderError) as error:
        raise BenchError(str(error)) from error
    files = list(dict.fromkeys(one.file for one in outcomes))
    values = figures_of(outcomes)
    for file in files:
        found = figures_of([one for one in outcomes if one.file == file])
        values |= {f"{file}_{name}": value for name, value in found.items()}
    milliseconds = [one.present.milliseconds for one in outcomes]
    values["read_ms"] = round(sum(milliseconds) / len(milliseconds), 2)
    true = [one.present.confidence for one in outcomes if one.ranked_right]
    false = [one.removed.confidence for one in outcomes]
    arguments.picture.write_text(curve_svg(true, false), encoding="utf-8")
    print(f"Risk and coverage: {arguments.picture}", file=sys.stderr)
    return Figures("Reading", values, (table_of(outcomes, files), false_answers_table(outcomes)))


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parser = make_parser("reading", "Ask every question with its passage there and with it taken out.")
    parser.add_argument(
        "--data", metavar="FILE", type=input_file, nargs="+", required=True, help="files in SQuAD's form"
    )
    parser.add_argument("--picture", metavar="FILE", type=Path, default=PICTURE, help="the curve, SVG")
    run_command(parser, measure)


if __name__ == "__main__":
    main()

"""Search over a corpus in SQuAD's form, with the code that serves.

    python -m bench.retrieval --data squad.json

Every distinct context is a passage, and its own text alone (no title). An index is built of them in a
temporary folder, and every question searched three times: by the dense side, by the words, and by everything.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.command import BenchError, input_file, make_parser, run_command
from bench.corpora import Context, Corpus, Question, read_squad
from bench.figures import Figures, Rank, Table, hit_at, mrr_at, ndcg_at, rank_of
from documents.passage import Document, Passage
from encoder import EncoderError
from index import DaleelIndexError, Index
from index.build import build_from_passages
from index.index import ALL_SCORERS, DEFAULT_ENCODER

DOCUMENT = "corpus"
K = 10
SCORERS = {"dense": frozenset({"dense"}), "words": frozenset({"words"}), "fused": ALL_SCORERS}
SERVED = "fused"


def build_index(contexts: Sequence[Context], folder: Path) -> Index:
    """Build the contexts' index in the folder, with the encoder of the settings, and open it."""
    document = Document(DOCUMENT, "", "ar", "", sha256="", curated_sha256="")
    passages = [as_passage(context, order) for order, context in enumerate(contexts)]
    encoder = os.environ.get("DALEEL_ENCODER") or DEFAULT_ENCODER
    build_from_passages(passages, [document], encoder, folder / "index")
    return Index.open(folder / "index")


def as_passage(context: Context, order: int) -> Passage:
    """Return the context as a point without headings."""
    return Passage(
        id=context.id,
        document=DOCUMENT,
        section="",
        heading="",
        heading_is_ours=True,
        text=context.text,
        order=order,
        kind="point",
        start=0,
        end=len(context.text),
    )


def rank_all(index: Index, questions: Sequence[Question]) -> tuple[dict[str, list[Rank]], float]:
    """Return every question's rank by each scorer, and the CPU milliseconds of one served search."""
    ranks: dict[str, list[Rank]] = {scorer: [] for scorer in SCORERS}
    served_seconds = 0.0
    for question in questions:
        for scorer, parts in SCORERS.items():
            began = time.process_time()
            hits = index.search(question.text, k=K, scorers=parts).hits
            served_seconds += (time.process_time() - began) * (scorer == SERVED)
            ranks[scorer].append(rank_of(question.context_id, [hit.passage.id for hit in hits]))
    return ranks, 1000 * served_seconds / len(questions)


def embed_cpu_ms(index: Index, questions: Sequence[Question]) -> float:
    """Return the CPU milliseconds of embedding one question."""
    began = time.process_time()
    for question in questions:
        index.encoder.embed_query(question.text)
    return 1000 * (time.process_time() - began) / len(questions)


def figures_of(ranks: Mapping[str, Sequence[Rank]]) -> dict[str, float]:
    """Return SCORER_hit1, _hit3, _hit5, _mrr10 and _ndcg10 of every scorer."""
    values: dict[str, float] = {}
    for scorer, found in ranks.items():
        values |= {f"{scorer}_hit{k}": round(hit_at(k, found), 4) for k in (1, 3, 5)}
        values[f"{scorer}_mrr{K}"] = round(mrr_at(K, found), 4)
        values[f"{scorer}_ndcg{K}"] = round(ndcg_at(K, found), 4)
    return values


def tables_of(values: Mapping[str, float], corpus: Corpus) -> tuple[Table, Table]:
    """Return the table of scorers (×100) and that of costs."""
    columns = ("hit1", "hit3", "hit5", f"mrr{K}", f"ndcg{K}")
    rows = tuple(
        (scorer, *(f"{100 * values[f'{scorer}_{name}']:.1f}" for name in columns)) for scorer in SCORERS
    )
    title = f"{len(corpus.questions)} questions over {len(corpus.contexts)} passages, ×100"
    costs = tuple((name, f"{values[name]:.1f}") for name in ("query_cpu_ms", "embed_cpu_ms", "build_s"))
    return Table(title, ("scorer", *columns), rows), Table("Cost", ("figure", "value"), costs)


def measure(arguments: argparse.Namespace) -> Figures:
    """Build, search, and score."""
    corpus = read_squad(arguments.data)
    print(f"Building an index of {len(corpus.contexts)} passages", file=sys.stderr)
    try:
        with tempfile.TemporaryDirectory(prefix="daleel-bench-") as folder:
            began = time.perf_counter()
            index = build_index(corpus.contexts, Path(folder))
            build_seconds = time.perf_counter() - began
            print(f"Searching {len(corpus.questions)} questions", file=sys.stderr)
            ranks, query_ms = rank_all(index, corpus.questions)
            embed_ms = embed_cpu_ms(index, corpus.questions)
    except (DaleelIndexError, EncoderError) as error:
        raise BenchError(str(error)) from error
    values = figures_of(ranks)
    values |= {
        "query_cpu_ms": round(query_ms, 2),
        "embed_cpu_ms": round(embed_ms, 2),
        "build_s": round(build_seconds, 1),
    }
    return Figures("Retrieval", values, tables_of(values, corpus))


def main() -> None:
    """Run the command line."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parser = make_parser("retrieval", "Search a corpus in SQuAD's form with the code that serves.")
    parser.add_argument(
        "--data", metavar="FILE", type=input_file, required=True, help="a file in SQuAD's form"
    )
    run_command(parser, measure)


if __name__ == "__main__":
    main()

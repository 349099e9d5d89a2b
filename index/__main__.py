"""`python -m index …`: build the index, search it, check and draft sources, group questions."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from encoder import EncoderError
from index.errors import DaleelIndexError
from index.index import DEFAULT_ENCODER, Index
from index.table import passage_card, result_table

DEFAULT_INDEX = "models/index"
DEFAULT_GROUP_CACHE = "var/teaching/questions.vectors"
FAILED = 2


def build(options: argparse.Namespace) -> None:
    """Build the index and say what its calibration measured."""
    from index.build import build as build_index

    manifest = build_index(options.sources, options.calibration, options.index, options.encoder)
    measured = manifest.curve or {}
    print(
        f"index {manifest.version}: {manifest.passages} passages of {len(manifest.documents)} document(s); "
        f"of held-out calibration questions {measured['answered_right']:.1%} are answered rightly"
    )


def search(options: argparse.Namespace) -> None:
    """Search, and print a table of hits with the parts of their scores, or JSON."""
    index = Index.open(options.index)
    result = index.search(options.query, k=options.k)
    if options.json:
        print(json.dumps(asdict(result), ensure_ascii=False, indent=2))
    else:
        print(result_table(result, index.answer_threshold))


def show(options: argparse.Namespace) -> None:
    """Print one passage with its place and its repairs."""
    index = Index.open(options.index)
    try:
        passage = index.passage(options.id)
    except KeyError:
        known = ", ".join(passage.id for passage in index.passages[:3])
        raise DaleelIndexError(
            f"no passage {options.id!r}; there are {len(index.passages)}, such as {known}"
        ) from None
    print(passage_card(passage, index.document(passage.document)))


def check(options: argparse.Namespace) -> None:
    """Prove that each curated source is its raw text, letter for letter, with the listed repairs undone."""
    from index.sources import check_document

    paths = options.files or sorted(Path("data/sources").glob("*.md"))
    if not paths:
        raise DaleelIndexError(
            "no curated source in data/sources; draft one with 'python -m index draft FILE'"
        )
    for path in paths:
        check_document(path)
        print(f"{path}: word for word")


def draft(options: argparse.Namespace) -> None:
    """Print a proposal of the curated form of a raw text, for a person to finish."""
    from index.sources import draft as draft_text
    from index.sources.reading import read_text

    print(draft_text(read_text(options.file)))


def group(options: argparse.Namespace) -> None:
    """Group questions by meaning; only those that are new are embedded."""
    from encoder.sentence import open_query_encoder
    from index.group_files import read_questions_to_group, write_groups
    from index.groups import group as group_texts
    from index.vector_cache import VectorCache

    ids, texts = read_questions_to_group(options.questions)
    cache = VectorCache(options.cache, threads=os.cpu_count() or 1)
    found = group_texts(texts, open_query_encoder(options.encoder), cache)
    write_groups(options.out, ids, found)
    print(f"{len(texts)} questions in {len({one.group for one in found})} groups")


def try_curated(options: argparse.Namespace) -> None:
    """Say what curated questions would spoil before they are published."""
    from index.trial_command import try_questions

    try_questions(options)


def nearest(options: argparse.Namespace) -> None:
    """Find the nearest of many texts to each of a few; only those that are new are embedded."""
    from encoder.sentence import open_query_encoder
    from index.group_files import read_questions_to_group
    from index.nearest import nearest as nearest_of
    from index.nearest import write_nearest
    from index.vector_cache import VectorCache

    ids, texts = read_questions_to_group(options.questions)
    among_ids, among = read_questions_to_group(options.among)
    cache = VectorCache(options.cache, threads=os.cpu_count() or 1)
    found = nearest_of(texts, among, open_query_encoder(options.encoder), cache, options.k)
    write_nearest(options.out, ids, among_ids, found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; an operator's error is one line on standard error and exit code 2."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], None] = options.command
    try:
        command(options)
    except (DaleelIndexError, EncoderError, OSError) as error:
        print(f"index: {error}", file=sys.stderr)
        return FAILED
    return 0


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} hits, expected 1 or more")
    return number


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description=__doc__)
    index = Path(os.environ.get("DALEEL_INDEX") or DEFAULT_INDEX)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    adding = commands.add_parser("build", help="build the index of data/sources")
    adding.add_argument("--sources", type=Path, default=Path("data/sources"))
    adding.add_argument("--calibration", type=Path, default=Path("data/calibration"))
    adding.add_argument("--index", type=Path, default=index)
    adding.add_argument("--encoder", default=os.environ.get("DALEEL_ENCODER") or DEFAULT_ENCODER)
    adding.set_defaults(command=build)
    adding = commands.add_parser("search", help="search the index")
    adding.add_argument("query")
    adding.add_argument("-k", type=_positive, default=5, help="how many hits")
    adding.add_argument("--json", action="store_true")
    adding.add_argument("--index", type=Path, default=index)
    adding.set_defaults(command=search)
    adding = commands.add_parser("show", help="show one passage")
    adding.add_argument("id")
    adding.add_argument("--index", type=Path, default=index)
    adding.set_defaults(command=show)
    adding = commands.add_parser("check", help="prove curated sources against their raw texts")
    adding.add_argument("files", type=Path, nargs="*")
    adding.set_defaults(command=check)
    adding = commands.add_parser("draft", help="propose the curated form of a raw text")
    adding.add_argument("file", type=Path)
    adding.set_defaults(command=draft)
    adding = commands.add_parser("try", help="say what curated questions would spoil")
    lines = 'lines of {"id", "passage_id", "text"}'
    adding.add_argument("--curated", type=Path, required=True, help=f"the proposed ones: {lines}")
    adding.add_argument("--live", type=Path, help="those that are published already")
    adding.add_argument("--cases", type=Path, help='what must hold: lines of {"text", "passage_id"}')
    adding.add_argument("--cache", type=Path, help="keeps the vectors of all of them")
    adding.add_argument("--json", action="store_true")
    adding.add_argument("--index", type=Path, default=index)
    adding.set_defaults(command=try_curated)
    adding = commands.add_parser("group", help="group questions by meaning")
    adding.add_argument("--questions", type=Path, required=True, help='lines of {"id", "text"}')
    adding.add_argument("--out", type=Path, required=True, help='lines of {"group", "id", "central"}')
    adding.add_argument("--cache", type=Path, default=Path(DEFAULT_GROUP_CACHE), help="keeps their vectors")
    adding.add_argument("--encoder", default=os.environ.get("DALEEL_ENCODER") or DEFAULT_ENCODER)
    adding.set_defaults(command=group)
    adding = commands.add_parser("nearest", help="find the nearest of many texts to each of a few")
    adding.add_argument("--questions", type=Path, required=True, help='lines of {"id", "text"}')
    adding.add_argument("--among", type=Path, required=True, help="the many, in the same form")
    adding.add_argument("--out", type=Path, required=True, help='lines of {"id", "near"}')
    adding.add_argument("-k", type=_positive, default=5, help="how many of the many")
    adding.add_argument("--cache", type=Path, default=Path(DEFAULT_GROUP_CACHE), help="keeps their vectors")
    adding.add_argument("--encoder", default=os.environ.get("DALEEL_ENCODER") or DEFAULT_ENCODER)
    adding.set_defaults(command=nearest)
    return parser


if __name__ == "__main__":
    sys.exit(main())

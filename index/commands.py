"""The commands of `python -m index`, one function each; what they read and print.

What is heavy is imported by the command that needs it.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from documents.passage import Document, Passage
from index.curated import CuratedSet, read_published
from index.curated.trial import Case, Trial, try_curated
from index.errors import CuratedError, DaleelIndexError
from index.groups import Grouped, Near
from index.groups import group as group_texts
from index.groups import nearest as nearest_of
from index.hit import SearchResult
from index.index import Index
from index.vector_cache import VectorCache

PARTS = ("dense", "words", "tokens", "questions", "reader")


def build(options: argparse.Namespace) -> None:
    """Build the index and say what its calibration measured."""
    from index.build import build as build_index

    manifest = build_index(
        options.sources,
        options.calibration,
        options.index,
        options.encoder,
        options.reader,
        options.published,
    )
    print(
        f"index {manifest.version}: {manifest.passages} passages of {len(manifest.documents)} document(s), "
        + (f"read by {manifest.reader}" if manifest.reader else f"without a reader for {manifest.encoder}")
    )
    if manifest.curve is not None:
        right = manifest.curve["answered_right"]
        print(f"of held-out calibration questions {right:.1%} are answered rightly")


def publish(options: argparse.Namespace) -> None:
    """Bring the index to what is published; say how far it is, and what is in use then.

    As JSON: lines of {"embedded", "total"}, then one of {"version", "embedded", "kept", "gone", "passages",
    "documents"}, the documents with id, version and passages.
    """
    from index.publish import publish as publish_now

    def on_progress(done: int, total: int) -> None:
        as_json = json.dumps({"embedded": done, "total": total})
        print(as_json if options.json else f"embedded {done} of {total}", flush=True)

    done = publish_now(
        options.sources,
        options.published,
        options.calibration,
        options.index,
        options.encoder,
        options.reader,
        on_progress,
    )
    manifest = done.manifest
    figures = {"embedded": done.embedded, "kept": done.kept, "gone": done.gone, "passages": manifest.passages}
    documents = [
        {"id": one.id, "version": one.version, "passages": manifest.counts[one.id]}
        for one in manifest.documents
    ]
    if options.json:
        print(json.dumps({"version": manifest.version, **figures, "documents": documents}))
        return
    print(
        f"index {manifest.version}: {manifest.passages} passages of {len(documents)} document(s); "
        f"{done.embedded} embedded, {done.kept} kept, {done.gone} gone"
    )


def search(options: argparse.Namespace) -> None:
    """Search, and print a table of hits with the parts of their scores, or JSON."""
    index = Index.open(options.index)
    result = index.search(options.query, k=options.k)
    if options.json:
        print(json.dumps(asdict(result), ensure_ascii=False, indent=2))
    else:
        print(result_table(result))


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


def group(options: argparse.Namespace) -> None:
    """Group questions by meaning; only those that are new are embedded."""
    from encoder.sentence import open_query_encoder

    ids, texts = _questions(options.questions)
    cache = VectorCache(options.cache, threads=os.cpu_count() or 1)
    found = group_texts(texts, open_query_encoder(options.encoder), cache)
    _write_groups(options.out, ids, found)
    print(f"{len(texts)} questions in {len({one.group for one in found})} groups")


def try_(options: argparse.Namespace) -> None:
    """Print which answers would become worse, as text or JSON; CuratedError where any would."""
    proposed, cases = read_published(options.curated).questions, _cases(options.cases)
    index, cache = Index.open(options.index), VectorCache(options.cache)
    if options.live is not None:
        live = read_published(options.live)
        index = index.with_curated(CuratedSet.of(live.questions, live.fingerprint, index.encoder, cache))
    trial = try_curated(index, proposed, cases, cache)
    print(json.dumps(asdict(trial), ensure_ascii=False, indent=2) if options.json else _as_text(trial))
    if trial.spoiled:
        raise CuratedError(f"{len(trial.spoiled)} question(s) would get a worse answer")


def nearest(options: argparse.Namespace) -> None:
    """Find the nearest of many texts to each of a few; only those that are new are embedded."""
    from encoder.sentence import open_query_encoder

    ids, texts = _questions(options.questions)
    among_ids, among = _questions(options.among)
    cache = VectorCache(options.cache, threads=os.cpu_count() or 1)
    found = nearest_of(texts, among, open_query_encoder(options.encoder), cache, options.k)
    _write_nearest(options.out, ids, among_ids, found)


def result_table(result: SearchResult) -> str:
    """Return the hits, one a line, with the parts of their scores; the verdict first."""
    verdict = "answered" if result.answers else "not answered"
    lines = [
        f"confidence {result.confidence:.3f} ({verdict}, threshold {result.threshold:.3f}), "
        f"nearness {result.nearness:.3f}, {result.milliseconds:.1f} ms",
        f"{'rank':>4} {'score':>8} " + " ".join(f"{part:>9}" for part in PARTS) + "  passage",
    ]
    for hit in result.hits:
        parts = " ".join(_number(hit.parts.get(part)) for part in PARTS)
        lines.append(f"{hit.rank:>4} {hit.score:>8.3f} {parts}  {hit.passage.id}")
    return "\n".join(lines)


def passage_card(passage: Passage, document: Document) -> str:
    """Return a passage's place, words and repairs."""
    ours = " (our heading)" if passage.heading_is_ours else ""
    repairs = [
        f"  {repair.wrong or '∅'} → {repair.right or '∅'} at {repair.start}" for repair in passage.repairs
    ]
    return "\n".join(
        [
            f"{passage.id} ({passage.kind}), {document.id}.txt {passage.start}–{passage.end}",
            f"{document.title} — {passage.section}",
            f"{passage.heading}{ours}",
            "",
            passage.text,
            *(["", "repairs:", *repairs] if repairs else []),
        ]
    )


def _number(value: float | None) -> str:
    return f"{'—':>9}" if value is None else f"{value:>9.3f}"


def _as_text(trial: Trial) -> str:
    spoiled = [
        f"{one.text}: {one.before or 'no answer'} → {one.after or 'no answer'}, by {one.by}"
        for one in trial.spoiled
    ]
    missed = [f"{one.id} does not reach its own passage: {one.after or 'no answer'}" for one in trial.missed]
    return "\n".join([*spoiled, *missed, f"{trial.checked} questions checked"])


def _cases(path: Path | None) -> list[Case]:
    if path is None:
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    return [_case(line, f"{path.name}:{number}") for number, line in enumerate(lines, 1) if line.strip()]


def _case(line: str, place: str) -> Case:
    try:
        fields: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CuratedError(f"{place} is not JSON: {error}") from error
    text = fields.get("text") if isinstance(fields, dict) else None
    if not isinstance(text, str) or not isinstance(fields.get("passage_id"), str | None):
        raise CuratedError(f"{place} is no case: a text 'text' and a 'passage_id', a text or null")
    return Case(text, fields.get("passage_id"))


def _write_nearest(
    path: Path, ids: Sequence[str], among: Sequence[str], found: Sequence[Sequence[Near]]
) -> None:
    """Write {"id", "near": [{"id", "likeness"}]} lines."""
    lines = (
        json.dumps({"id": id_, "near": [{"id": among[one.place], "likeness": one.likeness} for one in near]})
        for id_, near in zip(ids, found, strict=True)
    )
    _write_whole(path, lines)


def _questions(path: Path) -> tuple[list[str], list[str]]:
    """Return ids and texts; DaleelIndexError names the first line that is no {"id", "text"}."""
    ids: list[str] = []
    texts: list[str] = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise DaleelIndexError(
            f"{path} is no text in UTF-8 ({error.reason} at byte {error.start})"
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            fields = _fields(line, f"{path.name}:{number}")
            ids.append(fields["id"])
            texts.append(fields["text"])
    if len(set(ids)) < len(ids):
        raise DaleelIndexError(f"{path} has an id twice; each question needs its own")
    return ids, texts


def _write_groups(path: Path, ids: Sequence[str], groups: Sequence[Grouped]) -> None:
    """Write {"group", "id", "central"} lines, the largest group first."""
    rows = sorted(zip(groups, ids, strict=True), key=lambda row: row[0].group)
    lines = (
        json.dumps({"group": str(one.group), "id": id_, "central": one.is_central}, ensure_ascii=False)
        for one, id_ in rows
    )
    _write_whole(path, lines)


def _fields(line: str, place: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DaleelIndexError(f"{place} is not JSON: {error}") from error
    if not isinstance(fields, dict) or not all(isinstance(fields.get(name), str) for name in ("id", "text")):
        raise DaleelIndexError(f"{place} has no texts 'id' and 'text'")
    return fields


def _write_whole(path: Path, lines: Iterable[str]) -> None:
    """Write the lines by one rename, so that nobody reads half of them."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    beside.replace(path)

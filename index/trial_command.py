"""`python -m index try`: what curated questions would spoil, on the command line."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.curated import Taught, read_published
from index.curated.trial import Case, Trial, try_curated
from index.errors import CuratedError
from index.index import Index
from index.vector_cache import VectorCache


def try_questions(options: argparse.Namespace) -> None:
    """Print what would be spoiled, as text or JSON; CuratedError where anything would be."""
    proposed, cases = read_published(options.curated).questions, _cases(options.cases)
    index, cache = Index.open(options.index), VectorCache(options.cache)
    if options.live is not None:
        live = read_published(options.live)
        index = index.with_taught(Taught.of(live.questions, live.fingerprint, index.encoder, cache))
    trial = try_curated(index, proposed, cases, cache)
    print(json.dumps(asdict(trial), ensure_ascii=False, indent=2) if options.json else _as_text(trial))
    if trial.spoiled:
        raise CuratedError(f"{len(trial.spoiled)} question(s) would get a worse answer")


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

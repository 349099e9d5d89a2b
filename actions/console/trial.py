"""POST /index/try: what proposed curated questions would spoil, before they are published."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from actions.console.fields import objects, text
from actions.console.guard import Refusal
from actions.served_index import reloading_index
from index import CuratedError, Index
from index.curated import read_questions
from index.curated.trial import Case, try_curated

MAX_PROPOSED = 1000
MAX_CASES = 20_000
MAX_CASE_CHARACTERS = 1000


def trial(index: Index, body: dict[str, Any]) -> dict[str, Any]:
    """Try `curated` on top of what is live, against `cases` and what the index was calibrated by."""
    rows = objects(body, "curated", MAX_PROPOSED)
    try:
        proposed = read_questions((f"curated[{number}]", row) for number, row in enumerate(rows))
    except CuratedError as error:
        raise Refusal(422, "invalid", str(error)) from error
    cases = [_case(row) for row in objects(body, "cases", MAX_CASES)]
    tried = try_curated(index, proposed, cases, reloading_index().trial_cache)
    return {"index_version": index.version, **asdict(tried)}


def _case(row: dict[str, Any]) -> Case:
    passage_id = row.get("passage_id")
    if passage_id is not None and not isinstance(passage_id, str):
        raise Refusal(422, "invalid", "a case's 'passage_id' must be a text or null")
    return Case(text(row, "text", MAX_CASE_CHARACTERS), passage_id)

"""What each of the console's routes does: it gets the index and the request's parsed body."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from actions.console.guard import Refusal, objects, text, texts, whole_number
from actions.served_index import reloading_index
from documents.passage import Passage
from index import CuratedError, Index
from index.curated import read_questions
from index.curated.trial import Case, try_curated

MAX_ID_CHARACTERS = 200
PASSAGES_BEFORE, MAX_PASSAGES = 10, 40  # of a section that is shown around one of its passages
MAX_QUESTION_CHARACTERS = 1000  # as of a visitor's message
DEFAULT_HITS, MAX_HITS = 5, 50
MAX_PROPOSED = 1000
MAX_CASES = 20_000
MAX_NAMED = 1_000


def passages(index: Index, body: None) -> dict[str, Any]:
    """The documents and every passage that a question can be answered by, in the order of the sources."""
    return _listed(index, index.passages)


def named(index: Index, body: dict[str, Any]) -> dict[str, Any]:
    """The same of the passages of these `ids` that there are, or of all in their documents (`beside`)."""
    ids = frozenset(texts(body, "ids", MAX_NAMED))
    known = [one for one in index.passages if one.id in ids]
    if body.get("beside") is True:
        documents = {one.document for one in known}
        known = [one for one in index.passages if one.document in documents]
    return _listed(index, known)


def section(index: Index, body: dict[str, Any]) -> dict[str, Any]:
    """The passages of a passage's section, in order, without headings of ours; none of an unknown one.

    Of a long one, a stretch around the passage; `is_cut_before`, `is_cut_after`: there is more.
    """
    asked = text(body, "passage_id", MAX_ID_CHARACTERS)
    section_id = "/".join(asked.split("/")[:2])
    of_it = [one for one in index.passages if one.section_id == section_id]
    at = next((number for number, one in enumerate(of_it) if one.id == asked), None)
    first = max(0, (at or 0) - PASSAGES_BEFORE)
    shown = [] if at is None else of_it[first : first + MAX_PASSAGES]
    return {
        "index_version": index.version,
        "passages": [
            {"id": one.id, "heading": "" if one.heading_is_ours else one.heading, "text": one.text}
            for one in shown
        ],
        "is_cut_before": first > 0,
        "is_cut_after": bool(shown) and first + len(shown) < len(of_it),
    }


def search(index: Index, body: dict[str, Any]) -> dict[str, Any]:
    """Up to `k` hits of `query`, best first, and how sure the index is."""
    query = text(body, "query", MAX_QUESTION_CHARACTERS)
    result = index.search(query, k=whole_number(body, "k", DEFAULT_HITS, 1, MAX_HITS))
    hits = [
        {"id": hit.passage.id, "score": hit.score, "rank": hit.rank, "parts": hit.parts}
        for hit in result.hits
    ]
    return {
        "index_version": index.version,
        "query": result.query,
        "confidence": result.confidence,
        "nearness": result.nearness,
        "threshold": result.threshold,
        "curated": result.curated,
        "hits": hits,
    }


def curated(index: Index, body: None) -> dict[str, Any]:
    """The curated questions that are served, by their file's fingerprint, and those that take no part."""
    served = index.curated
    return {
        "index_version": index.version,
        "fingerprint": served.fingerprint if served is not None else "",
        "count": served.count if served is not None else 0,
        "skipped": [asdict(skipped) for skipped in served.skipped] if served is not None else [],
        "problem": reloading_index().curated_problem,
    }


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


def _listed(index: Index, passages: Iterable[Passage]) -> dict[str, Any]:
    cards, counts = [_card(one) for one in passages], index.manifest.counts
    named = {card["document"] for card in cards}
    documents = [
        {
            "id": one.id,
            "title": one.title,
            "language": one.language,
            "version": one.version,
            "pages": one.pages,
            "passages": counts[one.id],
            "sections": [asdict(section) for section in one.sections],
        }
        for one in index.manifest.documents
        if one.id in named
    ]
    return {"index_version": index.version, "documents": documents, "passages": cards}


def _card(passage: Passage) -> dict[str, Any]:
    """What a passage is, the digest of its text, and its page (0 for none) with the places on it."""
    return {
        "id": passage.id,
        "document": passage.document,
        "section": passage.section,
        "section_id": passage.section_id,
        "heading": passage.heading,
        "text": passage.text,
        "text_sha256": hashlib.sha256(passage.text.encode()).hexdigest(),
        "kind": passage.kind,
        "page": passage.page,
        "places": [asdict(place) for place in passage.places],
    }


def _case(row: dict[str, Any]) -> Case:
    passage_id = row.get("passage_id")
    if passage_id is not None and not isinstance(passage_id, str):
        raise Refusal(422, "invalid", "a case's 'passage_id' must be a text or null")
    return Case(text(row, "text", MAX_QUESTION_CHARACTERS), passage_id)

"""GET /index/curated: the curated questions that are answered by, as this server took them up."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from actions.served_index import reloading_index
from index import Index


def curated(index: Index, body: None) -> dict[str, Any]:
    """Return the published file's fingerprint ("" for none), what takes no part, the last error if any."""
    voice = index.curated
    return {
        "index_version": index.version,
        "fingerprint": voice.fingerprint if voice is not None else "",
        "count": voice.count if voice is not None else 0,
        "skipped": [asdict(skipped) for skipped in voice.skipped] if voice is not None else [],
        "problem": reloading_index().curated_problem,
    }

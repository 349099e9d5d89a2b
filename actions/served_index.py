"""The index that this server answers from: one for the process, reopened when a new one is swapped in."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from index import Index
from index.watch import ReloadingIndex

DEFAULT_DIRECTORY = "models/index"


@cache
def _reloading_index() -> ReloadingIndex:
    return ReloadingIndex(Path(os.environ.get("DALEEL_INDEX") or DEFAULT_DIRECTORY))


def current_index() -> Index:
    """The newest index in DALEEL_INDEX. Raises index.DaleelIndexError when there is none to open."""
    return _reloading_index().current()

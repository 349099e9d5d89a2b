"""The index that this server answers from: one for the process, reopened when a new one is swapped in."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from actions.offered import offered
from actions.vocabulary import vocabulary_of
from index import Index
from index.reload import ReloadingIndex

DEFAULT_DIRECTORY = "models/index"
DEFAULT_CURATED = "var/teaching/curated.jsonl"


@cache
def reloading_index() -> ReloadingIndex:
    """What follows DALEEL_INDEX and DALEEL_CURATED, opened once."""
    directory = Path(os.environ.get("DALEEL_INDEX") or DEFAULT_DIRECTORY)
    served = ReloadingIndex(directory, curated=Path(os.environ.get("DALEEL_CURATED") or DEFAULT_CURATED))
    served.follow(make_ready)
    return served


def make_ready(index: Index) -> None:
    """Note beforehand what messages are looked up in; of an index like the last one, little is new."""
    offered(index)
    vocabulary = vocabulary_of(index)
    vocabulary.holding(vocabulary.words)
    vocabulary.headed(vocabulary.words)


def current_index() -> Index:
    """The newest index in DALEEL_INDEX. Raises index.DaleelIndexError when there is none to open."""
    return reloading_index().current()

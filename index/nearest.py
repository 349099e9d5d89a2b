"""The texts among many that are nearest to each of a few."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from encoder import QueryEncoder
from index.vector_cache import VectorCache


@dataclass(frozen=True, slots=True)
class Near:
    """A text by its place among the many; `likeness` is the cosine, up to 1."""

    place: int
    likeness: float


def nearest(
    texts: Sequence[str], among: Sequence[str], encoder: QueryEncoder, cache: VectorCache, k: int
) -> list[list[Near]]:
    """Return for each text up to k of the many, the nearest first; only what is new is embedded."""
    likenesses = cache.vectors(encoder, texts) @ cache.vectors(encoder, among).T
    order = np.argsort(-likenesses, axis=1, kind="stable")[:, :k]
    return [
        [Near(int(place), float(row[place])) for place in places]
        for row, places in zip(likenesses, order, strict=True)
    ]


def write_nearest(
    path: Path, ids: Sequence[str], among: Sequence[str], found: Sequence[Sequence[Near]]
) -> None:
    """Write {"id", "near": [{"id", "likeness"}]} lines; whole or not at all."""
    lines = (
        json.dumps({"id": id_, "near": [{"id": among[one.place], "likeness": one.likeness} for one in near]})
        for id_, near in zip(ids, found, strict=True)
    )
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    beside.replace(path)

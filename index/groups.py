"""Questions grouped by meaning, and the nearest of many questions to each of a few.

Groups are by average linkage over the encoder's vectors, in lots where there are many. Two groups are joined
where their questions' mean cosine is at least LEAST_COSINE, after the mean of all vectors is taken off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from arabic import search_key
from encoder import QueryEncoder
from encoder.layout import read_sentences
from index.vector_cache import VectorCache

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

LEAST_COSINE = 0.4  # on ArBanking77: most groups lie within one intent, few have a single question
MOST_AT_ONCE = 4000  # vectors whose every pair is compared
PASSES = 3  # over lots that are cut differently each time


@dataclass(frozen=True, slots=True)
class Grouped:
    """A question's group, from 0 by size; `is_central` marks the one that is nearest to all of its group."""

    group: int
    is_central: bool


def group(texts: Sequence[str], encoder: QueryEncoder, cache: VectorCache) -> list[Grouped]:
    """Return each text's group, in order; texts of one search key are one question."""
    if not texts:
        return []
    keys: dict[str, int] = {}
    places = np.array([keys.setdefault(search_key(text) or text, len(keys)) for text in texts])
    firsts = np.unique(places, return_index=True)[1]
    background = read_sentences()
    asked = [texts[first] for first in firsts]
    vectors = cache.vectors(encoder, [*asked, *background])
    cache.keep_only(encoder, [*asked, *background])
    return _grouped(_centred(vectors)[: len(asked)], places, firsts)


def _grouped(vectors: FloatArray, places: IntArray, firsts: IntArray) -> list[Grouped]:
    labels = _by_size(cluster(vectors)[places])
    central = np.zeros(len(places), dtype=bool)
    of_question = labels[firsts]
    sums = np.zeros((labels.max() + 1, vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, of_question, vectors)
    nearness = np.einsum("ij,ij->i", vectors, sums[of_question])
    order = np.lexsort((firsts, -nearness, of_question))
    heads = np.unique(of_question[order], return_index=True)[1]
    central[firsts[order[heads]]] = True
    return [Grouped(int(label), bool(mark)) for label, mark in zip(labels, central, strict=True)]


def cluster(vectors: FloatArray) -> IntArray:
    """Return a label for each unit vector; what is compared at once is bounded, whatever their number."""
    labels = np.arange(len(vectors))
    for seed in range(PASSES):
        sums = np.zeros((labels.max() + 1, vectors.shape[1]), dtype=np.float32)
        np.add.at(sums, labels, vectors)
        means: FloatArray = (sums / np.bincount(labels)[:, None]).astype(np.float32)
        joined = _joined(means, seed)
        is_settled = len(means) <= MOST_AT_ONCE or joined.max() + 1 == len(means)
        labels = joined[labels]
        if is_settled:
            break
    return labels


def _joined(means: FloatArray, seed: int) -> IntArray:
    """Label groups by their means, lot by lot; the product of two means is the mean cosine of their pairs."""
    labels = np.zeros(len(means), dtype=np.int64)
    count = 0
    for lot in _lots(means, seed):
        found = _linked(means[lot])
        labels[lot] = found + count
        count += int(found.max()) + 1
    return labels


def _lots(means: FloatArray, seed: int) -> list[IntArray]:
    if len(means) <= MOST_AT_ONCE:
        return [np.arange(len(means))]
    from sklearn.cluster import MiniBatchKMeans

    wanted = 2 * len(means) // MOST_AT_ONCE + 1
    parted = MiniBatchKMeans(wanted, random_state=seed, n_init=1, batch_size=4096).fit_predict(means)
    lots = []
    for part in range(wanted):
        members = np.flatnonzero(parted == part)
        pieces = len(members) // MOST_AT_ONCE + 1
        lots += [piece for piece in np.array_split(members, pieces) if len(piece)]
    return lots


def _linked(means: FloatArray) -> IntArray:
    if len(means) < 2:
        return np.zeros(len(means), dtype=np.int64)
    from sklearn.cluster import AgglomerativeClustering

    distances = np.maximum(1.0 - means @ means.T, 0.0)
    np.fill_diagonal(distances, 0.0)
    linked = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1.0 - LEAST_COSINE
    )
    return np.asarray(linked.fit_predict(distances), dtype=np.int64)


def _centred(vectors: FloatArray) -> FloatArray:
    centred = vectors - vectors.mean(axis=0)
    norms = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.maximum(norms, 1e-9), dtype=np.float32)


def _by_size(labels: IntArray) -> IntArray:
    """Number the groups anew, the largest 0; of equal ones the earlier first."""
    _, firsts, inverse, counts = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((firsts, -counts))
    ranks = np.empty_like(order)
    ranks[order] = np.arange(len(order))
    return np.asarray(ranks[inverse], dtype=np.int64)


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

"""Grouping the unanswered questions by meaning, with `python -m index group`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from arabic import search_key
from web.background import unhurried
from web.teaching.auto_resolve import resolve_repeated
from web.teaching.index_command import run_index
from web.teaching.models import Question, Theme

KEPT = timedelta(days=90)  # older questions stay with their themes and are grouped no more
BATCH = 500


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions' ids of one group; `name` is the text of its most central one."""

    name: str
    event_ids: tuple[int, ...]


def group() -> int:
    """Group what was asked lately anew; return the number of themes. TeachingError where the command
    fails."""
    texts = _distinct_texts()
    if not texts:
        return 0
    clusters = list(_clusters(texts, run_group({ids[0]: text for text, ids in texts.values()})))
    assign(clusters)
    resolve_repeated({key: ids for key, (_, ids) in texts.items()})
    Theme.objects.filter(questions=None, proposals=None).delete()
    return len(clusters)


def _distinct_texts() -> dict[str, tuple[str, list[int]]]:
    """By search key: the first text that reads so, and the ids of all."""
    found: dict[str, tuple[str, list[int]]] = {}
    since = timezone.now() - KEPT
    rows = Question.objects.filter(at__gte=since).order_by("event_id").values_list("event_id", "text")
    for event_id, text in rows.iterator():
        found.setdefault(search_key(text) or text, (text, []))[1].append(event_id)
    return found


def run_group(texts: Mapping[int, str]) -> list[dict[str, object]]:
    """Run the command over texts by id; its lines {"group", "id", "central"}."""
    return run_index("group", questions=texts)


def _clusters(
    texts: Mapping[str, tuple[str, list[int]]], lines: Iterable[Mapping[str, object]]
) -> Iterator[Cluster]:
    """Join the command's lines with the questions that read alike."""
    by_id = {ids[0]: (text, ids) for text, ids in texts.values()}
    members: defaultdict[object, list[int]] = defaultdict(list)
    names: dict[object, str] = {}
    for line in lines:
        text, ids = by_id[int(str(line["id"]))]
        members[line["group"]] += ids
        if line["central"] or line["group"] not in names:
            names[line["group"]] = text
    for name, ids in members.items():
        yield Cluster(names[name], tuple(ids))


def assign(clusters: Sequence[Cluster]) -> None:
    """Give every cluster its theme: the one that most of its questions had, or a new one.

    In short transactions: visitors' messages are written meanwhile. A reader may see a theme half moved.
    """
    had = dict(Question.objects.exclude(theme=None).values_list("event_id", "theme_id"))
    free = set(Theme.objects.values_list("pk", flat=True))
    for batch in unhurried(_batched(sorted(clusters, key=lambda cluster: -len(cluster.event_ids)))):
        with transaction.atomic():
            for cluster in batch:
                votes = Counter(theme for each in cluster.event_ids if (theme := had.get(each)) in free)
                _take_theme(cluster, votes.most_common(1)[0][0] if votes else None, had, free)


def _take_theme(cluster: Cluster, kept: int | None, had: Mapping[int, int | None], free: set[int]) -> None:
    if kept is None:
        theme_id = Theme.objects.create(name=cluster.name).pk
    else:
        theme_id = kept
        free.discard(kept)
        Theme.objects.filter(pk=kept).exclude(name=cluster.name).update(name=cluster.name)
    moved = [each for each in cluster.event_ids if had.get(each) != theme_id]
    for start in range(0, len(moved), BATCH):
        Question.objects.filter(pk__in=moved[start : start + BATCH]).update(theme=theme_id)


def _batched(clusters: Sequence[Cluster]) -> Iterator[Sequence[Cluster]]:
    for start in range(0, len(clusters), BATCH):
        yield clusters[start : start + BATCH]

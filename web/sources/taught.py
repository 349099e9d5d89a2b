"""Taught questions follow their passage into a new version, by its words; those that cannot are listed."""

from __future__ import annotations

from django.db.models import QuerySet

from web.sources import making
from web.sources.comparison import Comparison, compare
from web.sources.models import Version
from web.teaching.models import Proposal
from web.teaching.moving import move_passages

GONE = "~"  # PASSAGE~NUMBER: a passage of version NUMBER; the index knows none such, so nothing is answered


def follow(version: Version, before: Version | None, edit_count: int) -> None:
    """Move what is taught about the passages of `before`, published last, to those of `version`.

    What has no passage there is kept under one that the index does not know; going back finds it again.
    """
    new = making.published_form(version, edit_count)
    known = {passage.id for passage in new.passages}
    moves: dict[str, str] = {}
    if before is not None:
        moves = dict(_moved(compare(making.published_form(before, before.published_edit_count), new)))
    for passage_id in _taught_ids(version.source_id):
        if GONE in passage_id:
            back, _, number = passage_id.partition(GONE)
            if int(number) == version.number and back in known:
                moves[passage_id] = back
        elif before is not None and passage_id not in moves:
            moves[passage_id] = f"{passage_id}{GONE}{before.number}"
    move_passages({old_id: new_id for old_id, new_id in moves.items() if old_id != new_id})


def left_behind(source_id: str) -> QuerySet[Proposal]:
    """What is taught about passages that the source no longer has: for an editor to teach anew, or undo."""
    return _taught(source_id).filter(passage_id__contains=GONE)


def would_be_left_behind(source_id: str, comparison: Comparison) -> list[Proposal]:
    """What publishing the newer version would leave behind."""
    kept = dict(_moved(comparison))
    return [
        each for each in _taught(source_id) if GONE not in each.passage_id and each.passage_id not in kept
    ]


def _moved(comparison: Comparison) -> list[tuple[str, str]]:
    return [*comparison.moved.items(), *((old.id, new.id) for old, new in comparison.changed)]


def _taught(source_id: str) -> QuerySet[Proposal]:
    found = Proposal.objects.filter(kind=Proposal.Kind.CURATED, passage_id__startswith=f"{source_id}/")
    return found.filter(state__in=(Proposal.State.PROPOSED, Proposal.State.APPROVED)).order_by("pk")


def _taught_ids(source_id: str) -> list[str]:
    return list(_taught(source_id).values_list("passage_id", flat=True).distinct())

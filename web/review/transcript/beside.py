"""What the staff have added to messages and to their conversation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from web.review.models import Flag, Note, Tagging, Verdict

CONVERSATION = None  # the key of what is about the whole


@dataclass(slots=True)
class Beside:
    """`notes` without those put right by another; `verdicts` oldest first, all that were ever given."""

    taggings: list[Tagging] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    earlier_notes: list[Note] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def standing(self) -> list[Verdict]:
        """The newest verdict of each reviewer, the latest reviewer last."""
        newest = {verdict.by_id: verdict for verdict in self.verdicts}
        return sorted(newest.values(), key=lambda verdict: verdict.pk)

    @property
    def past(self) -> list[Verdict]:
        """Verdicts that their own reviewers have changed since."""
        standing = {verdict.pk for verdict in self.standing}
        return [verdict for verdict in self.verdicts if verdict.pk not in standing]

    @property
    def agrees(self) -> bool | None:
        """Whether the two latest reviewers say the same; None for fewer than two."""
        latest = self.standing[-2:]
        return None if len(latest) < 2 else latest[0].judgement == latest[1].judgement


def beside(sender_id: str, event_ids: Iterable[int]) -> dict[int | None, Beside]:
    """Return what is beside each message, and beside the conversation under CONVERSATION."""
    found: dict[int | None, Beside] = defaultdict(Beside)
    wanted = {*event_ids, CONVERSATION}
    for tagging in Tagging.objects.filter(sender_id=sender_id).select_related("tag", "by").order_by("id"):
        if tagging.event_id in wanted:
            found[tagging.event_id].taggings.append(tagging)
    for flag in Flag.objects.filter(sender_id=sender_id).select_related("by").order_by("id"):
        if flag.event_id in wanted:
            found[flag.event_id].flags.append(flag)
    notes = list(Note.objects.filter(sender_id=sender_id).select_related("by").order_by("id"))
    replaced = {note.instead_of_id for note in notes}
    for note in notes:
        if note.event_id in wanted:
            place = found[note.event_id]
            (place.earlier_notes if note.pk in replaced else place.notes).append(note)
    for verdict in Verdict.objects.filter(sender_id=sender_id).select_related("by").order_by("id"):
        if verdict.event_id in wanted:
            found[verdict.event_id].verdicts.append(verdict)
    return found

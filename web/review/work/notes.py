"""Notes beside a conversation or a message; one that was wrong is put right by another, and both are kept."""

from __future__ import annotations

from django.contrib.auth.models import User

from web.review import audit
from web.review.models import MAX_NOTE_CHARACTERS, Note
from web.review.work.errors import WorkError
from web.review.work.target import Target
from web.review.work.words import words


def write_note(by: User, target: Target, text: str, instead_of: int | None = None) -> Note:
    """Write a note; `instead_of` is one's own earlier note about the same."""
    text = words(text, MAX_NOTE_CHARACTERS, empty="no_note")
    earlier = None
    if instead_of is not None:
        earlier = Note.objects.filter(
            pk=instead_of, by=by, sender_id=target.sender_id, event_id=target.event_id
        ).first()
        if earlier is None or Note.objects.filter(instead_of=earlier).exists():
            raise WorkError("gone", 404)
    note = Note.objects.create(
        by=by, sender_id=target.sender_id, event_id=target.event_id, text=text, instead_of=earlier
    )
    audit.record(
        by,
        "note.written" if earlier is None else "note.corrected",
        target.thing,
        before=None if earlier is None else {"note": earlier.pk},
        after={"note": note.pk, "characters": len(text)},
    )
    return note

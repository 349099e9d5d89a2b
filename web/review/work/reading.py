"""That a conversation was read to its end; it counts as unread again when it goes on."""

from __future__ import annotations

from django.contrib.auth.models import User

from web.review import audit
from web.review.models import Conversation, Reviewed
from web.review.work.target import Target


def mark_read(by: User, target: Target) -> None:
    """Note that `by` has read the conversation to where it ends now."""
    last = Conversation.objects.values_list("last_event_id", flat=True).get(sender_id=target.sender_id)
    row, is_new = Reviewed.objects.get_or_create(
        sender_id=target.sender_id, by=by, defaults={"last_event_id": last}
    )
    if not is_new and row.last_event_id >= last:
        return
    if not is_new:
        row.last_event_id = last
        row.save(update_fields=["last_event_id"])
    audit.record(by, "conversation.reviewed", f"conversation:{target.sender_id}")


def mark_unread(by: User, target: Target) -> None:
    """Take one's own mark back; those of others stay."""
    if Reviewed.objects.filter(sender_id=target.sender_id, by=by).delete()[0]:
        audit.record(by, "conversation.unreviewed", f"conversation:{target.sender_id}")

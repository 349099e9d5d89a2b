"""What the staff add to a conversation: tags, flags, notes, verdicts, whose it is, and that it was read.

Each function changes the tables and leaves its line in the audit log; call it in a transaction (needs() opens
one). Notes, reasons and visitors' words are never in that line: they can be erased, it cannot.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User

from web.chat.models import MAX_SENDER_CHARACTERS
from web.review import audit, roles
from web.review.models import (
    MAX_NOTE_CHARACTERS,
    MAX_REASON_CHARACTERS,
    MAX_TAG_CHARACTERS,
    Assignment,
    Conversation,
    Flag,
    Message,
    Note,
    Reviewed,
    Tag,
    Tagging,
    Verdict,
)

MAX_EVENT_ID = 2**63 - 1
_MUST_GO = {code: None for code in range(32) if chr(code) not in "\t\n"} | {127: None}
NOBODY = ""


class WorkError(Exception):
    """`code` names its text in web/review/views/work.py; `status` is the response's."""

    def __init__(self, code: str, status: int = 422) -> None:
        super().__init__(code)
        self.code, self.status = code, status


@dataclass(frozen=True, slots=True)
class Target:
    """`event_id` None: the whole conversation."""

    sender_id: str
    event_id: int | None = None

    @property
    def thing(self) -> str:
        """Its name in the audit log."""
        return f"conversation:{self.sender_id}" if self.event_id is None else f"message:{self.event_id}"


def target_of(sender_id: str, event_id: str = "") -> Target:
    """Return what a form names; WorkError where there is no such conversation or message (any more)."""
    if not sender_id or "\0" in sender_id or len(sender_id) > MAX_SENDER_CHARACTERS:
        raise WorkError("gone", 404)
    if not event_id:
        if not Conversation.objects.filter(sender_id=sender_id).exists():
            raise WorkError("gone", 404)
        return Target(sender_id)
    if not (event_id.isascii() and event_id.isdigit() and int(event_id) <= MAX_EVENT_ID):
        raise WorkError("gone", 404)
    if not Message.objects.filter(event_id=int(event_id), conversation_id=sender_id).exists():
        raise WorkError("gone", 404)
    return Target(sender_id, int(event_id))


def words(text: str, max_characters: int, *, empty: str = "", one_line: bool = False) -> str:
    """Return the text without control characters and blanks around it.

    WorkError "too_long", or `empty` where nothing is left and that is not allowed.
    """
    text = text.replace("\r\n", "\n").translate(_MUST_GO).encode("utf-8", "replace").decode("utf-8")
    text = " ".join(text.split()) if one_line else text.strip()
    if not text and empty:
        raise WorkError(empty)
    if len(text) > max_characters:
        raise WorkError("too_long")
    return text


def tag(by: User, target: Target, name: str) -> Tagging:
    """Put a tag on, made where there is none of the name; one that is on stays as it is."""
    name = words(name, MAX_TAG_CHARACTERS, empty="no_tag", one_line=True)
    found = Tag.objects.filter(name__iexact=name).first()
    if found is None:
        found = Tag.objects.create(name=name, by=by)
        audit.record(by, "tag.made", f"tag:{found.pk}", after={"name": name})
    tagging, is_new = Tagging.objects.get_or_create(
        tag=found, sender_id=target.sender_id, event_id=target.event_id, defaults={"by": by}
    )
    if is_new:
        audit.record(by, f"{_kind(target)}.tagged", target.thing, after={"tag": found.name})
    return tagging


def untag(by: User, tagging_id: int) -> Target:
    """Take a tag off and return what it was on."""
    tagging = Tagging.objects.select_related("tag").filter(pk=tagging_id).first()
    if tagging is None:
        raise WorkError("gone", 404)
    target = Target(tagging.sender_id, tagging.event_id)
    tagging.delete()
    audit.record(by, f"{_kind(target)}.untagged", target.thing, before={"tag": tagging.tag.name})
    return target


def _kind(target: Target) -> str:
    return target.thing.partition(":")[0]


def raise_flag(by: User, target: Target, reason: str) -> Flag:
    """Raise a flag, with or without a reason; one that stands is given the new reason."""
    reason = words(reason, MAX_REASON_CHARACTERS)
    flag, is_new = Flag.objects.get_or_create(
        sender_id=target.sender_id, event_id=target.event_id, defaults={"by": by, "reason": reason}
    )
    if is_new:
        audit.record(by, "flag.raised", target.thing)
    elif reason and reason != flag.reason:
        flag.reason, flag.by = reason, by
        flag.save(update_fields=["reason", "by"])
        audit.record(by, "flag.reasoned", target.thing)
    return flag


def lower_flag(by: User, flag_id: int) -> Target:
    """Lower a flag and return what it stood on."""
    flag = Flag.objects.filter(pk=flag_id).first()
    if flag is None:
        raise WorkError("gone", 404)
    target = Target(flag.sender_id, flag.event_id)
    raised_by = flag.by.get_username()
    flag.delete()
    audit.record(by, "flag.lowered", target.thing, before={"by": raised_by})
    return target


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


def judge(by: User, target: Target, judgement: str, reason: str = "") -> Verdict:
    """Judge a message's answer; the same verdict with the same reason again changes nothing."""
    if target.event_id is None:
        raise WorkError("gone", 404)
    if judgement not in Verdict.Judgement.values:
        raise WorkError("no_verdict")
    reason = words(reason, MAX_REASON_CHARACTERS)
    before = Verdict.objects.filter(event_id=target.event_id, by=by).order_by("-id").first()
    if before is not None and (before.judgement, before.reason) == (judgement, reason):
        return before
    verdict = Verdict.objects.create(
        by=by, sender_id=target.sender_id, event_id=target.event_id, judgement=judgement, reason=reason
    )
    audit.record(
        by,
        "message.judged",
        target.thing,
        before=None if before is None else _said(before),
        after=_said(verdict),
    )
    return verdict


def _said(verdict: Verdict) -> dict[str, object]:
    return {"verdict": str(verdict.judgement), "has_reason": bool(verdict.reason)}


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


def assign(by: User, target: Target, name: str) -> None:
    """Give a conversation to the member of that name; NOBODY takes it from whoever had it."""
    to = _member(name) if name else None
    current = Assignment.objects.filter(sender_id=target.sender_id, is_current=True).first()
    before = current.to if current is not None else None
    if before == to:
        return
    if not roles.allows(by, roles.LEAD) and not ({before, to} <= {None, by}):
        raise WorkError("not_yours", 403)
    Assignment.objects.filter(sender_id=target.sender_id, is_current=True).update(is_current=False)
    Assignment.objects.create(sender_id=target.sender_id, by=by, to=to)
    audit.record(
        by,
        "conversation.assigned",
        f"conversation:{target.sender_id}",
        before={"to": before.username if before else None},
        after={"to": to.username if to else None},
    )


def _member(name: str) -> User:
    """Somebody who can look after it: who can come in, and may."""
    user = User.objects.filter(username=name.replace("\0", ""), is_active=True).first()
    if user is None or not roles.role_of(user):
        raise WorkError("no_member")
    return user

"""Tags: words of the staff's own, put on conversations and messages and taken off again."""

from __future__ import annotations

from django.contrib.auth.models import User

from web.review import audit
from web.review.models import MAX_TAG_CHARACTERS, Tag, Tagging
from web.review.work.errors import WorkError
from web.review.work.target import Target
from web.review.work.words import words


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

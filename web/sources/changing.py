"""What editors change of a source that is there: what it is called, and how a version was read.

Whatever two people do at once, one of them is first, and the other is told. `by` None: a command.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F

from web.review import audit
from web.sources import edits, making, tasks
from web.sources.errors import SourcesError
from web.sources.models import WORKING, Edit, Page, Source, Version
from web.sources.naming import each_once, get_source, one_line

State = Version.State


def describe(
    by: User | None,
    source_id: str,
    *,
    title: str | None = None,
    names: Sequence[str] | None = None,
    may_be_downloaded: bool | None = None,
) -> Source:
    """Change what is given of a source's title, other names and downloads; what is live follows."""
    source = get_source(source_id)
    changes: dict[str, Any] = {}
    if title is not None:
        if not (line := one_line(title)):
            raise SourcesError("no_title")
        changes |= {"title": line, "title_is_ours": line != source.title or source.title_is_ours}
    if names is not None:
        changes["names"] = each_once(names)
    if may_be_downloaded is not None:
        changes["may_be_downloaded"] = may_be_downloaded
    before = {name: getattr(source, name) for name in changes}
    with transaction.atomic():
        for name, value in changes.items():
            setattr(source, name, value)
        source.save(update_fields=[*changes, "changed_at"])
        audit.record(by, "sources.described", f"source:{source.pk}", before=before, after=changes)
        if source.live and changes:
            live = Version.objects.filter(pk=source.live.pk, state=State.LIVE)
            if live.filter(edit_count=F("published_edit_count")).update(state=State.EMBEDDING):
                tasks.publish.enqueue()  # otherwise it goes along with the edits that wait
    return source


def edit(by: User | None, version: Version, edit_count: int, kind: str, fields: dict[str, Any]) -> Edit:
    """Change a version's reading, as it was seen with so many edits (web.sources.edits: fields by kind).

    Nothing is published by it. SourcesError edited_meanwhile, bad_edit or not_proved: nothing is changed.
    """
    with transaction.atomic():
        seen = Version.objects.filter(pk=version.pk, edit_count=edit_count).exclude(state__in=WORKING)
        if not seen.update(edit_count=F("edit_count") + 1):
            last = version.edits.order_by("-place").select_related("by").first()
            who = last.by.get_username() if last and last.by else "manage.py"
            raise SourcesError("edited_meanwhile" if last and last.place > edit_count else "busy", who=who)
        made = Edit.objects.create(version=version, place=edit_count + 1, kind=kind, fields=fields, by=by)
        version.refresh_from_db()
        published = making.published_form(version)
        Version.objects.filter(pk=version.pk).update(passage_count=len(published.passages))
        left_out = edits.pages_left_out(version.edits.all())
        Page.objects.filter(version=version).update(is_left_out=False)
        Page.objects.filter(version=version, number__in=left_out).update(is_left_out=True)
        audit.record(
            by,
            "sources.edited",
            f"source:{version.source_id}",
            after={"version": version.number, "edit": made.place, "kind": kind},
        )
    return made

"""One source: its versions, what was read of it, what it is called, its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import Passage
from web.review.permissions import StaffRequest, needs
from web.review.roles import EDITOR, REVIEWER, allows
from web.sources import changing, making, numbers, taught, workflow
from web.sources.comparison import compare
from web.sources.errors import SourcesError, sentence
from web.sources.models import AskedAgain, Version
from web.sources.numbers import Numbers
from web.sources.views.page import (
    back,
    failure,
    get_source,
    get_version,
    show,
    tells_refusals,
    to_source,
    whole,
)
from web.teaching import action_server
from web.teaching.errors import UnreachableError

MOST_QUERY = 300
MOST_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Told:
    """A version, and why it failed."""

    version: Version
    failure: str


@require_safe
@needs(REVIEWER)
def source_page(request: StaffRequest, source_id: str) -> HttpResponse:
    source = get_source(source_id)
    versions = [Told(each, failure(each)) for each in source.versions.order_by("-number")]
    latest = versions[0].version
    pages = sorted(latest.pages.order_by("number"), key=lambda page: not page.needs_eyes)
    passages, trouble = _passages(latest)
    counted = numbers.of_passages(source_id)
    context = {
        "source": source,
        "versions": versions,
        "latest": latest,
        "is_working": any(each.version.is_working for each in versions),
        "pages": pages,
        "passages": [(each, counted.get(each.id, Numbers())) for each in passages],
        "trouble": trouble,
        "numbers": numbers.of_sources([source_id]).get(source_id, Numbers()),
        "asked_again": AskedAgain.objects.filter(version__source=source, is_answered=True)
        .select_related("message")
        .order_by("-pk")[:20],
        "left_behind": taught.left_behind(source_id),
        "can_edit": allows(request.user, EDITOR),
    }
    return show(request, "source", context)


@require_safe
@needs(REVIEWER)
def try_part(request: StaffRequest, source_id: str) -> HttpResponse:
    """What the assistant finds for a question, and why it would answer or not; a part of a page."""
    get_source(source_id)
    query = " ".join(request.GET.get("query", "").replace("\0", "").split())[:MOST_QUERY]
    try:
        found = action_server.search(query) if query else None
    except UnreachableError:
        return show(request, "try", {"unreachable": True})
    own = [hit.passage.id.partition("/")[0] == source_id for hit in found.hits] if found else []
    context = {
        "query": query,
        "found": found,
        "hits": list(zip(found.hits, own, strict=True)) if found else [],
        "is_answered": bool(found and found.hits and found.confidence >= found.threshold),
        "is_own": bool(own and own[0]),
    }
    return show(request, "try", context)


@require_safe
@needs(REVIEWER)
def compare_page(request: StaffRequest, source_id: str, number: int) -> HttpResponse:
    """What would come, go and change if this version took the place of the live one."""
    source = get_source(source_id)
    version = get_version(source, number)
    try:
        new = making.published_form(version)
        old = making.published_form(source.live, source.live.published_edit_count) if source.live else None
    except SourcesError as error:
        messages.error(request, sentence(error))
        return to_source(source_id)
    comparison = compare(old, new)
    context = {
        "source": source,
        "version": version,
        "comparison": comparison,
        "left_behind": taught.would_be_left_behind(source_id, comparison),
        "can_publish": allows(request.user, EDITOR)
        and (version.state in workflow.PUBLISHABLE or version.has_unpublished_edits),
    }
    return show(request, "compare", context)


@require_POST
@needs(EDITOR, atomic=False)
@tells_refusals
def do_page(request: StaffRequest, source_id: str, action: str) -> HttpResponse:
    """Do one of ACTIONS with a version, the latest unless `number` names one."""
    if action not in ACTIONS:
        raise Http404
    ACTIONS[action](request, source_id, whole(request.POST.get("number", "")))
    if action == "delete":
        return HttpResponseRedirect(reverse("sources:list"))
    return back(request, source_id)


def _publish(request: StaffRequest, source_id: str, number: int | None) -> None:
    version = workflow.publish(request.user, source_id, number)
    messages.success(request, _("Version %(number)s is going live.") % {"number": version.number})


def _replace(request: StaffRequest, source_id: str, number: int | None) -> None:
    file = request.FILES.get("file")
    if file is None:
        raise SourcesError("no_files")
    workflow.replace(request.user, source_id, file.chunks(), file.name or "")
    messages.success(
        request, _("The new version is being read. What is live stays live until you publish it.")
    )


def _describe(request: StaffRequest, source_id: str, number: int | None) -> None:
    wished = request.POST
    changing.describe(
        request.user,
        source_id,
        title=wished.get("title", "").replace("\0", "")[:MOST_CHARACTERS],
        names=wished.get("names", "").replace("\0", "")[:MOST_CHARACTERS].splitlines(),
        may_be_downloaded="may_be_downloaded" in wished,
    )
    messages.success(request, _("Kept."))


def _unpublish(request: StaffRequest, source_id: str, number: int | None) -> None:
    workflow.unpublish(request.user, source_id)
    messages.success(request, _("Nothing is answered from it any more."))


def _delete(request: StaffRequest, source_id: str, number: int | None) -> None:
    workflow.delete(request.user, source_id)
    messages.success(request, _("It is deleted, with all its versions."))


ACTIONS: dict[str, Any] = {
    "publish": _publish,
    "replace": _replace,
    "describe": _describe,
    "unpublish": _unpublish,
    "delete": _delete,
    "stop": lambda request, source_id, number: workflow.stop(request.user, source_id, number),
    "retry": lambda request, source_id, number: workflow.retry(request.user, source_id, number),
}


def _passages(version: Version) -> tuple[tuple[Passage, ...], str]:
    """The passages as they would be published, or why there are none."""
    if version.state in (Version.State.WAITING, Version.State.READING, Version.State.FAILED):
        return (), ""
    try:
        return making.published_form(version).passages, ""
    except SourcesError as error:
        return (), sentence(error)

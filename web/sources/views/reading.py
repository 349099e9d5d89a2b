"""A page of a file beside what was read of it, and how its reading is corrected."""

from __future__ import annotations

from typing import Any

from asgiref.sync import async_to_sync
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import Passage
from web.review.permissions import StaffRequest, needs
from web.review.roles import EDITOR, REVIEWER, allows
from web.sources import changing, files, making, workflow
from web.sources.errors import SourcesError, sentence
from web.sources.models import Edit
from web.sources.pictures import drawn
from web.sources.views.page import back, get_source, get_version, show, tells_refusals, whole

Kind = Edit.Kind


@require_safe
@needs(REVIEWER)
def page_page(request: StaffRequest, source_id: str, number: int, page_number: int) -> HttpResponse:
    """`page_number` 0: all the passages of a file without pages."""
    source = get_source(source_id)
    version = get_version(source, number)
    page = version.pages.filter(number=page_number).first()
    if page is None and (page_number or version.page_count):
        raise Http404
    try:
        passages, trouble = making.published_form(version).passages, ""
    except SourcesError as error:
        passages, trouble = (), sentence(error)
    shown = [each for each in passages if not page_number or _stands_on(each, page_number)]
    numbers = list(version.pages.order_by("number").values_list("number", flat=True))
    context = {
        "source": source,
        "version": version,
        "page": page,
        "passages": shown,
        "first_of_section": _first_of_sections(passages),
        "trouble": trouble,
        "previous": max((each for each in numbers if each < page_number), default=None),
        "following": min((each for each in numbers if each > page_number), default=None),
        "edits": version.edits.select_related("by").order_by("-place")[:20],
        "can_edit": allows(request.user, EDITOR) and not version.is_working,
        "can_publish": version.state in workflow.PUBLISHABLE or version.has_unpublished_edits,
    }
    return show(request, "page", context)


@require_safe
@needs(REVIEWER)
def picture(request: StaffRequest, source_id: str, number: int, page_number: int) -> HttpResponseBase:
    """The page as PNG, the places of its passages marked."""
    version = get_version(get_source(source_id), number)
    if not version.pages.filter(number=page_number).exists():
        raise Http404
    path = async_to_sync(drawn)(files.file_of(version), page_number, ())
    if path is None:
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600"
    return response


@require_POST
@needs(EDITOR, atomic=False)
@tells_refusals
def edit_page(request: StaffRequest, source_id: str, number: int) -> HttpResponse:
    """Change the reading as it was shown with `edit_count` edits."""
    version = get_version(get_source(source_id), number)
    wished = request.POST
    kind = wished.get("kind", "")
    if kind not in Kind.values:
        raise Http404
    fields = _fields(Kind(kind), wished)
    changing.edit(request.user, version, _number(wished.get("edit_count", "")), kind, fields)
    messages.success(request, _("Changed. It is published when you say so."))
    return back(request, source_id)


def _fields(kind: Edit.Kind, wished: Any) -> dict[str, Any]:
    """What an edit of that kind says (web.sources.edits)."""
    if kind in (Kind.PAGE_LEFT_OUT, Kind.PAGE_TAKEN_BACK):
        return {"page": _number(wished.get("page", ""))}
    if kind == Kind.UNDONE:
        return {"place": _number(wished.get("place", ""))}
    start = {"start": _number(wished.get("start", ""))}
    if kind == Kind.HEADING_CHANGED:
        return {**start, "heading": _line(wished.get("heading", "")), "is_section": "is_section" in wished}
    if kind == Kind.PASSAGE_PARTED:
        return {**start, "at": _number(wished.get("at", ""))}
    if kind == Kind.WORD_CORRECTED:
        place = {"from": _number(wished.get("from", "")), "to": _number(wished.get("to", ""))}
        return {**start, **place, "right": _line(wished.get("right", ""))}
    return start


def _number(text: str) -> int:
    number = whole(text)
    if number is None:
        raise SourcesError("bad_edit", why=_("a number is missing"))
    return number


def _line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:300]


def _stands_on(passage: Passage, page_number: int) -> bool:
    return any(place.page == page_number for place in passage.places)


def _first_of_sections(passages: tuple[Passage, ...]) -> set[str]:
    """The ids of the passages before which nothing of their section stands: they cannot be joined."""
    seen: set[str] = set()
    first = set()
    for passage in passages:
        if passage.section_id not in seen:
            seen.add(passage.section_id)
            first.add(passage.id)
    return first

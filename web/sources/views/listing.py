"""All sources, how far each is, and where new ones are put in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import TooManyFilesSent
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from web.review.permissions import StaffRequest, needs
from web.review.roles import EDITOR, REVIEWER, allows
from web.sources import crawling, numbers, workflow
from web.sources.errors import SourcesError, said, sentence
from web.sources.models import Crawl, Source, Version
from web.sources.numbers import Numbers
from web.sources.views.page import failure, show
from web.teaching.models import Proposal, Theme

MOST_CRAWLS = 5
MOST_THEMES = 8


@dataclass(frozen=True, slots=True)
class Row:
    """`version` is the latest; `failure` its sentence, "" where there is none. `live` is None unpublished."""

    source: Source
    version: Version
    live: Version | None
    failure: str
    numbers: Numbers

    @property
    def held_back(self) -> int:
        return int(self.version.verdicts.get("held_back", 0))


@require_safe
@needs(REVIEWER)
def list_page(request: StaffRequest) -> HttpResponse:
    rows = _rows()
    context = {
        "rows": rows,
        "is_working": _is_working(rows),
        "crawls": _crawls(),
        "can_edit": allows(request.user, EDITOR),
        "themes": _wanted(),
    }
    return show(request, "list", context)


@require_safe
@needs(REVIEWER)
def rows_part(request: StaffRequest) -> HttpResponse:
    """The rows anew, asked for as long as something is on its way."""
    rows = _rows()
    is_working, crawls = _is_working(rows), _crawls()
    context = {
        "rows": rows,
        "is_working": is_working,
        "crawls": crawls,
        "can_edit": allows(request.user, EDITOR),
    }
    return show(request, "rows", context)


@require_POST
@needs(EDITOR, atomic=False)
def add_page(request: StaffRequest) -> HttpResponse:
    """Take files in; each refusal is told, and the others are taken all the same."""
    wants_text = request.headers.get("X-Requested-With") == "fetch"
    added, refused = 0, []
    try:
        files = request.FILES.getlist("files")
    except TooManyFilesSent:
        files, refused = [], [said("too_many_files", {})]
    for file in files:
        try:
            workflow.add(request.user, file.chunks(), file.name or "")
            added += 1
        except SourcesError as error:
            refused.append(sentence(error))
    if not files and not refused:
        refused = [said("no_files", {})]
    if wants_text:  # one file a request, its trouble beside its name
        return HttpResponse(
            "\n".join(refused), status=409 if refused else 201, content_type="text/plain; charset=utf-8"
        )
    for each in refused:
        messages.error(request, each)
    return HttpResponseRedirect(reverse("sources:list"))


@require_POST
@needs(EDITOR, atomic=False)
def crawl_page(request: StaffRequest) -> HttpResponse:
    """Have a site read."""
    depth = request.POST.get("depth", "2")
    try:
        crawling.begin(
            request.user, request.POST.get("address", "")[:2000], int(depth) if depth.isdigit() else 2
        )
    except SourcesError as error:
        messages.error(request, sentence(error))
    return HttpResponseRedirect(reverse("sources:list"))


@require_POST
@needs(EDITOR, atomic=False)
def stop_crawl_page(request: StaffRequest, crawl_id: int) -> HttpResponse:
    crawl = Crawl.objects.filter(pk=crawl_id).first()
    if crawl is not None:
        crawling.stop(request.user, crawl)
    return HttpResponseRedirect(reverse("sources:list"))


def _rows() -> list[Row]:
    found = list(
        Source.objects.filter(deleted_at=None)
        .select_related("live")
        .prefetch_related(Prefetch("versions", Version.objects.order_by("-number"), to_attr="latest_first"))
        .order_by("-changed_at")
    )
    counted = numbers.of_sources([source.pk for source in found])
    return [
        Row(source, latest[0], source.live, failure(latest[0]), counted.get(source.pk, Numbers()))
        for source in found
        if (latest := source.latest_first)
    ]


def _is_working(rows: Iterable[Row]) -> bool:
    return any(row.version.is_working for row in rows) or any(
        crawl.state in crawling.WORKING for crawl in Crawl.objects.order_by("-pk")[:MOST_CRAWLS]
    )


def _crawls() -> list[tuple[Crawl, str]]:
    """The sites that are being read or failed, the latest first, each with its failure's sentence."""
    latest = Crawl.objects.order_by("-pk")[:MOST_CRAWLS]
    told = (
        (each, said(each.failure_code, each.failure_fields) if each.failure_code else "") for each in latest
    )
    return [(crawl, sentence) for crawl, sentence in told if crawl.state in crawling.WORKING or sentence]


def _wanted() -> list[Theme]:
    """Themes that staff marked as needing a new source."""
    waiting = Proposal.objects.filter(
        kind=Proposal.Kind.NEW_SOURCE, state__in=(Proposal.State.PROPOSED, Proposal.State.APPROVED)
    )
    return list(Theme.objects.filter(proposals__in=waiting).distinct().order_by("-pk")[:MOST_THEMES])

"""What approved proposals lead to outside the index: changed training files, sources to look for."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from arabic.private import mask
from web.review.permissions import needs
from web.review.roles import REVIEWER
from web.review.views.export import sent
from web.teaching.models import Proposal, Wording
from web.teaching.training import changes
from web.teaching.views.page import page_of, show


@require_safe
@needs(REVIEWER)
def training_page(request: HttpRequest) -> HttpResponse:
    examples = Wording.objects.filter(
        proposal__kind=Proposal.Kind.TRAINING, proposal__state=Proposal.State.APPROVED
    )
    page = page_of(request, examples.select_related("proposal").order_by("-pk"))
    return show(request, "training", {"page": page, "diff": "".join(change.diff for change in changes())})


COLUMNS = ("proposal", "question", "asked", "note", "by", "at")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def wanted() -> QuerySet[Proposal]:
    """The approved wishes for a source, the most asked first."""
    found = Proposal.objects.filter(kind=Proposal.Kind.NEW_SOURCE, state=Proposal.State.APPROVED)
    return found.select_related("by").order_by("-covered", "pk")


@require_safe
@needs(REVIEWER)
def sources_page(request: HttpRequest) -> HttpResponse:
    return show(request, "sources", {"page": page_of(request, wanted())})


@require_safe
@needs(REVIEWER)
def sources_csv(request: HttpRequest) -> StreamingHttpResponse:
    response = StreamingHttpResponse(sent(csv_lines()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="needed-sources.csv"'
    return response


def csv_lines() -> Iterator[str]:
    """The list as CSV, with a mark by which spreadsheets know it for UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(COLUMNS))
    for proposal in wanted().iterator():
        asked = (proposal.pk, mask(proposal.theme_name), proposal.covered, mask(proposal.note))
        row = (*asked, proposal.by.get_username(), proposal.at.isoformat("T", "seconds"))
        yield str(writer.writerow([harmless(each) for each in row]))


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text

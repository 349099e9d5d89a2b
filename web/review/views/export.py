"""Tables taken away as CSV or JSON, noted in the audit log; what visitors wrote leaves with a lead alone."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

from asgiref.sync import sync_to_async
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from web.review import audit, days, roles
from web.review.exports import (
    Table,
    csv_lines,
    json_lines,
    table_of_asked,
    table_of_conversations,
    table_of_counts,
    table_of_messages,
)
from web.review.filters import read_filter
from web.review.overview import kept_overview, read_period
from web.review.permissions import needs

FORMS = {
    "csv": ("text/csv; charset=utf-8", csv_lines),
    "json": ("application/json", json_lines),
}
CHUNK_CHARACTERS = 64 * 1024


def _conversations(request: HttpRequest) -> Table:
    return table_of_conversations(read_filter(request.GET)[0], request.user)


def _messages(request: HttpRequest) -> Table:
    return table_of_messages(read_filter(request.GET)[0], request.user, texts=False)


def _texts(request: HttpRequest) -> Table:
    return table_of_messages(read_filter(request.GET)[0], request.user, texts=True)


def _days(request: HttpRequest) -> Table:
    return table_of_counts("day", kept_overview(read_period(request.GET)[0]).now.by_day)


def _channels(request: HttpRequest) -> Table:
    return table_of_counts("channel", kept_overview(read_period(request.GET)[0]).now.by_channel)


def _topics(request: HttpRequest) -> Table:
    counted = kept_overview(read_period(request.GET)[0]).now.by_topic
    return table_of_counts("topic", counted, conversations=False)


def _asked(request: HttpRequest) -> Table:
    return table_of_asked(kept_overview(read_period(request.GET)[0]).most_asked)


def _worst(request: HttpRequest) -> Table:
    return table_of_asked(kept_overview(read_period(request.GET)[0]).worst_served)


# What can be taken away, and the role that may.
TABLES: dict[str, tuple[str, Callable[[HttpRequest], Table]]] = {
    "conversations": (roles.REVIEWER, _conversations),
    "messages": (roles.REVIEWER, _messages),
    "texts": (roles.LEAD, _texts),
    "days": (roles.REVIEWER, _days),
    "channels": (roles.REVIEWER, _channels),
    "topics": (roles.REVIEWER, _topics),
    "asked": (roles.LEAD, _asked),
    "worst": (roles.LEAD, _worst),
}


@require_GET
@needs(roles.REVIEWER)
def export_page(request: HttpRequest, form: str) -> HttpResponseBase:
    """Send the table that `what` names, of the filter or the period that the address holds."""
    what = request.GET.get("what", "")
    if form not in FORMS or what not in TABLES:
        raise Http404("no such table")
    role, read = TABLES[what]
    if not roles.allows(request.user, role):
        raise PermissionDenied(role)
    content_type, lines = FORMS[form]
    table = read(request)
    conditions = sorted(name for name in request.GET if name != "what")
    after = {"form": form, "conditions": conditions[:40]}
    audit.record(request.user, "table.exported", f"table:{what}", after=after)
    pieces = _chunks(lines(table.names, table.rows))
    response = StreamingHttpResponse(sent(pieces), content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="daleel-{what}-{days.today()}.{form}"'
    return response


async def sent(pieces: Iterator[str]) -> AsyncIterator[str]:
    """The pieces, each made in the request's thread when the one before was sent: none waits in memory."""

    def following() -> str | None:
        return next(pieces, None)

    while (piece := await sync_to_async(following)()) is not None:
        yield piece


def _chunks(lines: Iterator[str]) -> Iterator[str]:
    """The lines, many in one piece."""
    piece, characters = [], 0
    for line in lines:
        piece.append(line)
        characters += len(line)
        if characters >= CHUNK_CHARACTERS:
            yield "".join(piece)
            piece, characters = [], 0
    yield "".join(piece)

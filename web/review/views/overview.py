"""The first page: how the assistant did, and where to look."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from web.operations.index_warning import index_warning
from web.review import roles
from web.review.context import direction
from web.review.labels import CHANNELS, CHOICES
from web.review.overview import Overview, kept_overview, read_period, shown
from web.review.overview.period import PRESETS
from web.review.permissions import needs


@require_safe
@needs(roles.REVIEWER)
def overview_page(request: HttpRequest) -> HttpResponse:
    """Show the period that the address asks for, the last week where it asks for none."""
    period, ignored = read_period(request.GET)
    context = {
        "ignored": ignored,
        "index_warning": index_warning(),
        "presets": list(PRESETS),
        "period_query": period.query(),
        **_parts(kept_overview(period)),
    }
    return render(request, "review/overview/page.html", context)


def _parts(of: Overview) -> dict[str, Any]:
    """What the page is put together from, in the viewer's language and direction."""
    right_to_left = direction() == "rtl"

    def channel(name: str) -> str:
        return str(CHANNELS.get(name, name))

    def topic(section: str) -> str:
        return section or str(CHOICES["topic_-"])

    return {
        "period": of.period,
        "tiles": shown.tiles(of, right_to_left=right_to_left),
        "chart": shown.chart_of_days(of, right_to_left=right_to_left),
        "parts": shown.PARTS,
        "days": shown.lines_of_days(of),
        "channels": shown.lines_of(
            "channel", of.now.by_channel, of.before.by_channel, of, channel, right_to_left=right_to_left
        ),
        "topics": shown.lines_of(
            "topic", of.now.by_topic, of.before.by_topic, of, topic, right_to_left=right_to_left
        ),
        "changes": shown.changes(of, channel, topic),
        "most_asked": shown.asked_lines(of.most_asked, of),
        "worst_served": shown.asked_lines(of.worst_served, of),
    }

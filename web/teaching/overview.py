"""Themes as the list shows them: how many ask, how that grows, where they ask."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from arabic import search_key
from web.teaching.models import Proposal, Question, Theme

TREND_DAYS = 14
ORDERS = {"count": ("-open_count", "-latest", "pk"), "latest": ("-latest", "pk")}


@dataclass(frozen=True, slots=True)
class Row:
    """`trend` is how many asked on each of the last TREND_DAYS, the oldest first."""

    theme: Theme
    count: int
    latest: datetime
    trend: tuple[int, ...]
    channels: tuple[str, ...]
    reasons: tuple[str, ...]
    has_waiting: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One wording of a theme's questions, and everybody who asked in it; `event_id` is the latest's."""

    event_id: int
    text: str
    count: int
    latest: datetime
    channels: tuple[str, ...]
    reasons: tuple[str, ...]
    proposal_id: int | None


def themes(
    *, channel: str = "", only_open: bool = True, words: str = "", order: str = "count"
) -> QuerySet[Theme]:
    """Themes with `open_count` (of all, unless only_open) and `latest`, in this order."""
    asked = Q()
    if channel:
        asked &= Q(questions__channel=channel)
    counted = asked & Q(questions__proposal=None) if only_open else asked
    found = Theme.objects.annotate(
        open_count=Count("questions", filter=counted), latest=Max("questions__at", filter=counted)
    )
    for word in words.split():
        found = found.filter(name__icontains=word)
    return found.filter(open_count__gt=0).order_by(*ORDERS.get(order, ORDERS["count"]))


def rows_of(page: Sequence[Theme], now: datetime | None = None) -> list[Row]:
    """The rows of some themes that `themes` gave, in their order; two queries."""
    today = timezone.localdate(now or timezone.now())
    days: defaultdict[int, Counter[date]] = defaultdict(Counter)
    channels: defaultdict[int, Counter[str]] = defaultdict(Counter)
    reasons: defaultdict[int, Counter[str]] = defaultdict(Counter)
    ids = [theme.pk for theme in page]
    for theme_id, at, channel, why in Question.objects.filter(theme__in=ids).values_list(
        "theme_id", "at", "channel", "why"
    ):
        days[theme_id][timezone.localdate(at)] += 1
        channels[theme_id][channel] += 1
        reasons[theme_id][why] += 1
    waiting = Proposal.objects.filter(theme__in=ids, state=Proposal.State.PROPOSED)
    has_waiting = set(waiting.values_list("theme_id", flat=True))
    return [
        Row(
            theme,
            theme.open_count,  # type: ignore[attr-defined]
            theme.latest,  # type: ignore[attr-defined]
            tuple(days[theme.pk][today - timedelta(days=back)] for back in reversed(range(TREND_DAYS))),
            _names(channels[theme.pk]),
            _names(reasons[theme.pk]),
            theme.pk in has_waiting,
        )
        for theme in page
    ]


def wordings_of(questions: QuerySet[Question]) -> list[Asked]:
    """Questions that read alike as one, the most asked first; those within a proposal apart from open
    ones."""
    alike: defaultdict[tuple[str, int | None], list[Question]] = defaultdict(list)
    for question in questions.order_by("event_id"):
        alike[search_key(question.text) or question.text, question.proposal_id].append(question)
    found = [
        Asked(
            same[-1].event_id,
            same[-1].text,
            len(same),
            same[-1].at,
            _names(Counter(each.channel for each in same)),
            _names(Counter(each.why for each in same)),
            proposal_id,
        )
        for (_, proposal_id), same in alike.items()
    ]
    return sorted(found, key=lambda asked: (asked.proposal_id is not None, -asked.count, -asked.event_id))


def alike(chosen: Sequence[int]) -> list[int]:
    """The ids of all open questions of the chosen ones' themes that read like one of them."""
    picked = list(Question.objects.filter(pk__in=chosen))
    keys = {search_key(each.text) or each.text for each in picked}
    theme_ids = {each.theme_id for each in picked if each.theme_id is not None}
    others = Question.objects.filter(theme__in=theme_ids, proposal=None)
    same = (
        event_id
        for event_id, text in others.values_list("event_id", "text")
        if (search_key(text) or text) in keys
    )
    return sorted({each.pk for each in picked} | set(same))


def _names(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in counted.most_common())

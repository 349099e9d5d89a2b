"""How the console writes codes, numbers, times and texts: `{% load review %}`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from contract.segments import Segment
from web.review.labels import TABLES, Labels

register = template.Library()

SHORT_MILLISECONDS = 100


@register.filter
def label(code: object, table: str) -> object:
    """What a code is called: a name of web/review/labels.py, or the code itself."""
    return TABLES[table].get(str(code), code)


@register.simple_tag
def labels(table: str) -> Labels:
    """Every code of a table with what it is called."""
    return TABLES[table]


@register.filter
def bdi(value: object) -> SafeString:
    """A value that keeps its own direction within a sentence."""
    return format_html("<bdi>{}</bdi>", value)


@register.filter
def of(found: Mapping[str, Any], key: str) -> object:
    """What a mapping holds under a key in a variable; None for nothing."""
    return found.get(key)


@register.filter
def among(name: str, allowed: Mapping[str, bool]) -> bool:
    """Whether a role is one that the user has (`may`)."""
    return allowed.get(name, False)


@register.filter
def begins(path: str, beginning: str) -> bool:
    return path.startswith(beginning)


@register.filter
def shown(text: str, show: Callable[[str], str]) -> str:
    """A text as the viewer may see it: masked, or not."""
    return show(text)


@register.filter
def marked(segments: Iterable[Segment]) -> SafeString:
    """A text of its segments, those that are marked in an element of their own."""
    mark = {True: "<mark>{}</mark>", False: "{}"}
    return format_html_join("", "{}", ((format_html(mark[each.is_marked], each.text),) for each in segments))


@register.filter
def verdict_of(beside: Any, user: Any) -> str:
    """What the user said of a message's answer; empty for nothing yet."""
    own = next((verdict for verdict in beside.standing if verdict.by_id == user.pk), None)
    return "" if own is None else str(own.judgement)


@register.filter
def reason_of(beside: Any, user: Any) -> str:
    own = next((verdict for verdict in beside.standing if verdict.by_id == user.pk), None)
    return "" if own is None else str(own.reason)


@register.filter
def moment(value: datetime | None) -> SafeString:
    """A moment as 2026-01-31 09:30, in the console's time zone, for machines to read too."""
    if value is None:
        return mark_safe("")
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}" dir="ltr">{}</time>', local.isoformat("T", "seconds"), f"{local:%Y-%m-%d %H:%M}"
    )


@register.filter
def percent(value: float | None) -> SafeString:
    """A share from 0 to 1 as 87%; a dash for none."""
    shown = "–" if value is None else f"{value * 100:.0f}%"
    return format_html('<bdi class="number" dir="ltr">{}</bdi>', shown)


@register.filter
def fixed(value: float | None) -> str:
    """A number with two places after a point, whatever the language; a dash for none."""
    return "–" if value is None else f"{value:.2f}"


@register.filter
def seconds(milliseconds: float | None) -> SafeString:
    """So many milliseconds as 0.84 s, less than a tenth of a second as 12 ms; a dash for none."""
    shown = "–" if milliseconds is None else f"{milliseconds / 1000:.2f} s"
    if milliseconds is not None and milliseconds < SHORT_MILLISECONDS:
        shown = f"{milliseconds:.0f} ms"
    return format_html('<bdi class="number" dir="ltr">{}</bdi>', shown)


@register.filter
def of_hundred(share: float) -> float:
    """A share from 0 to 1 in per cent."""
    return round(100 * min(max(share, 0), 1), 1)


@register.filter
def rest(percent: float) -> float:
    """What is left to a hundred."""
    return round(100 - percent, 1)


@register.filter
def clock(value: datetime) -> SafeString:
    """The time of day as 09:30, in the console's time zone, for machines to read whole."""
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}" dir="ltr">{}</time>', local.isoformat("T", "seconds"), f"{local:%H:%M}"
    )


@register.filter
def day(value: date) -> SafeString:
    """A day as 2026-01-31, for machines to read too."""
    return format_html('<time datetime="{0}" dir="ltr">{0}</time>', value.isoformat())


@register.filter
def thousands(number: float | None) -> str:
    """A whole number with its thousands parted."""
    return f"{number or 0:,.0f}"


@register.filter
def signed(change: float) -> str:
    """A growth as +12%, or as −3%."""
    return f"{change * 100:+.0f}%".replace("-", "\u2212")  # minus sign


@register.filter
def plain_signed(number: int) -> str:
    """A difference as +12, or as −3."""
    return f"{number:+,}".replace("-", "\u2212")  # minus sign


@register.filter
def words(text: str) -> list[str]:
    """The words of a text, for a loop."""
    return text.split()

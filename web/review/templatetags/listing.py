"""What the lists' and the overview's templates reckon: places in drawings, the time of a day."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


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

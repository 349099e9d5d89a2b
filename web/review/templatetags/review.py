"""`{% say %}`, `counted`, `moment`, `percent`, `seconds`: how the console writes words, numbers and times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from web.review.strings import Counted

register = template.Library()

SHORT_MILLISECONDS = 100


@register.simple_tag
def say(text: str, **places: object) -> SafeString:
    """Fill a text's places; what fills them is escaped and keeps its own direction."""
    filled = {name: format_html("<bdi>{}</bdi>", value) for name, value in places.items()}
    return mark_safe(conditional_escape(text).format(**filled))  # noqa: S308 (escaped above)


@register.filter
def counted(number: int | None, forms: Counted) -> str:
    return forms.of(number or 0)


@register.filter
def named(texts: Mapping[str, Any], name: object) -> object:
    """The text called by a name that is in a variable; the name itself where there is none."""
    return texts.get(str(name), name)


@register.filter
def of(found: Mapping[str, Any], key: str) -> object:
    """What a mapping holds under a key in a variable; None for nothing."""
    return found.get(key)


@register.filter
def prefixed(name: object, prefix: str) -> str:
    """`{{ role|prefixed:"role_" }}` is the name of the text for a role."""
    return f"{prefix}{name}"


@register.filter
def among(name: str, allowed: Mapping[str, bool]) -> bool:
    """Whether a role is one that the user has (`may`)."""
    return allowed.get(name, False)


@register.filter
def begins(path: str, beginning: str) -> bool:
    return path.startswith(beginning)


@register.filter
def filled(text: str, name: object) -> str:
    """A text with its {name} filled, for attributes, which hold no elements."""
    return text.replace("{name}", str(name))


@register.filter
def shown(text: str, show: Callable[[str], str]) -> str:
    """A text as the viewer may see it: masked, or not."""
    return show(text)


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

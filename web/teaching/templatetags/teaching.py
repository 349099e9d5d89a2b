"""What teaching's pages draw and look up: `{% load teaching %}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from arabic.private import mask
from web.teaching.labels import TABLES

register = template.Library()
register.filter("masked", mask)

BAR, GAP, HEIGHT = 6, 2, 24


@register.filter
def teaching_label(code: object, table: str) -> object:
    """What a code is called: a name of web/teaching/labels.py, or the code itself."""
    return TABLES[table].get(str(code), code)


@register.simple_tag
def sparkline(counts: Sequence[int], text: str) -> SafeString:
    """Bars of counts as SVG, the latest at the end of the line in either direction of writing.

    `text` says the same in words.
    """
    most = max(counts, default=0) or 1
    heights = [round(HEIGHT * count / most) if count else 1 for count in counts]
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}"/>',
        ((place * (BAR + GAP), HEIGHT - height, BAR, height) for place, height in enumerate(heights)),
    )
    width = max(1, len(counts) * (BAR + GAP) - GAP)
    return format_html(
        '<svg class="sparkline" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">'
        "{}</svg>",
        text,
        width,
        HEIGHT,
        width,
        HEIGHT,
        bars,
    )


@register.filter
def of_id(known: Mapping[str, Any], name: str) -> Any:
    """What is known under an id; nothing where there is nothing."""
    return known.get(name) if known else None


@register.filter
def joined(values: Sequence[object] | None) -> str:
    return " ".join(map(str, values or ()))

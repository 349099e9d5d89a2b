"""What the pages of sources draw: `{% load sources %}`."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from web.sources.labels import ABOUT, EDITS, REASONS, STATES, VERDICTS
from web.sources.models import Version

register = template.Library()

TABLES = {"about": ABOUT, "state": STATES, "verdict": VERDICTS, "edit": EDITS, "reason": REASONS}
GOOD, WARN, BAD, INFO = "good", "warn", "bad", "info"
COLOURS = {"live": GOOD, "ready": WARN, "failed": BAD, "held_back": BAD, "scanned": WARN, "repaired": INFO}
MINUTE = 60


@register.filter
def source_label(code: object, table: str) -> object:
    """What a code is called: a name of web/sources/labels.py, or the code itself."""
    return TABLES[table].get(str(code), code)


@register.filter
def colour(code: str) -> str:
    """The badge's colour of a state or a verdict."""
    return COLOURS.get(code, "")


@register.filter
def progress(version: Version) -> int:
    """How much of its stage is done, from 0 to 100."""
    return round(100 * min(version.done, version.total) / version.total) if version.total else 0


@register.filter
def time_left(seconds: float | None) -> str:
    """About how long it still takes, in words; "" where that is not known."""
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return _("less than a minute")
    minutes = round(seconds / MINUTE)
    return ngettext("about %(n)d minute", "about %(n)d minutes", minutes) % {"n": minutes}

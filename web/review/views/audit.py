"""The audit log, as leads read it: newest first, filtered by who, what, on what and when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from web.review import roles
from web.review.models import AuditEntry
from web.review.permissions import needs

ON_A_PAGE = 50
COMMAND = "-"  # who=-: what a command on the server did
MAX_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Line:
    """An entry with its values as text."""

    entry: AuditEntry
    before: str
    after: str


@require_safe
@needs(roles.LEAD)
def audit_page(request: HttpRequest) -> HttpResponse:
    entries = filtered(request.GET)
    if (before := request.GET.get("before", "")).isdecimal() and int(before) <= MAX_ID:
        entries = entries.filter(id__lt=int(before))
    found = list(entries.order_by("-id")[: ON_A_PAGE + 1])
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "lines": [Line(each, _text(each.before), _text(each.after)) for each in found[:ON_A_PAGE]],
        "older": found[ON_A_PAGE - 1].id if len(found) > ON_A_PAGE else None,
        "is_first": not before,
        "query": query.urlencode(),
        "asked": request.GET,
        "names": User.objects.order_by("username").values_list("username", flat=True),
        "actions": AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct(),
        "command": COMMAND,
    }
    return render(request, "review/audit.html", context)


def filtered(asked: QueryDict) -> QuerySet[AuditEntry]:
    """The entries that a query string asks for; what cannot be read in it asks for nothing."""
    entries: QuerySet[AuditEntry] = AuditEntry.objects.all()
    if who := asked.get("who", ""):
        entries = entries.filter(who="" if who == COMMAND else who)
    if action := asked.get("action", ""):
        entries = entries.filter(action=action)
    if thing := asked.get("object", "").strip().replace("\0", ""):
        entries = entries.filter(object__contains=thing)
    if since := _day(asked.get("from", "")):
        entries = entries.filter(at__gte=since)
    if until := _day(asked.get("until", "")):
        entries = entries.filter(at__lt=until + timedelta(days=1))
    return entries


def _day(text: str) -> datetime | None:
    """The beginning of a day given as 2026-01-31."""
    try:
        day = datetime.strptime(text, "%Y-%m-%d")
    except ValueError:
        return None
    return timezone.make_aware(day) if 1970 <= day.year < 9000 else None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_short(each)}" for name, each in value.items())
    return _short(value)


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

"""Filters kept under a name: one's own, and those shared with the team."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from web.review import audit, roles
from web.review.filters import read_filter
from web.review.models import MAX_FILTER_NAME_CHARACTERS, SavedFilter
from web.review.permissions import needs
from web.review.views.account import inside
from web.review.work import WorkError, words


@require_POST
@needs(roles.REVIEWER)
def save_filter_page(request: HttpRequest) -> HttpResponse:
    """Keep the conditions under a name; the same name of the same owner is given to the new ones."""
    filter, _ignored = read_filter(dict(parse_qsl(request.POST.get("query", ""))))
    if not filter.query():
        return _back(request, _("There are no conditions to save."))
    try:
        name = words(request.POST.get("name", ""), MAX_FILTER_NAME_CHARACTERS, empty="no_name", one_line=True)
    except WorkError:
        return _back(request, _("Write a name."))
    shared = request.POST.get("shared") == "yes"
    kept, _is_new = SavedFilter.objects.update_or_create(
        owner_id=request.user.pk, name=name, defaults={"query": filter.query(), "shared": shared}
    )
    # What was searched for can be a visitor's words, which the audit log does not keep.
    conditions = [name for name, _value in filter.parts()]
    after = {"name": name, "shared": shared, "conditions": conditions}
    audit.record(request.user, "filter.saved", f"filter:{kept.pk}", after=after)
    return redirect(f"{reverse('review:conversations')}?{kept.query}")


@require_POST
@needs(roles.REVIEWER)
def delete_filter_page(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Delete one's own; an administrator deletes those that others share."""
    kept = SavedFilter.objects.filter(pk=min(filter_id, 2**63 - 1)).first()
    if kept is None or not (kept.owner_id == request.user.pk or kept.shared):
        raise Http404("no such filter")
    if kept.owner_id != request.user.pk and not roles.allows(request.user, roles.ADMINISTRATOR):
        raise PermissionDenied("another's filter")
    audit.record(request.user, "filter.deleted", f"filter:{kept.pk}", before={"name": kept.name})
    kept.delete()
    return _back(request)


def _back(request: HttpRequest, problem: str = "") -> HttpResponse:
    if problem:
        messages.error(request, problem)
    return redirect(inside(request.POST.get("next", "")))

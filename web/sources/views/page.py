"""What the pages of sources have in common: how they are drawn, and how a refusal is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from documents import SourceError
from web.sources import naming
from web.sources.errors import SourcesError, failure_of, said, sentence
from web.sources.models import Source, Version

_WHOLE = re.compile("[0-9]{1,9}", re.ASCII)


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"sources/{template}.html", context, status=status)


def to_source(source_id: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("sources:source", args=[source_id]))


def tells_refusals(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Tell on the page it came from why something was not done; `next` names it, the source's else."""

    @wraps(view)
    def told(request: HttpRequest, source_id: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, source_id, *args, **kwargs)
        except SourcesError as error:
            if error.code in ("no_source", "no_version"):
                raise Http404 from error
            messages.error(request, sentence(error))
        except SourceError as error:
            messages.error(request, said(*failure_of(error, source_id)))
        return back(request, source_id)

    return told


def back(request: HttpRequest, source_id: str) -> HttpResponseRedirect:
    """To the page of this source that sent the form."""
    wished = request.POST.get("next", "")
    own = reverse("sources:source", args=[source_id])
    is_own = wished == own or wished.startswith(f"{own}/")
    return HttpResponseRedirect(wished) if is_own and "\\" not in wished else to_source(source_id)


def get_source(source_id: str) -> Source:
    """The source; 404 where there is none."""
    try:
        return naming.get_source(source_id)
    except SourcesError as error:
        raise Http404 from error


def get_version(source: Source, number: int | None = None) -> Version:
    """Its version of a number, the latest unless given; 404 where there is none."""
    try:
        return naming.get_version(source, number)
    except SourcesError as error:
        raise Http404 from error


def whole(text: str) -> int | None:
    """The number that a form's field holds, of at most nine digits; None for anything else."""
    return int(text) if _WHOLE.fullmatch(text) else None


def failure(version: Version) -> str:
    """Why a version failed, in a sentence; "" where it did not."""
    values = {"name": version.file_name, **version.failure_fields}
    return said(version.failure_code, values) if version.failure_code else ""

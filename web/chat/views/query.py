"""What stands after the question mark of an address."""

from __future__ import annotations

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest

from web.api.errors import ApiError


def read_query(request: HttpRequest, *names: str) -> dict[str, str]:
    """Return those of these parameters that were given; ApiError bad_form for any other or repeated one."""
    try:
        query = dict(request.GET.lists())
    except TooManyFieldsSent as error:
        raise ApiError("bad_form", 400) from error
    if set(query) - set(names) or any(len(values) != 1 for values in query.values()):
        raise ApiError("bad_form", 400)
    return {name: str(values[0]) for name, values in query.items()}

"""An address of the API: its methods, each an async function that may raise ApiError."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException, UnreadablePostError

from web.api.errors import ApiError
from web.operations.metrics import record_refusal

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 16 * 1024

Method = Callable[[HttpRequest], Coroutine[Any, Any, HttpResponse]]


def api_view(**methods: Method) -> Method:
    """Return a view that answers these methods, named in upper case, and refuses the others."""
    allowed = ", ".join(sorted(methods))

    async def view(request: HttpRequest) -> HttpResponse:
        try:
            if (method := methods.get(request.method or "")) is None:
                raise ApiError("method_not_allowed", 405)
            return await method(request)
        except ApiError as error:
            record_refusal(error.code)
            response = error.response()
            if error.status == 405:
                response["Allow"] = allowed
            return response
        except Exception:
            logger.exception("%s %s failed", request.method, request.path)
            return ApiError("server_error", 500).response()

    return view


def read_json(request: HttpRequest) -> dict[str, Any]:
    """Return the object in a request's body; ApiError when it is too long, no JSON or no object."""
    if request.content_type != "application/json":
        raise ApiError("not_json", 415)
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise ApiError("too_long", 413) from error
    except (UnreadablePostError, RawPostDataException) as error:
        raise ApiError("bad_request", 400) from error
    if len(body) > MAX_BODY_BYTES:
        raise ApiError("too_long", 413)
    try:
        form = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ApiError("bad_json", 400) from error
    if not isinstance(form, dict):
        raise ApiError("bad_form", 400)
    return form


def json_response(body: dict[str, Any], status: int = 200) -> JsonResponse:
    """A JSON response in readable Arabic, never kept by a cache."""
    response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")

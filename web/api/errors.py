"""An error as the API says it: {"error": {"code", "message", "request_id"}}, the message in Arabic."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from web.api.messages import MESSAGES
from web.api.request_id import current_request_id

API_PREFIX = "/api/"


class ApiError(Exception):
    """What a request is refused with; `code` is one of web.api.messages.MESSAGES."""

    def __init__(self, code: str, status: int, *, retry_after_seconds: int | None = None) -> None:
        super().__init__(f"{status} {code}")
        self.code, self.status, self.retry_after_seconds = code, status, retry_after_seconds
        self.message = MESSAGES[code]

    def response(self) -> JsonResponse:
        """Return the error's response, with Retry-After in whole seconds where waiting helps."""
        body = {"code": self.code, "message": self.message, "request_id": current_request_id()}
        response = JsonResponse(
            {"error": body}, status=self.status, json_dumps_params={"ensure_ascii": False}
        )
        if self.retry_after_seconds is not None:
            response["Retry-After"] = str(self.retry_after_seconds)
        return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return _plain_or_json(request, "not_found", 404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: a host that is not ours, a form that cannot be read."""
    return _plain_or_json(request, "bad_request", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500; what went wrong is in the log under the request's id."""
    return _plain_or_json(request, "server_error", 500)


def _plain_or_json(request: HttpRequest, code: str, status: int) -> HttpResponse:
    error = ApiError(code, status)
    if request.path.startswith(API_PREFIX):
        return error.response()
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(
        error.message, status=status, content_type="text/plain; charset=utf-8", headers=headers
    )

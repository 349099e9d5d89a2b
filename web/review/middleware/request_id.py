"""Each request's id, as the chat's requests have one (web/api/request_id.py)."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from web.api.request_id import HEADER, answering

Respond = Callable[[HttpRequest], HttpResponseBase]


def request_id_middleware(respond: Respond) -> Respond:
    """Go by a new id while answering; it is on the response, in log lines and in the audit log."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request_id = uuid.uuid4().hex
        with answering(request_id):
            response = respond(request)
        response.headers[HEADER] = request_id
        return response

    return middleware

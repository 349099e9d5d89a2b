"""The console speaks the language that its reader chose: Arabic until they choose another.

Django's LocaleMiddleware would follow the browser, and turn an Arabic console English.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from web.review.context import language_of
from web.review.middleware.request_id import Respond


def language_middleware(respond: Respond) -> Respond:
    """Answer in the reader's language."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        with translation.override(language_of(request)):
            return respond(request)

    return middleware

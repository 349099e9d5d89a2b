"""The widget, its fonts and the pages' files, from where `manage.py collectstatic` brought them together.

WhiteNoise knows every file at the start, so no path leads anywhere else and no folder is listed. A name with
a hash of its content may be kept for ever; the names that other sites' pages use are asked about again.
"""

from __future__ import annotations

from wsgiref.headers import Headers

from asgiref.sync import markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware

from web.middleware import RESOURCE_POLICY, Respond

KEPT_A_DAY = "max-age=86400, public"  # a font, and what is asked for by its version


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise on the event loop.

    Its own middleware is synchronous: in front of the chat it would hold a thread for every visitor who
    waits. The files are small and the disk's cache has them.
    """

    async_capable, sync_capable = True, False

    def __init__(self, respond: Respond) -> None:
        super().__init__(respond)
        markcoroutinefunction(self)
        if widget := self.files.get(f"{settings.STATIC_URL}widget.js"):
            self.files[settings.WIDGET_URL] = widget

    async def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (file := self.files.get(request.path_info)) is None:
            answer: HttpResponseBase = await self.get_response(request)
            return answer
        found = file.get_response(request.method, request.META)
        response = HttpResponse(found.file.read() if found.file else b"", status=int(found.status))
        del response.headers["Content-Type"]  # the file's own stands among its headers
        for name, value in found.headers:
            response.headers[name] = value
        if request.META.get("QUERY_STRING", "").startswith("v=") and response.status_code == 200:
            response.headers["Cache-Control"] = KEPT_A_DAY
        return response

    def add_cache_headers(self, headers: Headers, path: str, url: str) -> None:
        """Keep fonts for a day; let pages of other sites load what they need of us."""
        super().add_cache_headers(headers, path, url)
        if url.endswith((".js", ".woff2")):
            headers[RESOURCE_POLICY] = "cross-origin"
        if url.endswith(".woff2") and "immutable" not in (headers["Cache-Control"] or ""):
            headers["Cache-Control"] = KEPT_A_DAY

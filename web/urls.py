"""Every public address."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("api/chat/", include("web.chat.urls")),
    path("", include("web.operations.urls")),
    path("", include("web.site.urls")),
]

handler400 = "web.api.errors.bad_request"
handler404 = "web.api.errors.not_found"
handler500 = "web.api.errors.server_error"

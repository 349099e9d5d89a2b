"""The addresses under /api/chat/."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.api.views import api_view
from web.chat.views import feedback, history, messages, openapi, session, transcript

urlpatterns: list[URLPattern] = [
    path("session", api_view(POST=session.post, DELETE=session.delete)),
    path("messages", api_view(POST=messages.post)),
    path("history", api_view(GET=history.get)),
    path("transcript", api_view(GET=transcript.get)),
    path("feedback", api_view(POST=feedback.post)),
    path("openapi.yaml", api_view(GET=openapi.get)),
]

"""The addresses under /api/chat/."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.api import api_view
from web.chat import page_pictures, views
from web.suggestions.views import suggest

urlpatterns: list[URLPattern] = [
    path("session", api_view(POST=views.open_or_renew, DELETE=views.erase_session)),
    path("messages", api_view(POST=views.send_message)),
    path("history", api_view(GET=views.read_history)),
    path("transcript", api_view(GET=views.download_transcript)),
    path("feedback", api_view(POST=views.judge_answer)),
    path("pages/<str:signed>", api_view(GET=page_pictures.show_page)),
    path("pages/<str:signed>/file", api_view(GET=page_pictures.give_file)),
    path("section", api_view(GET=views.read_section)),
    path("about", api_view(GET=views.read_about)),
    path("suggestions", api_view(GET=suggest)),
    path("openapi.yaml", api_view(GET=views.read_description)),
]

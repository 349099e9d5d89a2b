"""The demo page, in Arabic and in English, and the page that says how to embed the widget."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.site.pages import page

urlpatterns: list[URLPattern] = [
    path("", page("home.html"), name="home"),
    path("en", page("home_en.html"), name="home-en"),
    path("embed", page("embed.html"), name="embed"),
]

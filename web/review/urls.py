"""The console's addresses, under /review/; each view says who may call it (web/review/needs.py)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from web.review.views.overview import overview_page
from web.review.views.sign_in import language_page, sign_in_page, sign_out_page

app_name = "review"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview_page, name="overview"),
    path("sign-in", sign_in_page, name="sign-in"),
    path("sign-out", sign_out_page, name="sign-out"),
    path("language", language_page, name="language"),
]

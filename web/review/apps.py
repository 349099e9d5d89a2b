"""Django's name for this part."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "web.review"
    label = "review"

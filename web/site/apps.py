"""Django's name for this part."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "web.site"
    label = "site"

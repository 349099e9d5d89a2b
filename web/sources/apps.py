"""Django's name for this part."""

from __future__ import annotations

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "web.sources"
    label = "sources"

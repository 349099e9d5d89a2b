"""Django's name for this part."""

from __future__ import annotations

from django.apps import AppConfig


class TeachingConfig(AppConfig):
    name = "web.teaching"
    label = "teaching"

    def ready(self) -> None:
        from web.teaching import collect  # noqa: F401  (listens from here on)

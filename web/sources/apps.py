"""Django's name for this part."""

from __future__ import annotations

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "web.sources"
    label = "sources"

    def ready(self) -> None:
        from web.chat.record import recorded
        from web.sources.numbers import note_quotations

        recorded.connect(note_quotations, dispatch_uid="sources")

"""`manage.py work`: what takes long, in a process of its own; `make run` starts it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, no_translations

from web.sources import worker


class Command(BaseCommand):
    """Works until it is ended; what was under way is taken up at its next start."""

    help = "read, publish and withdraw sources in the background"
    requires_migrations_checks = False

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        worker.work_for_ever()

"""Django's name for this part."""

from __future__ import annotations

from django.apps import AppConfig


class TelegramConfig(AppConfig):
    name = "web.telegram"
    label = "telegram"

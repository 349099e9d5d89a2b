"""Django's name for this part."""

from __future__ import annotations

from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "web.chat"
    label = "chat"

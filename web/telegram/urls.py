"""Where Telegram calls us."""

from __future__ import annotations

from django.urls import path

from web.telegram.webhook import webhook

urlpatterns = [path("telegram/webhook", webhook)]

"""The languages that people write in."""

from __future__ import annotations

TEXTS = {"ar": "Arabic", "en": "English", "fr": "French"}

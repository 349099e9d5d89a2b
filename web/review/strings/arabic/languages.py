"""The languages that people write in."""

from __future__ import annotations

TEXTS = {"ar": "العربية", "en": "الإنجليزية", "fr": "الفرنسية"}

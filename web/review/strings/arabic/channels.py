"""Where a conversation came from."""

from __future__ import annotations

TEXTS = {
    "web": "الموقع",
    "telegram": "تلغرام",
    "terminal": "الطرفية",
    "other": "قناة أخرى",
}

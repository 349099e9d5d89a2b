"""Where a conversation came from."""

from __future__ import annotations

TEXTS = {
    "web": "Web",
    "telegram": "Telegram",
    "terminal": "Terminal",
    "other": "Other",
}

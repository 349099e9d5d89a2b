"""How long things are kept."""

from __future__ import annotations

from datetime import timedelta

BUTTONS_LIVE = timedelta(days=7)  # a press after that is told that the button has expired
MESSAGES_KEPT = timedelta(days=30)  # what we said, for "back to the answer" and for edited questions
UPDATES_KEPT = timedelta(days=3)  # Telegram repeats none after one
WORTH_SENDING = timedelta(hours=24)  # an answer that could not be sent for longer is dropped

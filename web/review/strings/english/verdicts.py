"""What a reviewer says of an answer."""

from __future__ import annotations

TEXTS = {"right": "Right", "wrong": "Wrong", "unsure": "Not sure"}

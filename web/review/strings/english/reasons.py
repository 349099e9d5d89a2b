"""Why a user did not like an answer (web.chat's Feedback.Reason)."""

from __future__ import annotations

TEXTS = {
    "wrong": "Wrong",
    "incomplete": "Incomplete",
    "unclear": "Unclear",
    "off_topic": "Not what was asked",
    "other": "Another reason",
}

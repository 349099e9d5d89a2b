"""Why a user did not like an answer (web.chat's Feedback.Reason)."""

from __future__ import annotations

TEXTS = {
    "wrong": "غير صحيح",
    "incomplete": "ناقص",
    "unclear": "غير واضح",
    "off_topic": "ليس ما سألت عنه",
    "other": "سبب آخر",
}

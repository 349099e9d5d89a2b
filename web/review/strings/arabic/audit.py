"""The audit log's page."""

from __future__ import annotations

TEXTS = {
    "title": "السجل",
    "intro": "كل ما غُيّر وكل ما كُشف، ومن فعله. لا يُعدَّل هذا السجل ولا يُحذف منه شيء.",
    "who": "من",
    "action": "ماذا فعل",
    "object": "على ماذا",
    "before": "قبل",
    "after": "بعد",
    "at": "متى",
    "request": "الطلب",
    "from": "من يوم",
    "until": "إلى يوم",
    "anybody": "أي أحد",
    "anything": "أي شيء",
    "object_hint": "مثل message:17",
    "empty": "لا شيء في السجل على هذا الشرط.",
    "newest": "الأحدث",
    "older": "الأقدم",
    "clear": "بلا شروط",
}

"""What each kind of answer is called."""

from __future__ import annotations

TEXTS = {
    "point": "فقرة",
    "list": "قائمة",
    "comparison": "مقارنة",
    "related": "قريب ولا جواب",
    "none": "خارج المصادر",
    "clarify": "سؤال للتوضيح",
    "talk": "حديث عابر",
    "failed": "تعذّر الجواب",
}

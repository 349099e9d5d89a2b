"""What a reviewer says of an answer."""

from __future__ import annotations

TEXTS = {"right": "صحيح", "wrong": "خطأ", "unsure": "غير متأكد"}

"""The audit log's page."""

from __future__ import annotations

TEXTS = {
    "title": "Audit log",
    "intro": "Everything that was changed or unmasked, and by whom. Nothing in it can be altered or removed.",
    "who": "Who",
    "action": "What",
    "object": "On what",
    "before": "Before",
    "after": "After",
    "at": "When",
    "request": "Request",
    "from": "From day",
    "until": "To day",
    "anybody": "Anybody",
    "anything": "Anything",
    "object_hint": "such as message:17",
    "empty": "Nothing in the log meets these conditions.",
    "newest": "Newest",
    "older": "Older",
    "clear": "No conditions",
}

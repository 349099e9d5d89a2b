"""What each action of the audit log is called."""

from __future__ import annotations

TEXTS = {
    "staff.signed_in": "دخل",
    "staff.signed_out": "خرج",
    "staff.locked_out": "قُفل الدخول باسمه",
    "staff.added": "أضاف عضوا",
    "staff.role_changed": "غيّر دورا",
    "staff.enabled": "فعّل حسابا",
    "staff.disabled": "أوقف حسابا",
    "staff.sessions_ended": "أنهى الجلسات",
    "staff.password_given": "أعطى كلمة مرور",
    "staff.password_changed": "غيّر كلمة مروره",
    "staff.unlocked": "رفع القفل",
}

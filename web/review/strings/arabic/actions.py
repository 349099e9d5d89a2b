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
    "tag.made": "أنشأ وسما",
    "conversation.tagged": "وسم محادثة",
    "conversation.untagged": "نزع وسما عن محادثة",
    "message.tagged": "وسم رسالة",
    "message.untagged": "نزع وسما عن رسالة",
    "flag.raised": "رفع راية",
    "flag.reasoned": "غيّر سبب راية",
    "flag.lowered": "أنزل راية",
    "note.written": "كتب ملاحظة",
    "note.corrected": "صحّح ملاحظة",
    "message.judged": "حكم على جواب",
    "conversation.reviewed": "راجع محادثة",
    "conversation.unreviewed": "تراجع عن المراجعة",
    "conversation.assigned": "أسند محادثة",
    "conversation.unmasked": "كشف المحجوب",
    "conversation.masked": "أعاد الحجب",
    "person.erased": "محا محادثات شخص",
}

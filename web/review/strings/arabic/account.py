"""One's own account, and what is wrong with a password."""

from __future__ import annotations

TEXTS = {
    "title": "حسابي",
    "must_change": "أُعطيت كلمة مرور مؤقتة. اختر كلمة مرور لك وحدك قبل أن تبدأ.",
    "password": "كلمة المرور",
    "password_intro": "اثنا عشر حرفا على الأقل؛ جملة قصيرة تتذكرها خير من كلمة معقدة.",
    "old": "كلمة المرور الحالية",
    "new": "كلمة المرور الجديدة",
    "again": "الجديدة مرة أخرى",
    "change": "غيّر كلمة المرور",
    "language": "لغة هذه الصفحات",
    "sessions": "أجهزة أخرى",
    "sessions_intro": "إن نسيت أن تخرج من جهاز آخر فأنهِ الجلسات كلها ما عدا هذه.",
    "end_sessions": "أنهِ الجلسات الأخرى",
    "password_changed": "تغيّرت كلمة المرور، وانتهت جلساتك الأخرى.",
    "sessions_ended": "انتهت جلساتك الأخرى.",
    "wrong_old": "كلمة المرور الحالية غير صحيحة.",
    "not_the_same": "كتبت كلمتين مختلفتين في الخانتين الأخيرتين.",
    "unchanged": "الكلمة الجديدة هي القديمة نفسها.",
    "password_too_short": "كلمة المرور قصيرة: اثنا عشر حرفا على الأقل.",
    "password_too_common": "كلمة المرور هذه شائعة يسهل تخمينها.",
    "password_entirely_numeric": "كلمة المرور أرقام كلها.",
    "password_too_similar": "كلمة المرور تشبه اسمك.",
}

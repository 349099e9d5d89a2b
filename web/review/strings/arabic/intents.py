"""What a message can be understood as (domain.yml)."""

from __future__ import annotations

TEXTS = {
    "greet": "تحية",
    "goodbye": "وداع",
    "thank": "شكر",
    "ask_help": "طلب عون",
    "ask_identity": "من أنت؟",
    "ask_human": "طلب إنسان",
    "insult": "إساءة",
    "prompt_injection": "محاولة توجيه",
    "nonsense": "كلام بلا معنى",
    "test_bot": "تجربة",
    "ask_economic_roles": "الدور الاقتصادي",
    "ask_social_roles": "الدور الاجتماعي",
    "ask_roles": "الأدوار",
    "ask_challenges": "التحديات",
    "ask_point": "سؤال عن فقرة",
    "ask_other": "سؤال آخر",
    "ask_source": "ما المصدر؟",
    "ask_more": "المزيد",
    "ask_follow_up": "متابعة",
    "show_passage": "زر فقرة",
    "pass_on_question": "ترك السؤال للفريق",
}

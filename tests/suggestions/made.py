"""What the action server says of an index: the shipped source's headings, as GET /index/passages has them."""

from __future__ import annotations

from typing import Any

ECONOMIC, SOCIAL, CHALLENGES = "sme-roles/economic", "sme-roles/social", "sme-roles/challenges"
CADRES = "sme-roles/economic/local-cadres"
JOBS = "sme-roles/social/jobs"

SECTIONS = [
    {"id": passage_id, "ar": ar, "en": en, "fr": fr, "names": names}
    for passage_id, ar, en, fr, names in (
        (ECONOMIC, "الدور الاقتصادي", "Economic role", "Rôle économique", ["اقتصاد*", "فائدة"]),
        (SOCIAL, "الدور الاجتماعي", "Social role", "Rôle social", ["مجتمع*"]),
        (CHALLENGES, "التحديات", "Challenges", "Défis", ["صعوب*"]),
    )
]
HEADINGS = {
    ECONOMIC: "دور المؤسسات الصغيرة والمتوسطة اقتصاديا",
    CADRES: "تكوين الإطارات المحلية",
    "sme-roles/economic/industry-spread": "توزيع الصناعات وتنويع الهيكل الصناعي",
    "sme-roles/economic/savings": "استقطاب الادخارات",
    SOCIAL: "دور المؤسسات الصغيرة والمتوسطة اجتماعيا",
    JOBS: "توفير مناصب الشغل",
    CHALLENGES: "التحديات التي تواجه المؤسسات الصغيرة والمتوسطة",
    "grants/one": "Training grants",
}
TEXTS = {CADRES: "تساهم المؤسسات في تدريب الأفراد على كسب المهارات"}


def passages(**changed: Any) -> dict[str, Any]:
    """The body, with what is changed in it."""
    documents = [
        {"id": "sme-roles", "title": "الأدوار", "language": "ar", "sections": SECTIONS},
        {"id": "grants", "title": "Grants", "language": "en", "sections": []},
    ]
    listed = [
        {"id": name, "document": name.partition("/")[0], "heading": heading, "text": TEXTS.get(name, "نص")}
        for name, heading in HEADINGS.items()
    ]
    return {"index_version": "1", "documents": documents, "passages": listed, **changed}

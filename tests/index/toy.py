"""A corpus of two sections and five points, and questions that it answers and does not."""

from __future__ import annotations

from collections.abc import Sequence

from documents.passage import Document, Passage, Rectangle
from documents.published import Published

SOURCE = (
    "الزراعة: تضم الزراعة ما يلي: ـ القمح: حبوب تزرع في الشتاء وتطحن؛ ـ الزيتون:شجرة مباركة يعصر زيتها؛ "
    "ـ النخيل: أشجار الصحراء وثمرها التمر. الصيد: للصيد مواسم: ـ السردين: سمك صغير يصاد صيفا؛ "
    "ـ التونة: سمك كبيز يصاد بعيدا عن الساحل."
)

CURATED = """---
title: الزراعة والصيد {.ours}
language: ar
origin: كُتب للاختبار
---

## الزراعة: {#farming}

تضم الزراعة ما يلي:

- **القمح:** {#wheat} حبوب تزرع في الشتاء وتطحن
- **الزيتون:** {#olives} شجرة مباركة يعصر زيتها
- **النخيل:** {#palms} أشجار الصحراء وثمرها التمر.

## الصيد: {#fishing}

للصيد مواسم:

- **السردين:** {#sardines} سمك صغير يصاد صيفا
- **التونة:** {#tuna} سمك [كبيز → كبير] يصاد بعيدا عن الساحل.
"""

IDS = (
    "toy/farming",
    "toy/farming/wheat",
    "toy/farming/olives",
    "toy/farming/palms",
    "toy/fishing",
    "toy/fishing/sardines",
    "toy/fishing/tuna",
)

_ANSWERED = {
    "toy/farming/wheat": "القمح",
    "toy/farming/olives": "الزيتون",
    "toy/farming/palms": "النخيل",
    "toy/fishing/sardines": "السردين",
    "toy/fishing/tuna": "التونة",
}
_ASKED = (
    "ما هو {}؟",
    "حدثني عن {}",
    "أريد أن أعرف {}",
    "{} ماذا عنه؟",
    "اشرح لي {} من فضلك",
    "ماذا قيل في {}",
)
_NEAR = ("كم سعر {} اليوم؟", "أين أشتري {}؟", "من يبيع {} بالجملة؟")
_FAR = ("المباراة", "السينما", "الطقس", "الحاسوب")

CALIBRATION: list[dict[str, str]] = [
    *(
        {"question": form.format(name), "style": "msa", "passage": passage}
        for passage, name in _ANSWERED.items()
        for form in _ASKED
    ),
    *(
        {"question": form.format(name), "style": "msa", "unanswered": "near", "topic": "price"}
        for name in _ANSWERED.values()
        for form in _NEAR
    ),
    *(
        {"question": f"{start} {name} {end}", "style": "msa", "unanswered": "far", "topic": "other"}
        for name in _FAR
        for start, end in (("متى تبدأ", "غدا"), ("هل تحب", "كثيرا"), ("لماذا تأخرت", "أمس"))
    ),
]


def published(id_: str, texts: Sequence[str], title: str = "دليل", version: int = 1) -> Published:
    """A document as whoever publishes writes it: a paragraph a text, each on a page of its own."""
    document = Document(id_, title, "ar", "a file", "0" * 64, "", version=version, pages=len(texts))
    passages = tuple(
        Passage(
            f"{id_}/s1/p{number}", id_, "", "", False, text, number, "paragraph", 0, len(text),
            places=(Rectangle(number + 1, 0.1, 0.2, 0.9, 0.3),),
        )
        for number, text in enumerate(texts)
    )  # fmt: skip
    return Published(document, passages)

"""Values of the three forms of a text."""

import pytest

from arabic import display_form, encoder_form, search_key

FATHA, SHADDA, SUKUN, DAGGER_ALEF, TATWEEL = "\u064e", "\u0651", "\u0652", "\u0670", "\u0640"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  دور\u00a0المؤسسات\u2009\t الصغيرة ", "دور المؤسسات الصغيرة"),
        ("سطر\r\nسطر\u2028سطر\rسطر", "سطر\nسطر\nسطر\nسطر"),
        ("فقرة \n \n\n\n فقرة", "فقرة\n\nفقرة"),
        ("\u200fدور\u200e \u202bالمؤسسات\u202c \u2067هنا\u2069", "دور المؤسسات هنا"),
        ("الم\u200bؤس\ufeffسات\u00ad", "المؤسسات"),
        ("دو\x00ر\x07\x1b\x9f", "دور"),
        ("دور\ud800\udfff", "دور"),
        ("\u0627\u0654نا", "\u0623نا"),
        (f"{FATHA}كتب {SHADDA}{FATHA}علم", "كتب علم"),
        (f"كَتَبَ ر{TATWEEL}{TATWEEL}ائع؟!", f"كَتَبَ ر{TATWEEL}{TATWEEL}ائع؟!"),
        ("\ufefb بأس 😀", "\ufefb بأس 😀"),
        ("", ""),
        (" \n\t\u200b", ""),
    ],
)
def test_display_form_keeps_letters_and_repairs_the_rest(text: str, expected: str) -> None:
    assert display_form(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"المؤس{SHADDA}{FATHA}سات الصَّغِيرَةُ", "المؤسسات الصغيرة"),
        (f"الرحم{DAGGER_ALEF}ن جم{TATWEEL}{TATWEEL}يل", "الرحمن جميل"),
        (f"أولا {TATWEEL} ثانيا", "أولا ثانيا"),
        ("\u202bإدارة آلة أسرة على\u202c", "إدارة آلة أسرة على"),
        ("\u0627\u064e\u0654ب", "\u0623ب"),
        ("Économie, ok?", "Économie, ok?"),
        ("ک ی ۱۲ \ufefb", "ک ی ۱۲ \ufefb"),
    ],
)
def test_encoder_form_strips_marks_and_leaves_letters(text: str, expected: str) -> None:
    assert encoder_form(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«المؤسّسات الصغيرة»", "الموسسات الصغيره"),
        ("«الموسسات الصغيره»", "الموسسات الصغيره"),
        ("إدارة أسرة آلة ٱسم على", "اداره اسره اله اسم علي"),
        ("بيئة شيء مسئول سؤال", "بييه شيء مسيول سوال"),
        ("\u06a9تاب عرب\u06cc \u06cc\u06a9", "كتاب عربي يك"),
        ("\ufefb \ufee3\ufeae\ufea3\ufe92\ufe8e \ufdfa", "لا مرحبا صلي الله عليه وسلم"),
        ("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ １２", "0123456789 0123456789 12"),
        ("راااائع جميييل اللغة", "رايع جميل اللغه"),
        ("1000000 دج", "1000000 دج"),
        ("PME و STARTUP Économie", "pme و startup economie"),
        (f"ال{TATWEEL}{TATWEEL}مال؟!،؛...والعمل_(الحر)", "المال والعمل الحر"),
        ("\u06afاز \u067eيتزا \u06a4يديو \u0686اي", "كاز بيتزا فيديو جاي"),
        ("❤️ 😀 ؟!", ""),
        ("دور\u00a0\u00a0المؤسسة\u200b", "دور الموسسه"),
    ],
)
def test_search_key_folds_spellings_of_one_word(text: str, expected: str) -> None:
    assert search_key(text) == expected


def test_search_key_keeps_different_words_apart() -> None:
    assert search_key("عمل") != search_key("علم")
    assert search_key("الله") == "الله"

"""Arabic in Latin letters: told from English and French, and read."""

from pathlib import Path

import pytest

from arabic import arabizi_to_arabic, has_arabic, is_arabizi, reading_form
from arabic.arabizi_letters import MAX_SKELETONS, skeletons_of_arabic, skeletons_of_latin, spell
from arabic.lexicon import count_words, word_counts, write_counts

READ = {
    # Algerian and Moroccan
    "wach dawr el mou2assasat fi chou8l": "واش دور المؤسسات في شغل",
    "kifach ta3awen el PME 3la el 5edma": "كيفاش تعاون المؤسسات الصغيرة والمتوسطة على الخدمة",
    "ma dour el mou2assasat essaghira fi ettanmiya": "ما دور المؤسسات الصغيرة في التنمية",
    "wach dawr les PME": "واش دور المؤسسات الصغيرة والمتوسطة",
    "wach el masdar?": "واش المصدر؟",
    # Egyptian
    "eh el challenges": "ايه التحديات",
    "eh el challenges elli btwagehha el mashare3": "ايه التحديات اللي بتواجه المشاريع",
    # Gulf
    "shlon el mashari3 tsa3ed el mojtama3": "شلون المشاريع تساعد المجتمع",
    # standard, each consonant written, and hardly a vowel
    "ma hiya al adwar al iqtisadiya lil mou2assasat assaghira": "ما هي الأدوار الاقتصادية للمؤسسات الصغيرة",
    "kif yatimm tawzi3 al sina3at 3ala al moudoun al saghira": "كيف يتم توزيع الصناعات على المدن الصغيرة",
    "ma hy aladwar alaqtsadyt alsghyrt walmtwst6t": "ما هي الأدوار الاقتصادية الصغيرة والمتوسطة",
    # small talk
    "salam 3likom": "سلام عليكم",
    "saba7 el kheir": "صباح الخير",
    "chokran bzf": "شكرا بزاف",
}

EUROPEAN = [
    "what are the challenges of small businesses?",
    "How do small enterprises create 3 jobs in the 2nd year?",
    "what is B2B",
    "why 3 roles",
    "list 5 points",
    "explain point 2",
    "COVID19 and CO2",
    "economic role",
    "SME challenges",
    "innovation",
    "email address please",
    "hello",
    "thanks",
    "quels sont les défis des PME ?",
    "comment les PME créent-elles des emplois ?",
    "le rôle social des entreprises",
    "bonjour",
    "merci",
    "Al Capone",
    "Mohamed",
]

NOTHING = ["", "   ", "؟؟؟", "123", "🙂", "\n", "٣", "واش دور المؤسسات", "دور el PME", "2 + 2 = 4", "éàü"]


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_arabizi_is_read_in_arabic_letters(text: str, expected: str) -> None:
    assert is_arabizi(text)
    assert reading_form(text) == expected


@pytest.mark.parametrize("text", EUROPEAN)
def test_english_and_french_stay_as_they_are(text: str) -> None:
    assert not is_arabizi(text)
    assert reading_form(text) == text


@pytest.mark.parametrize("text", NOTHING)
def test_what_holds_no_latin_word_or_some_arabic_stays_as_it_is(text: str) -> None:
    assert not is_arabizi(text)
    assert reading_form(text) == text


def test_case_and_curly_apostrophes_make_no_difference() -> None:
    assert reading_form("WACH DAWR EL MOU2ASSASAT") == reading_form("wach dawr el mou2assasat")
    assert reading_form("wach el 7\u2019edma") == reading_form("wach el 7'edma") == "واش الخدمة"


def test_numbers_and_punctuation_stay() -> None:
    assert arabizi_to_arabic("wach dawr: 10, 2 (el masdar)?") == "واش دور: 10, 2 (المصدر)؟"


def test_a_word_that_is_nowhere_known_is_spelt() -> None:
    assert arabizi_to_arabic("wach zoubriqandou") == "واش زوبريقاندو"


@pytest.mark.parametrize(
    ("latin", "long", "short"),
    [
        ("ch7al", "شحال", "شحل"),
        ("dzayer", "دزير", "دزير"),
        ("5edma", "خدمة", "خدمة"),
        ("khouya", "خوية", "خوية"),
        ("djedid", "جديد", "جدد"),
        ("guelb", "قلب", "قلب"),
        ("mo7ammad", "موحاماد", "محمد"),
        ("3'ali", "غالي", "غلي"),
    ],
)
def test_letters_are_spelt_with_long_or_with_short_vowels(latin: str, long: str, short: str) -> None:
    assert (spell(latin), spell(latin, short=True)) == (long, short)


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("مؤسسات", "mou2assasat"),
        ("مؤسسات", "moassassat"),
        ("شغل", "chou8l"),
        ("شغل", "shoghl"),
        ("خدمة", "5edma"),
        ("خدمة", "khidmat"),
        ("توزيع", "tawzi3"),
        ("علاقة", "3ala9a"),
        ("جديد", "djdid"),
        ("جديد", "gedid"),
        ("صناعة", "sina3a"),
        ("ضريبة", "dariba"),
    ],
)
def test_a_word_shares_a_skeleton_with_its_spellings(arabic: str, latin: str) -> None:
    assert skeletons_of_arabic(arabic) & skeletons_of_latin(latin)


def test_skeletons_are_bounded() -> None:
    assert len(skeletons_of_arabic("ق" * 2 + "جثذظ" * 30)) <= MAX_SKELETONS
    assert len(skeletons_of_latin("9g" * 200)) <= MAX_SKELETONS


@pytest.mark.parametrize("text", ["wach " * 2_000, "3" * 10_000, "a3" * 5_000, "el " * 3_333, "7'" * 5_000])
def test_ten_thousand_characters_are_no_trouble(text: str) -> None:
    read = reading_form(text)
    assert read == reading_form(text)
    assert len(read) <= 3 * len(text)


def test_reading_twice_is_reading_once() -> None:
    for text in [*READ, *EUROPEAN, *NOTHING]:
        assert reading_form(reading_form(text)) == reading_form(text)


def test_the_words_are_arabic_and_the_commonest_come_first() -> None:
    counts = list(word_counts().values())
    assert all(has_arabic(word) for word in word_counts())
    assert counts == sorted(counts, reverse=True)
    assert word_counts()["المؤسسات"] > 100


def test_words_are_counted_without_marks_and_written_in_order(tmp_path: Path) -> None:
    assert count_words(["دَور، دور role", "في"]) == {"دور": 2, "في": 1}
    source, target = tmp_path / "a.md", tmp_path / "words.txt"
    source.write_text("# دور في دور و role\n", encoding="utf-8")
    assert write_counts([source], target) == 3
    assert target.read_text(encoding="utf-8") == "دور\t2\nفي\t1\nو\t1\n"

"""What tells who somebody is, and the numbers that do not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.private import has_private, mask, private_parts

ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
PRIVATE = [
    ("phone", "رقمي 0550123456 اتصلوا بي", "رقمي ••••••••56 اتصلوا بي"),
    ("phone", "05 50 12 34 56", "•• •• •• •• 56"),
    ("phone", "٠٥٥٠١٢٣٤٥٦", "••••••••٥٦"),
    ("phone", "+213 550 12 34 56", "+••• ••• •• •• 56"),
    ("phone", "00213 (0) 550-12-34-56", "••••• (•) •••-••-••-56"),
    ("phone", "213550123456", "••••••••••56"),
    ("phone", "021/23.45.67", "•••/••.••.67"),
    ("phone", "01012345678", "•••••••••78"),
    ("phone", "+20 100 123 4567", "+•• ••• ••• ••67"),
    ("phone", "0501234567", "••••••••67"),
    ("phone", "966 50 123 4567", "••• •• ••• ••67"),
    ("phone", "+33 6 12 34 56 78", "+•• • •• •• •• 78"),
    ("phone", "واتساب 7654321", "واتساب •••••21"),
    ("phone", "اتصل 0550123456 شركة النور", "اتصل ••••••••56 شركة النور"),
    ("phone", "010 2012 1998", "••• •••• ••98"),
    ("phone", "0550 12 34 56 0660 12 34 78", "•••• •• •• •• •••• •• •• 78"),
    ("phone", "0550\u200f123456", "••••\u200f••••56"),
    ("card", "بطاقتي 4111 1111 1111 1111", "بطاقتي •••• •••• •••• ••11"),
    ("card", "٥٥٠٠٠٠٠٠٠٠٠٠٠٠٠٤", "••••••••••••••٠٤"),
    ("card", "3782-822463-10005", "••••-••••••-•••05"),
    ("identity", "4111-1111-1111-1112", "••••-••••-••••-••12"),
    ("identity", "رقمي القومي 29501011234567", "رقمي القومي ••••••••••••67"),
    ("identity", "رقم التعريف 109850123456789012", "رقم التعريف ••••••••••••••••12"),
    ("identity", "هويتي 1012345678", "هويتي ••••••••78"),
    ("identity", "جوازي A12345678", "جوازي •••••••78"),
    ("account", "SA03 8000 0000 6080 1016 7519", "•••• •••• •••• •••• •••• ••19"),
    ("account", "EG380019000500000000263180002", "•••••••••••••••••••••••••••02"),
    ("email", "راسلوني على someone.one@example.com.", "راسلوني على •••••••.•••@•••••••.•••."),
    ("email", "سعيد@مثال.com", "••••@••••.•••"),
]
ORDINARY = [
    "",
    "ما دور المؤسسات الصغيرة؟",
    "سنة 2019 و 2020",
    "2019 2020 2021 2022",
    "من 2010 إلى 2026، أي ١٦ سنة",
    "خطة 2019-2023",
    "عام 1445",
    "12.5% و ٩٩٪",
    "1,000,000 دينار",
    "1 500 000 دج",
    "1500000000 دينار",
    "قرض بقيمة 250000000",
    "27/11/2026 14:30",
    "2026-11-27 14:30:00",
    "٢٠٢٤/٠٥/١٢",
    "05-10-2019 14:30",
    "20261127",
    "3.14159265",
    "0.123456789",
    "عدد المؤسسات 1000000",
    "1 2 3 4 5 6 7 8 9 10",
    "100 200 300 400",
    "10 20 30 40 50 60",
    "12 345 678",
    "ISO9001",
    "النقطة رقم 3",
    "12:30 إلى 14:45",
    "@ ليست بريدا",
]


@pytest.mark.parametrize(("what", "text", "masked"), PRIVATE)
def test_what_tells_of_a_person_is_hidden(what: str, text: str, masked: str) -> None:
    assert mask(text) == masked
    assert [part.what for part in private_parts(text)] == [what]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_numbers_stay(text: str) -> None:
    assert mask(text) == text
    assert not has_private(text)


mobiles = st.one_of(
    st.from_regex(r"0[567][0-9]{8}", fullmatch=True),  # Algeria, Saudi Arabia
    st.from_regex(r"01[0125][0-9]{8}", fullmatch=True),  # Egypt
    st.from_regex(r"\+(213[567]|9665|201[0125])[0-9]{8}", fullmatch=True),
)


@st.composite
def grouped(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> str:
    """A number parted into groups of two digits and more, in one of three scripts."""
    digits, text = draw(numbers), ""
    separator = draw(st.sampled_from((" ", "-", ".", "\u00a0", " - ", "")))
    while digits:
        size = draw(st.integers(2, 5))
        text, digits = text + separator * bool(text) + digits[:size], digits[size:]
    return text.translate(draw(st.sampled_from((ARABIC_INDIC, PERSIAN, {}))))


BEFORE, AFTER = ("", "رقمي ", "call ", "في 2019 ، "), ("", " شكرا", "؟", " دينار")


@given(number=grouped(mobiles), before=st.sampled_from(BEFORE), after=st.sampled_from(AFTER))
def test_no_mobile_number_is_shown_however_it_is_written(number: str, before: str, after: str) -> None:
    masked = mask(before + number + after)
    assert masked.startswith(before)
    assert masked.endswith(after)
    shown = [each for each in masked[len(before) : len(masked) - len(after)] if each.isdigit()]
    assert len(shown) == 2


@given(digits=st.from_regex(r"[2-6][0-9]{14}", fullmatch=True), separator=st.sampled_from(("", " ", "-")))
def test_no_card_number_is_shown(digits: str, separator: str) -> None:
    odd = sum(sum(divmod(2 * int(each), 10)) for each in digits[::2])
    check = -(odd + sum(map(int, digits[1::2]))) % 10
    card = f"{digits}{check}"
    written = separator.join(card[start : start + 4] for start in range(0, 16, 4))
    if all(re.fullmatch("(1[3-9]|20|21)[0-9]{2}", card[start : start + 4]) for start in range(0, 16, 4)):
        return  # four years beside each other
    assert sum(each.isdigit() for each in mask(written)) == 2


PATTERNS = ("{}", "عدد {} مؤسسة", "{}%", "({})", "{} و 5", "بلغ {}.")


@given(st.integers(0, 9_999_999), st.sampled_from(PATTERNS))
def test_numbers_of_up_to_seven_digits_stay(number: int, pattern: str) -> None:
    text = pattern.format(number)
    assert mask(text) == text
    assert mask(text.translate(ARABIC_INDIC)) == text.translate(ARABIC_INDIC)


@given(st.floats(0, 1e12, allow_nan=False), st.integers(0, 3))
def test_amounts_with_commas_stay(amount: float, places: int) -> None:
    text = f"{amount:,.{places}f}"
    assert mask(text) == text


@given(st.text(alphabet="0123456789٠١٢٣ +-.()@aر\u200f", max_size=60) | st.text(max_size=60))
def test_nothing_else_of_a_text_is_changed(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    hidden = {place for part in private_parts(text) for place in range(part.start, part.end)}
    assert {place for place, each in enumerate(text) if masked[place] != each} <= hidden

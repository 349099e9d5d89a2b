"""PDF files to text: what is right is kept as it is, what is wrong mended or held back, in silence never."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from documents import gate, pdf
from documents.errors import SourceError
from documents.extraction import Extraction
from documents.pages import ocr
from documents.pages import pdfium as opening
from documents.passage import Rectangle
from documents.pdf import lines_as_published, read_pdf
from documents.pictures import MARK_COLOUR, page_picture
from tests.documents.made import EM, Drawn, make_pdf, right_aligned, seen

LINES = (
    "تقوم الأسواق المحلية على ورش ومتاجر صغيرة",
    "يعرف أصحابها زبائنهم بالاسم، ويعرفون ما يشترونه",
    "وقد أظهر مسح أجري سنة 2019 في 14 بلدية",
    "أن 62 في المئة من هذه المتاجر (وهي الصغيرة)",
    "يديرها فردان أو ثلاثة من أسرة واحدة.",
)


@pytest.fixture(autouse=True)
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed here decides nothing; the tests of OCR ask for it themselves."""
    monkeypatch.setattr(pdf, "scanned_lines", lambda page: None)


def down(lines: tuple[str, ...], right: float = 540, top: float = 780, step: float = 20) -> list[Drawn]:
    return [right_aligned(line, right, top - step * place) for place, line in enumerate(lines)]


def published(extraction: Extraction) -> list[str]:
    return list(lines_as_published(extraction))


def undone(extraction: Extraction) -> list[str]:
    """The lines as found: what stands in the text where each line points."""
    return [extraction.text[line.start : line.end] for page in extraction.pages for line in page.lines]


def test_a_right_page_is_kept_letter_for_letter_with_its_places(tmp_path: Path) -> None:
    extraction = read_pdf(make_pdf(tmp_path / "a.pdf", [down(LINES)], title="الأسواق"))
    assert published(extraction) == undone(extraction) == list(LINES)
    assert extraction.title == "الأسواق"
    (page,) = extraction.pages
    assert (page.verdict, page.reasons, page.width, page.height) == ("kept", (), 595, 842)
    first = page.lines[0]
    assert first.size == 12
    assert first.place is not None
    assert first.place.right == pytest.approx(540 / 595, abs=0.01)
    assert first.place.left == pytest.approx((540 - len(LINES[0]) * EM * 12) / 595, abs=0.01)
    assert first.place.top < (842 - 780) / 842 < first.place.bottom


@pytest.mark.parametrize(
    "title", ["about:blank", "https://example.org/a", "report.docx", "Microsoft Word - تقرير", "Untitled-1"]
)
def test_what_a_program_puts_for_a_title_is_none(title: str, tmp_path: Path) -> None:
    assert read_pdf(make_pdf(tmp_path / "a.pdf", [down(LINES)], title=title)).title == ""


def test_lam_alef_drawn_as_one_is_read_lam_first(tmp_path: Path) -> None:
    for spelling in ("لا", "ال"):  # some writers' maps say it the wrong way round
        drawn = [*seen("وعملة"), " ", "م", spelling, "س"]
        extraction = read_pdf(make_pdf(tmp_path / "a.pdf", [[(100, 700, 12, drawn)]]))
        assert published(extraction) == ["سلام وعملة"]


def test_numbers_and_latin_words_stand_in_the_order_of_reading(tmp_path: Path) -> None:
    lines = (
        "يسدد المبلغ 3.000 دولار في 18 شهرا",
        "برنامج Al Amal للقرض الأصغر (12)",
        "سنة 2019/2020 كانت الأولى",
    )
    assert published(read_pdf(make_pdf(tmp_path / "a.pdf", [down(lines)]))) == list(lines)


def test_two_columns_are_read_one_after_the_other_the_right_one_first(tmp_path: Path) -> None:
    right = (
        "تقوم الأسواق المحلية على ورش",
        "ومتاجر صغيرة يعرف أصحابها من",
        "زبائنهم بالاسم ويعرفون كل ما",
        "يشترونه منها في كل المواسم.",
    )
    left = (
        "تجمع التعاونية حليب القرى كل",
        "صباح في خزانات مبردة وتدفع ث",
        "ثمنه مرتين في الشهر وقد رفعت",
        "سعر اللتر هذه السنة مرة واحدة",
    )
    drawn = [*down(left, right=270), *down(right, right=540, top=775)]
    assert published(read_pdf(make_pdf(tmp_path / "a.pdf", [drawn]))) == [*right, *left]


def test_a_table_is_read_row_by_row_each_cell_a_line(tmp_path: Path) -> None:
    rows = (
        ("المحصول", "الإنتاج", "السعر"),
        ("القمح", "3100", "4500"),
        ("الشعير", "1640", "3400"),
        ("العدس", "115", "12000"),
    )
    drawn = [
        right_aligned(cell, right, 700 - 24 * place)
        for place, row in enumerate(rows)
        for cell, right in zip(row, (540, 400, 260), strict=True)
    ]
    assert published(read_pdf(make_pdf(tmp_path / "a.pdf", [drawn]))) == [
        cell for row in rows for cell in row
    ]


def test_reversed_lines_are_turned_and_every_change_is_listed(tmp_path: Path) -> None:
    drawn = [(540 - len(line) * 6, 780 - 20 * place, 12, line) for place, line in enumerate(LINES)]
    extraction = read_pdf(make_pdf(tmp_path / "a.pdf", [drawn]))
    (page,) = extraction.pages
    assert (page.verdict, page.reasons) == ("repaired", (gate.REVERSED,))
    assert published(extraction)[0] == LINES[0]
    assert published(extraction)[4] == LINES[4]
    assert extraction.repairs
    for repair in extraction.repairs:
        assert extraction.text[repair.start : repair.start + len(repair.wrong)] == repair.wrong


def test_numbers_turned_round_in_a_whole_file_are_turned_back(tmp_path: Path) -> None:
    right = ("بيعت سنة 2019 في الأسواق 1.250 قطعة من الصوف", "وفي سنة 2020 بيعت منها 3.400 قطعة في المدينة")
    wrong = tuple(line.replace("2019", "9102").replace("2020", "0202") for line in right)
    wrong = tuple(line.replace("1.250", "052.1").replace("3.400", "004.3") for line in wrong)
    extraction = read_pdf(make_pdf(tmp_path / "a.pdf", [down(wrong)]))
    assert extraction.pages[0].verdict == "repaired"
    assert extraction.pages[0].reasons == (gate.DIGITS,)
    assert published(extraction) == list(right)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace("ا", "\ufffd"), gate.REPLACED),
        (lambda text: text.replace("ر", "\ue012"), gate.PRIVATE),
        (lambda text: text.replace("و", "\x06"), gate.CONTROL),
        (lambda text: text.replace(" ", ""), gate.SPACES),
        (lambda text: text.replace("\u0631", "\u0631\u043f"), gate.MIXED),
        (lambda text: text.translate(str.maketrans("اليمنوتركس", "غءظكذضطثىؤ")), gate.UNLIKELY),
    ],
    ids=["replacement", "private", "control", "spaces", "scripts", "letters"],
)
def test_a_broken_page_is_held_back_and_its_neighbours_are_not(tmp_path: Path, change, reason: str) -> None:
    broken = [(left, baseline, size, change(letters)) for left, baseline, size, letters in down(LINES)]
    extraction = read_pdf(make_pdf(tmp_path / "a.pdf", [down(LINES), broken, down(LINES)]))
    assert [page.verdict for page in extraction.pages] == ["kept", "held_back", "kept"]
    assert reason in extraction.pages[1].reasons
    assert published(extraction) == [*LINES, *LINES]


def test_a_page_that_is_a_picture_is_held_back_and_an_empty_one_is_not(tmp_path: Path) -> None:
    extraction = read_pdf(make_pdf(tmp_path / "a.pdf", [[], []], pictures=[1]))
    assert [page.verdict for page in extraction.pages] == ["held_back", "kept"]
    assert extraction.pages[0].reasons == (gate.EMPTY_LAYER,)
    assert extraction.text == ""


def test_a_page_read_from_its_picture_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = ocr.ScannedLine(LINES[0], 0.1, 0.2, 0.9, 0.25)
    monkeypatch.setattr(pdf, "scanned_lines", lambda page: [line])
    extraction = read_pdf(make_pdf(tmp_path / "a.pdf", [[]], pictures=[1]))
    (page,) = extraction.pages
    assert (page.verdict, page.reasons) == ("scanned", (gate.EMPTY_LAYER,))
    assert page.lines[0].place == Rectangle(1, 0.1, 0.2, 0.9, 0.25)
    assert published(extraction) == [LINES[0]]


def test_two_readings_agree_only_where_their_words_are_in_the_same_order() -> None:
    reversed_words = [" ".join(reversed(line.split())) for line in LINES]
    assert pdf.has_same_order(LINES, LINES)
    assert not pdf.has_same_order(LINES, reversed_words)
    moved = [line.replace(" 2019", "") for line in LINES]
    assert not pdf.has_same_order(LINES, ["2019", *moved])
    assert not pdf.has_same_order(("\x06\x07 \x08",), LINES)  # nothing legible to compare


def test_tesseracts_words_become_lines_and_unsure_ones_nothing() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    words = "5\t1\t1\t1\t1\t1\t500\t100\t80\t40\t{0}\tكتاب\n5\t1\t1\t1\t1\t2\t400\t105\t90\t40\t{0}\tجديد\n"
    lines = ocr.lines_of_table(head + words.format(90), 1000, 500)
    assert lines == [ocr.ScannedLine("كتاب جديد", 0.4, 0.2, 0.58, 0.29)]
    assert ocr.lines_of_table(head + words.format(30), 1000, 500) is None
    assert ocr.lines_of_table(head, 1000, 500) is None


def test_ink_outside_the_lines_that_were_read_is_counted() -> None:
    picture = Image.new("L", (100, 100), 255)
    picture.paste(0, (10, 10, 90, 20))
    picture.paste(0, (10, 60, 90, 90))
    line = ocr.ScannedLine("", 0.05, 0.05, 0.95, 0.3)
    assert ocr.unread_ink(picture, [line]) == pytest.approx(0.75)
    assert ocr.unread_ink(picture, []) == 1.0
    assert ocr.unread_ink(Image.new("L", (9, 9), 255), []) == 0.0


def test_what_is_no_whole_pdf_is_refused_in_one_sentence(tmp_path: Path) -> None:
    whole = make_pdf(tmp_path / "whole.pdf", [down(LINES)]).read_bytes()
    for content, words in (
        (b"", "the file is empty"),
        (b"hello", "neither PDF"),
        (whole[: len(whole) // 2], "damaged or cut off"),
        (b"%PDF-1.7\n nothing here \n%%EOF\n", "damaged"),
    ):
        path = tmp_path / "bad.pdf"
        path.write_bytes(content)
        with pytest.raises(SourceError, match=words) as caught:
            read_pdf(path)
        assert "\n" not in str(caught.value)
        assert str(caught.value).startswith("bad.pdf: ")


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=make_pdf(tmp_path / "a.pdf", [down(LINES)]))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(SourceError, match="password"):
        read_pdf(tmp_path / "locked.pdf")


def test_too_many_pages_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MAX_PAGES", 2)
    with pytest.raises(SourceError, match="3 pages, more than the 2 that are read"):
        read_pdf(make_pdf(tmp_path / "a.pdf", [[], [], []]))


def test_a_pages_picture_shows_the_marked_lines(tmp_path: Path) -> None:
    path = make_pdf(tmp_path / "a.pdf", [down(LINES), []])
    place = read_pdf(path).pages[0].lines[2].place
    assert place is not None
    picture = Image.open(io.BytesIO(page_picture(path, 1, 600, [place])))
    plain = Image.open(io.BytesIO(page_picture(path, 1, 600)))
    assert picture.format == "PNG"
    assert picture.size == plain.size
    assert picture.width == 600
    colours = {colour: count for count, colour in picture.getcolors(100_000)}
    area = (place.right - place.left) * (place.bottom - place.top) * picture.width * picture.height
    assert colours[MARK_COLOUR] > area / 2
    assert MARK_COLOUR not in {colour: count for count, colour in plain.getcolors(100_000)}
    assert page_picture(path, 2, 600, [place]) == page_picture(path, 2, 600)  # another page's mark
    with pytest.raises(SourceError, match="no page 3"):
        page_picture(path, 3, 600)

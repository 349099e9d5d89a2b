"""OpenDocument, PowerPoint, Excel, CSV, HTML, Markdown and plain text: their blocks."""

import datetime
from pathlib import Path

import pytest
from odf import opendocument, style, table, text
from openpyxl import Workbook
from pptx import Presentation
from pptx.util import Cm

from documents.formats.csv import delimiter_of, read_csv
from documents.formats.html import read_html
from documents.formats.markdown import read_markdown
from documents.formats.odt import read_odt
from documents.formats.pptx import read_pptx
from documents.formats.text import read_text
from documents.formats.xlsx import read_xlsx
from tests.documents.formats.blocks import blocks_of

OPENING = "تساهم المؤسسات الصغيرة والمتوسطة في التشغيل."
ROWS = (("الولاية", "العدد"), ("الجزائر", "12"), ("وهران", "7"))


def test_odt(tmp_path: Path):
    document = opendocument.OpenDocumentText()
    document.text.addElement(text.H(outlinelevel=2, text="الدور الاقتصادي"))
    paragraph = text.P(text=OPENING)
    note = text.Note(noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    body = text.NoteBody()
    body.addElement(text.P(text="المصدر: الديوان."))
    note.addElement(body)
    paragraph.addElement(note)
    document.text.addElement(paragraph)
    points = text.List()
    for each in ("قرض", "إعفاء"):
        item = text.ListItem()
        item.addElement(text.P(text=each))
        points.addElement(item)
    document.text.addElement(points)
    made = table.Table()
    heads = table.TableHeaderRows()
    made.addElement(heads)
    for number, cells in enumerate(ROWS):
        row = table.TableRow()
        for each in cells:
            cell = table.TableCell()
            cell.addElement(text.P(text=each))
            row.addElement(cell)
        (made if number else heads).addElement(row)
    document.text.addElement(made)
    document.save(str(tmp_path / "made.odt"))
    extraction = read_odt(tmp_path / "made.odt", "made.odt")
    assert blocks_of(extraction) == [
        ("heading", 2, "الدور الاقتصادي"),
        ("paragraph", 0, OPENING),
        ("item", 0, "قرض"),
        ("item", 0, "إعفاء"),
        ("row", 0, "الجزائر\t12"),
        ("row", 0, "وهران\t7"),
        ("footnote", 0, "المصدر: الديوان."),
    ]
    assert extraction.blocks[4].head == ("الولاية", "العدد")


def test_odt_keeps_spaces_and_finds_bold_headings(tmp_path: Path):
    document = opendocument.OpenDocumentText()
    bold = style.Style(name="B", family="paragraph")
    bold.addElement(style.TextProperties(fontweightcomplex="bold"))
    document.automaticstyles.addElement(bold)
    for heading in ("أولا: التعريف", "ثانيا: الشروط"):
        document.text.addElement(text.P(stylename=bold, text=heading))
        paragraph = text.P(text="كلمة")
        paragraph.addElement(text.S(c=2))
        paragraph.addText("ثانية")
        document.text.addElement(paragraph)
        document.text.addElement(text.P(text=OPENING))
    document.save(str(tmp_path / "made.odt"))
    assert blocks_of(read_odt(tmp_path / "made.odt", "made.odt"))[:3] == [
        ("heading", 1, "أولا: التعريف"),
        ("paragraph", 0, "كلمة  ثانية"),
        ("paragraph", 0, OPENING),
    ]


def test_pptx(tmp_path: Path):
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "أنواع الدعم"
    slide.placeholders[1].text = "قرض بلا فائدة\nإعفاء ضريبي"
    slide.notes_slide.notes_text_frame.text = "ملاحظة المتحدث"
    frame = slide.shapes.add_table(3, 2, Cm(1), Cm(1), Cm(9), Cm(4))
    for row, cells in zip(frame.table.rows, ROWS, strict=True):
        for cell, each in zip(row.cells, cells, strict=True):
            cell.text = each
    box = slide.shapes.add_textbox(Cm(1), Cm(9), Cm(9), Cm(2))
    box.text_frame.text = OPENING
    hidden = deck.slides.add_slide(deck.slide_layouts[5])
    hidden.shapes.title.text = "شريحة مخفية"
    hidden._element.set("show", "0")
    deck.save(str(tmp_path / "made.pptx"))
    extraction = read_pptx(tmp_path / "made.pptx", "made.pptx")
    assert blocks_of(extraction) == [
        ("heading", 1, "أنواع الدعم"),
        ("item", 0, "قرض بلا فائدة"),
        ("item", 0, "إعفاء ضريبي"),
        ("row", 0, "الجزائر\t12"),
        ("row", 0, "وهران\t7"),
        ("paragraph", 0, OPENING),
    ]
    assert extraction.blocks[3].head == ROWS[0]


def test_xlsx_shows_figures_as_the_sheet_does(tmp_path: Path):
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "إحصاءات"
    sheet.append(["جدول المؤسسات"])
    sheet.append(["الولاية", "العدد", "النسبة", "المبلغ", "التاريخ"])
    sheet.append(["الجزائر", 1234.0, 0.256, 1500000, datetime.date(2024, 3, 5)])
    for cell, shape in zip(
        sheet[3], ("General", "General", "0.0%", '#,##0.00" دج"', "dd/mm/yyyy"), strict=True
    ):
        cell.number_format = shape
    sheet.append(["وهران", None, 0.5])
    secret = workbook.create_sheet("سري")
    secret["A1"] = "لا يقرأ"
    secret.sheet_state = "hidden"
    workbook.save(tmp_path / "made.xlsx")
    extraction = read_xlsx(tmp_path / "made.xlsx", "made.xlsx")
    assert blocks_of(extraction) == [
        ("heading", 1, "إحصاءات"),
        ("heading", 2, "جدول المؤسسات"),
        ("row", 0, "الجزائر\t1234\t25.6%\t1,500,000.00 دج\t2024-03-05"),
        ("row", 0, "وهران\t\t0.5\t\t"),
    ]
    assert extraction.blocks[2].head == ("الولاية", "العدد", "النسبة", "المبلغ", "التاريخ")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "؛", "،"])
def test_csv_finds_its_delimiter(delimiter: str):
    made = "\r\n".join(delimiter.join(f'"{each}"' for each in row) for row in (*ROWS, ("قسنطينة", "3")))
    assert delimiter_of(made) == delimiter
    extraction = read_csv(made, "made.csv")
    assert blocks_of(extraction) == [
        ("row", 0, "الجزائر\t12"),
        ("row", 0, "وهران\t7"),
        ("row", 0, "قسنطينة\t3"),
    ]
    assert extraction.blocks[0].head == ROWS[0]


def test_a_list_of_names_and_values_has_no_heads():
    extraction = read_csv("الاسم,أحمد\nالعنوان,الجزائر\nالصفة,مدير\n", "made.csv")
    assert [block.head for block in extraction.blocks] == [(), (), ()]


def test_a_second_table_after_an_empty_row_has_its_own_heads():
    made = "الولاية,العدد\nالجزائر,12\n,\nالسنة,المبلغ\n2023,100\n2024,200\n"
    extraction = read_csv(made, "made.csv")
    assert [block.head for block in extraction.blocks] == [
        ("الولاية", "العدد"),
        ("السنة", "المبلغ"),
        ("السنة", "المبلغ"),
    ]


PAGE = f"""<!doctype html><html lang="ar"><head><title>الدعم</title><meta charset="utf-8">
<script>document.write("نص شرير")</script></head><body>
<header><nav><a href="/">الرئيسية</a> <a href="/x">اتصل بنا</a></nav></header>
<main><h1>الدعم</h1><p>{OPENING} <b>وفي</b> تنمية الاقتصاد الوطني، وتعد من أهم مصادر الدخل في البلاد.</p>
<h2>أنواع الدعم</h2><ul><li>دعم مالي للمؤسسات الناشئة</li><li>دعم تقني</li></ul>
<h3>الأرقام</h3><table><tr><th>الولاية</th><th>العدد</th></tr><tr><td>الجزائر</td><td>12</td></tr></table>
</main><footer>حقوق النشر محفوظة</footer><script>alert(1)</script></body></html>"""


def test_html_gives_the_page_without_what_surrounds_it():
    extraction = read_html(PAGE.encode(), "page.html")
    assert extraction.title == "الدعم"
    assert blocks_of(extraction) == [
        ("heading", 1, "الدعم"),
        ("paragraph", 0, f"{OPENING} وفي تنمية الاقتصاد الوطني، وتعد من أهم مصادر الدخل في البلاد."),
        ("heading", 2, "أنواع الدعم"),
        ("item", 0, "دعم مالي للمؤسسات الناشئة"),
        ("item", 0, "دعم تقني"),
        ("heading", 3, "الأرقام"),
        ("row", 0, "الجزائر\t12"),
    ]
    assert extraction.blocks[-1].head == ("الولاية", "العدد")


def test_html_without_surroundings_is_read_whole():
    made = f"<h1>الشروط</h1>نص عار <b>غليظ</b><br>وسطر<p>{OPENING}</p><p hidden>مخفي</p>"
    assert blocks_of(read_html(made.encode(), "page.html")) == [
        ("heading", 1, "الشروط"),
        ("paragraph", 0, "نص عار غليظ\nوسطر"),
        ("paragraph", 0, OPENING),
    ]


def test_html_of_windows_that_declares_latin_is_arabic():
    made = PAGE.replace("utf-8", "iso-8859-1").encode("cp1256")
    assert "المؤسسات الصغيرة" in read_html(made, "page.html").text


def test_markdown():
    made = f"""---
title: "دليل"
---
# الدور **الاقتصادي**

{OPENING}[^1]
سطر [ثان](http://example.com).

- قرض
  - بلا فائدة

| الولاية | العدد |
|---|---|
| الجزائر | 12 |

<script>alert(1)</script>

[^1]: المصدر: الديوان.
"""
    extraction = read_markdown(made, "made.md")
    assert extraction.title == "دليل"
    assert blocks_of(extraction) == [
        ("heading", 1, "الدور الاقتصادي"),
        ("paragraph", 0, f"{OPENING}\nسطر ثان."),
        ("item", 0, "قرض"),
        ("item", 0, "بلا فائدة"),
        ("row", 0, "الجزائر\t12"),
        ("footnote", 0, "المصدر: الديوان."),
    ]


def test_plain_text():
    made = f"الدور الاقتصادي\n\n{OPENING}\n{OPENING}\n\nأنواع الدعم\n=====\n- قرض\n- إعفاء\n1. ضمان\n"
    assert blocks_of(read_text(made, "made.txt")) == [
        ("heading", 1, "الدور الاقتصادي"),
        ("paragraph", 0, f"{OPENING}\n{OPENING}"),
        ("heading", 1, "أنواع الدعم"),
        ("item", 0, "- قرض"),
        ("item", 0, "- إعفاء"),
        ("item", 0, "1. ضمان"),
    ]


def test_lines_of_plain_text_that_no_editor_broke_are_paragraphs():
    made = "تعد المؤسسات ركيزة.\nلها دور كبير في التشغيل وفي تنمية الولايات الداخلية للبلاد.\nوهي كثيرة.\n"
    assert [kind for kind, _, _ in blocks_of(read_text(made, "made.txt"))] == ["paragraph"] * 3

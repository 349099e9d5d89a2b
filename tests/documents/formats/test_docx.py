"""Word files: what is read of them, and what is left out."""

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from documents.extraction import Extraction
from documents.formats.docx import read_docx
from tests.documents.formats.blocks import blocks_of
from tests.documents.formats.packed import repacked

OPENING = "تساهم المؤسسات الصغيرة والمتوسطة في التشغيل."


def read(document, folder: Path) -> Extraction:
    path = folder / "made.docx"
    document.save(path)
    return read_docx(path, path.name)


def test_headings_paragraphs_and_items_come_in_their_order(tmp_path: Path):
    document = Document()
    document.core_properties.title = "دليل الدعم"
    document.add_paragraph("دليل الدعم", style="Title")
    document.add_heading("الدور الاقتصادي", level=1)
    document.add_paragraph(OPENING)
    document.add_heading("أنواع الدعم", level=2)
    document.add_paragraph("قرض بلا فائدة", style="List Bullet")
    document.add_paragraph("إعفاء ضريبي", style="List Number")
    extraction = read(document, tmp_path)
    assert extraction.title == "دليل الدعم"
    assert blocks_of(extraction) == [
        ("title", 0, "دليل الدعم"),
        ("heading", 1, "الدور الاقتصادي"),
        ("paragraph", 0, OPENING),
        ("heading", 2, "أنواع الدعم"),
        ("item", 0, "قرض بلا فائدة"),
        ("item", 0, "إعفاء ضريبي"),
    ]


def test_a_style_with_an_outline_level_is_a_heading_and_so_is_one_based_on_it(tmp_path: Path):
    document = Document()
    own = document.styles.add_style("عنوان خاص", 1)
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "2")
    own.element.get_or_add_pPr().append(level)
    based = document.styles.add_style("فرعي", 1)
    based.base_style = own
    document.add_paragraph("الباب الأول", style=own)
    document.add_paragraph("الفصل الأول", style=based)
    document.add_paragraph(OPENING)
    assert blocks_of(read(document, tmp_path))[:2] == [
        ("heading", 3, "الباب الأول"),
        ("heading", 3, "الفصل الأول"),
    ]


def test_bold_lines_are_headings_where_no_style_is(tmp_path: Path):
    document = Document()
    for heading in ("أولا: التعريف", "ثانيا: الشروط"):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(OPENING)
        document.add_paragraph(OPENING)
    kinds = [kind for kind, _, _ in blocks_of(read(document, tmp_path))]
    assert kinds == ["heading", "paragraph", "paragraph"] * 2


def test_bold_is_emphasis_where_headings_have_styles(tmp_path: Path):
    document = Document()
    document.add_heading("الشروط", level=1)
    document.add_paragraph().add_run("مهم جدا").bold = True
    document.add_paragraph(OPENING)
    assert [kind for kind, _, _ in blocks_of(read(document, tmp_path))] == [
        "heading",
        "paragraph",
        "paragraph",
    ]


def test_a_table_is_rows_under_their_heads(tmp_path: Path):
    document = Document()
    document.add_paragraph(OPENING)
    table = document.add_table(rows=3, cols=2)
    for row, cells in zip(table.rows, (("الولاية", "العدد"), ("الجزائر", "12"), ("وهران", "٧")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    extraction = read(document, tmp_path)
    rows = [block for block in extraction.blocks if block.kind == "row"]
    assert [row.head for row in rows] == [("الولاية", "العدد")] * 2
    assert [extraction.text[row.start : row.end] for row in rows] == ["الجزائر\t12", "وهران\t٧"]
    assert "الولاية\tالعدد" in extraction.text  # the heads are the file's letters too


def test_a_cell_that_covers_rows_speaks_in_each(tmp_path: Path):
    document = Document()
    table = document.add_table(rows=3, cols=3)
    texts = (("الولاية", "القطاع", "العدد"), ("الجزائر", "صناعة", "12"), ("", "تجارة", "30"))
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    rows = [text for kind, _, text in blocks_of(read(document, tmp_path)) if kind == "row"]
    assert rows == ["الجزائر\tصناعة\t12", "الجزائر\tتجارة\t30"]


def test_what_is_not_the_text_is_left_out(tmp_path: Path):
    document = Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "رأس الصفحة"
    section.footer.paragraphs[0].text = "تذييل الصفحة"
    document.add_paragraph("المحتويات ..... 3", style=document.styles.add_style("TOC 1", 1))
    paragraph = document.add_paragraph(OPENING)
    paragraph.add_run("سري").font.hidden = True
    author = 'w:id="1" w:author="a" w:date="2020-01-01T00:00:00Z"'
    for tag, inner in (
        ("del", "<w:delText>محذوف</w:delText>"),
        ("ins", "<w:t xml:space='preserve'> مضاف</w:t>"),
    ):
        paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')} {author}><w:r>{inner}</w:r></w:{tag}>"))
    assert blocks_of(read(document, tmp_path)) == [("paragraph", 0, f"{OPENING} مضاف")]


def test_footnotes_stand_apart_at_the_end(tmp_path: Path):
    path = tmp_path / "notes.docx"
    write_with_footnote(path)
    assert blocks_of(read_docx(path, path.name)) == [
        ("paragraph", 0, OPENING),
        ("paragraph", 0, "فقرة ثانية."),
        ("footnote", 0, "المصدر: وزارة الصناعة."),
    ]


def write_with_footnote(path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph(OPENING)
    paragraph._p.append(
        parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'),
    )
    document.add_paragraph("فقرة ثانية.")
    document.save(path)
    notes = (
        f"<w:footnotes {nsdecls('w')}>"
        "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>المصدر: وزارة الصناعة.</w:t></w:r></w:p></w:footnote>"
        "</w:footnotes>"
    )
    relation = (
        b'<Relationship Id="rId99" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    content = (
        b'<Override PartName="/word/footnotes.xml" ContentType="application/'
        b'vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    repacked(
        path,
        {
            "word/_rels/document.xml.rels": lambda data: data.replace(b"</Relationships>", relation),
            "[Content_Types].xml": lambda data: data.replace(b"</Types>", content),
        },
        {"word/footnotes.xml": notes.encode()},
    )


@pytest.mark.parametrize("kind", ["word.document.macroEnabled", "word.template.macroEnabledTemplate"])
def test_a_file_with_macros_is_read_without_them(kind: str, tmp_path: Path):
    document = Document()
    document.add_paragraph(OPENING)
    path = tmp_path / "made.docx"
    document.save(path)
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    repacked(
        path,
        {
            "[Content_Types].xml": lambda data: data.replace(
                plain, f"application/vnd.ms-{kind}.main+xml".encode()
            )
        },
        {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub AutoOpen()"},
    )
    assert blocks_of(read_docx(path, "made.docm")) == [("paragraph", 0, OPENING)]

"""Lines become titles, headings, paragraphs, items, rows, footnotes; the rest is named and left out."""

from __future__ import annotations

import pytest

from documents.extraction import Block, Extraction
from documents.structure import Structure, structure_of
from documents.structure.markers import is_page_number, marker_of, unnumbered
from tests.documents.typesetter import STEP, Typesetter

LONG = (
    "تقوم الأسواق المحلية على ورش ومتاجر صغيرة يعرف أصحابها زبائنهم بالاسم ويعرفون ما يشترونه في كل موسم "
    "وقد أظهر مسح أجري في البلدية أن أكثر هذه المتاجر يديرها فردان أو ثلاثة من أسرة واحدة منذ سنوات طويلة"
)
OTHER = (
    "ينقص أغلب هذه الورش محاسب ودفتر واضح للمصاريف فلا يعرف صاحبها في نهاية الشهر ما ربحه حقا وينقصها "
    "كذلك مخزن آمن إذ تحفظ البضاعة في المحل نفسه فتضيق المساحة على الزبائن كلما وصلت بضاعة جديدة إليه"
)

UNFINISHED = "وقد أظهر مسح أجري في البلدية هذه السنة أن أكثر هذه المتاجر إنما يديرها فردان أو"


def found(extraction: Extraction) -> list[tuple[str, int, str]]:
    """The blocks: kind, level, words."""
    return [(block.kind, block.level, words(extraction, block)) for block in structure_of(extraction).blocks]


def words(extraction: Extraction, block: Block) -> str:
    text, position = "", block.start
    for start, end in (*block.skipped, (block.end, block.end)):
        text += extraction.text[position:start]
        position = end
    return " ".join(text.split())


def left_out(extraction: Extraction, structure: Structure) -> list[tuple[str, str]]:
    return [(each.reason, extraction.text[each.start : each.end]) for each in structure.left_out]


def test_size_tells_the_title_and_the_levels_of_headings() -> None:
    sheet = Typesetter().line("دليل صاحب الورشة", size=24)
    sheet.heading("السوق", size=18).paragraph(f"{LONG}.").heading("ما ينقصه", size=15).paragraph(f"{OTHER}.")
    sheet.heading("التمويل", size=18).paragraph(f"{LONG}.")
    assert found(sheet.extraction()) == [
        ("title", 0, "دليل صاحب الورشة"),
        ("heading", 1, "السوق"),
        ("paragraph", 0, f"{LONG}."),
        ("heading", 2, "ما ينقصه"),
        ("paragraph", 0, f"{OTHER}."),
        ("heading", 1, "التمويل"),
        ("paragraph", 0, f"{LONG}."),
    ]


def test_weight_tells_a_heading_of_the_bodys_size() -> None:
    sheet = Typesetter().heading("السوق المحلية", size=12, bold=True).paragraph(f"{LONG}.")
    sheet.heading("ما ينقصها", size=12, bold=True).paragraph(f"{OTHER}.")
    assert [kind for kind, _, _ in found(sheet.extraction())] == ["heading", "paragraph"] * 2


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("الفصل الأول: السوق", "المبحث الأول: الطلب"),
        ("الباب الثاني السوق", "الفصل الثالث الطلب"),
        ("أولا: السوق", "1.2 الطلب"),
        ("1.2 السوق", "1.2.1 الطلب"),
        ("١.٢ السوق", "١.٢.١ الطلب"),
        ("المبحث 3: السوق", "المطلب ٢: الطلب"),
        ("Chapter 2: السوق", "Section 1: الطلب"),
    ],
)
def test_numbering_tells_headings_and_their_order(outer: str, inner: str) -> None:
    sheet = Typesetter().heading(outer, size=12).paragraph(f"{LONG}.")
    sheet.heading(inner, size=12).paragraph(f"{OTHER}.")
    assert found(sheet.extraction()) == [
        ("heading", 1, outer),
        ("paragraph", 0, f"{LONG}."),
        ("heading", 2, inner),
        ("paragraph", 0, f"{OTHER}."),
    ]


def test_a_heading_of_two_lines_is_one() -> None:
    sheet = Typesetter().line("دور المؤسسات الصغيرة والمتوسطة", size=18).line("في تنمية المدن", size=18)
    sheet.paragraph(f"{LONG}.", gap=STEP).heading("السوق", size=15).paragraph(f"{OTHER}.")
    assert found(sheet.extraction())[0] == ("title", 0, "دور المؤسسات الصغيرة والمتوسطة في تنمية المدن")


def test_a_line_that_begins_with_a_number_inside_a_paragraph_is_none() -> None:
    sheet = Typesetter().line("وبلغت قيمة ما باعته الورش في المدينة القديمة خلال العام الماضي أكثر من")
    sheet.line("2.5 مليون دينار وباعت المتاجر القريبة منها ما قيمته مليون دينار آخر.")
    assert [kind for kind, _, _ in found(sheet.extraction())] == ["paragraph"]


def test_where_nothing_else_shows_headings_short_lines_above_text_are() -> None:
    sheet = Typesetter().line("السوق المحلية").paragraph(f"{LONG}.").line("ما ينقصها").paragraph(f"{OTHER}.")
    assert [kind for kind, _, _ in found(sheet.extraction())] == ["heading", "paragraph"] * 2


def test_paragraphs_part_at_a_gap_and_where_a_line_ends_early() -> None:
    sheet = Typesetter().paragraph(f"{LONG}.").paragraph(f"{OTHER}.").paragraph(f"{LONG}.", gap=STEP)
    assert [text for _, _, text in found(sheet.extraction())] == [f"{LONG}.", f"{OTHER}.", f"{LONG}."]


def test_a_paragraph_goes_on_over_a_page_and_what_stands_between_is_skipped() -> None:
    sheet = Typesetter()
    for number in (1, 2, 3):
        sheet.line("تقرير عن الاقتصاد المحلي", top=0.04)
        if number == 2:
            sheet.line("ثلاثة من أسرة واحدة في أكثر الأحيان، ثم يكبر الأولاد ويتركون الورشة.")
        sheet.top = 0.3
        sheet.paragraph(f"{OTHER}.")
        if number == 1:
            sheet.line(UNFINISHED, top=0.8)
        sheet.line(f"صفحة {number} من 3", top=0.95).page()
    extraction = sheet.extraction()
    structure = structure_of(extraction)
    texts = [words(extraction, block) for block in structure.blocks]
    assert f"{UNFINISHED} ثلاثة من أسرة واحدة في أكثر الأحيان، ثم يكبر الأولاد ويتركون الورشة." in texts
    (over,) = [block for block in structure.blocks if block.places[0].page != block.places[-1].page]
    assert [extraction.text[start:end] for start, end in over.skipped] == [
        "صفحة 1 من 3\nتقرير عن الاقتصاد المحلي"
    ]
    assert sorted({reason for reason, _ in left_out(extraction, structure)}) == ["page_number", "running"]
    assert len(structure.left_out) == 6


def test_a_heading_at_the_top_of_one_page_stays() -> None:
    sheet = Typesetter()
    for number, heading in enumerate(("السوق", "التمويل", "التدريب", "التصدير"), start=1):
        sheet.line("تقرير سنوي", top=0.03).line(heading, size=18, top=0.08)
        sheet.top = 0.15
        sheet.paragraph(f"{LONG}.").line(str(number), top=0.95).page()
    extraction = sheet.extraction()
    assert [text for kind, _, text in found(extraction) if kind == "heading"] == [
        "السوق",
        "التمويل",
        "التدريب",
        "التصدير",
    ]


def test_a_number_beside_others_at_a_pages_foot_is_a_tables_last_row() -> None:
    sheet = Typesetter()
    sheet.top = 0.7
    sheet.table([("المادة", "السعر"), ("خيط", "85"), ("قماش", "310"), ("أزرار", "120")], (0.9, 0.5))
    structure = structure_of(sheet.extraction())
    assert [block.kind for block in structure.blocks] == ["row"] * 3


def test_items_begin_at_their_markers_and_go_on_below() -> None:
    sheet = Typesetter().paragraph("ويلزم لذلك ما يأتي:")
    sheet.paragraph(f"1- {LONG}.").paragraph(f"2- {OTHER}.").paragraph(f"3) {LONG}.")
    sheet.paragraph(f"{OTHER}.", gap=STEP)
    assert [(kind, text) for kind, _, text in found(sheet.extraction())] == [
        ("paragraph", "ويلزم لذلك ما يأتي:"),
        ("item", f"1- {LONG}."),
        ("item", f"2- {OTHER}."),
        ("item", f"3) {LONG}."),
        ("paragraph", f"{OTHER}."),
    ]


@pytest.mark.parametrize("marks", ["••", "--", "––", "١٢", "12", "أب", "ab"])
def test_every_kind_of_marker_opens_an_item(marks: str) -> None:
    closing = "" if marks[0] in "•-–" else "-"
    sheet = Typesetter().paragraph("ويلزم لذلك:")
    for mark in marks:
        sheet.paragraph(f"{mark}{closing} {LONG}.")
    assert [kind for kind, _, _ in found(sheet.extraction())] == ["paragraph", "item", "item"]


def test_a_bullet_set_apart_from_its_text_belongs_to_it() -> None:
    sheet = Typesetter().paragraph("ويلزم لذلك ما يأتي:")
    for text in ("محاسب يعرف المهنة.", "مخزن آمن قريب من المحل.", "دفتر واضح للمصاريف."):
        sheet.line("•", top=sheet.top, edge=0.9).line(text, edge=0.84)
    assert [kind for kind, _, _ in found(sheet.extraction())] == ["paragraph", "item", "item", "item"]


def test_rows_have_their_columns_heads() -> None:
    sheet = Typesetter().paragraph(f"{LONG}.")
    rows = [("المحصول", "المساحة", "السعر"), ("القمح اللين", "1250", "4500"), ("الشعير", "870", "3400")]
    extraction = sheet.table(rows, (0.9, 0.6, 0.3)).paragraph(f"{OTHER}.").extraction()
    blocks = structure_of(extraction).blocks
    assert [block.kind for block in blocks] == ["paragraph", "row", "row", "paragraph"]
    assert [block.head for block in blocks[1:3]] == [("المحصول", "المساحة", "السعر")] * 2
    assert [words(extraction, block) for block in blocks[1:3]] == ["القمح اللين 1250 4500", "الشعير 870 3400"]


def test_a_cell_of_several_lines_is_one_and_an_empty_one_keeps_its_place() -> None:
    rows = [
        ("الولاية", "ما يقدمه البرنامج", "البداية"),
        ("الساحل", ["منحة لشراء الآلات", "ومرشد يزور الورشة"], "2015"),
        ("الهضاب", "", "2018"),
        ("الوادي", ["أرض مهيأة بإيجار", "سنوي قدره 120 دينارا", "للمتر الواحد"], "2021"),
    ]
    extraction = Typesetter().table(rows, (0.9, 0.7, 0.3)).extraction()
    structure = structure_of(extraction)
    cells = [
        [" ".join(extraction.text[start:end].split()) for start, end in structure.cells[block.start]]
        for block in structure.blocks
    ]
    assert cells == [
        ["الساحل", "منحة لشراء الآلات ومرشد يزور الورشة", "2015"],
        ["الهضاب", "", "2018"],
        ["الوادي", "أرض مهيأة بإيجار سنوي قدره 120 دينارا للمتر الواحد", "2021"],
    ]


def test_a_table_that_goes_on_keeps_its_heads_and_drops_their_repetition() -> None:
    head = ("المادة", "الوحدة", "السعر")
    sheet = Typesetter().table([head, ("خيط", "بكرة", "85"), ("قماش", "متر", "310")], (0.9, 0.6, 0.3)).page()
    sheet.table([head, ("أزرار", "علبة", "120")], (0.9, 0.6, 0.3)).page()
    sheet.table([("سحاب", "قطعة", "40"), ("بطانة", "متر", "150")], (0.9, 0.6, 0.3))
    extraction = sheet.extraction()
    blocks = structure_of(extraction).blocks
    assert [words(extraction, block).split()[0] for block in blocks] == [
        "خيط",
        "قماش",
        "أزرار",
        "سحاب",
        "بطانة",
    ]
    assert {block.head for block in blocks} == {head}


def test_two_columns_of_text_are_no_table() -> None:
    sheet = Typesetter()
    for edge in (0.9, 0.45):
        for number in range(8):
            sheet.line("كلمات كثيرة تملأ هذا السطر كله", top=0.1 + number * STEP, edge=edge)
    assert {kind for kind, _, _ in found(sheet.extraction())} == {"paragraph"}


def test_footnotes_stand_apart_and_a_paragraph_goes_on_over_them() -> None:
    sheet = Typesetter().paragraph(f"{OTHER}.")
    sheet.line(UNFINISHED, top=0.8)
    sheet.line("(1) انظر دليل المعهد الوطني، الطبعة الرابعة.", size=9, top=0.88)
    sheet.line("(2) المرجع نفسه، الصفحة 33.", size=9, top=0.905).page()
    sheet.line("ثلاثة من أسرة واحدة في أكثر الأحيان.").paragraph(f"{LONG}.", gap=STEP)
    assert [(kind, text) for kind, _, text in found(sheet.extraction())] == [
        ("paragraph", f"{OTHER}."),
        ("paragraph", f"{UNFINISHED} ثلاثة من أسرة واحدة في أكثر الأحيان."),
        ("footnote", "(1) انظر دليل المعهد الوطني، الطبعة الرابعة."),
        ("footnote", "(2) المرجع نفسه، الصفحة 33."),
        ("paragraph", f"{LONG}."),
    ]


def test_a_hyphen_at_a_lines_end_is_no_part_of_its_word() -> None:
    sheet = Typesetter(right_to_left=False)
    sheet.line("Small and medium enterprises are the most important source of employ-")
    sheet.line("ment in the region, and well-known for it.")
    assert found(sheet.extraction()) == [
        (
            "paragraph",
            0,
            "Small and medium enterprises are the most important source of employment in the region, and "
            "well-known for it.",
        )
    ]


@pytest.mark.parametrize("is_headed", [True, False])
def test_a_table_of_contents_is_left_out(is_headed: bool) -> None:
    sheet = Typesetter().line("تقرير عن الورش", size=24)
    if is_headed:
        sheet.heading("فهرس المحتويات")
    for number, entry in enumerate(("السوق", "التمويل", "التدريب", "التصدير"), start=3):
        dots = "" if is_headed else "." * 30
        sheet.line(f"{entry} {dots} {number}".replace("  ", " "))
    sheet.page().heading("السوق").paragraph(f"{LONG}.")
    extraction = sheet.extraction()
    structure = structure_of(extraction)
    assert [words(extraction, block) for block in structure.blocks] == ["تقرير عن الورش", "السوق", f"{LONG}."]
    assert {each.reason for each in structure.left_out} == {"contents"}


def test_a_page_that_is_held_back_gives_nothing() -> None:
    sheet = Typesetter().paragraph(f"{LONG}.").page().paragraph(f"{OTHER}.").page("held_back")
    extraction = sheet.extraction()
    structure = structure_of(extraction)
    assert [words(extraction, block) for block in structure.blocks] == [f"{LONG}."]
    assert {each.reason for each in structure.left_out} == {"held_back"}


def test_lines_without_places_are_joined_by_their_sentences() -> None:
    from documents.extraction import Line, Page

    text = "السوق المحلية تقوم على ورش\nصغيرة يعرف أصحابها زبائنهم.\nوينقصها محاسب."
    lines, start = [], 0
    for part in text.split("\n"):
        lines.append(Line(start, start + len(part)))
        start += len(part) + 1
    extraction = Extraction(text, (Page(1, 0, 0, tuple(lines)),))
    assert " ".join(each for _, _, each in found(extraction)) == " ".join(text.split())


def test_a_formats_own_blocks_stay_but_for_its_contents() -> None:
    parts = [
        ("title", "تقرير"),
        ("heading", "المحتويات"),
        ("paragraph", "السوق 3"),
        ("paragraph", "التمويل 7"),
    ]
    parts += [("heading", "السوق"), ("paragraph", "كلام عن السوق في سنة 2019")]
    text, blocks = "", []
    for kind, part in parts:
        blocks.append(Block(kind, len(text), len(text) + len(part), level=int(kind == "heading")))  # type: ignore[arg-type]
        text += f"{part}\n"
    structure = structure_of(Extraction(text, blocks=tuple(blocks)))
    assert [text[block.start : block.end] for block in structure.blocks] == [
        "تقرير",
        "السوق",
        "كلام عن السوق في سنة 2019",
    ]


@pytest.mark.parametrize(
    ("text", "kind", "value", "rest"),
    [
        ("1- تكوين", "number", 1, "تكوين"),
        ("(٣) تكوين", "number", 3, "تكوين"),
        ("12. تكوين", "number", 12, "تكوين"),
        ("1.2 تكوين", "decimal", 2, "تكوين"),
        ("ثالثا: تكوين", "counting", 3, "تكوين"),
        ("أولاً - تكوين", "counting", 1, "تكوين"),
        ("الفصل الثاني: تكوين", "part", 0, "تكوين"),
        ("المطلب 4 تكوين", "part", 4, "تكوين"),
        ("الفصل الثاني عشر: تكوين", "part", 0, "تكوين"),
        ("ب) تكوين", "letter", 2, "تكوين"),
        ("ج- تكوين", "letter", 3, "تكوين"),
        ("• تكوين", "bullet", 0, "تكوين"),
    ],
)
def test_markers_are_read(text: str, kind: str, value: int, rest: str) -> None:
    marker = marker_of(text)
    assert marker is not None
    assert (marker.kind, marker.value, unnumbered(text)) == (kind, value, rest)


@pytest.mark.parametrize(
    "text",
    ["2020-2023 كانت سنوات", "أولا نبدأ بالسوق", "الفصل بين السلطات", "و قال", "10-15 عاملا", "-5 درجات", ""],
)
def test_these_open_nothing(text: str) -> None:
    assert marker_of(text) is None


@pytest.mark.parametrize("text", ["12", "- 12 -", "صفحة ٣ من ١٠", "Page 3 of 10", "iv", "3/10", "[7]"])
def test_these_are_page_numbers(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize("text", ["12 دينارا", "صفحة السوق", "", "1 2 3", "12345"])
def test_these_are_no_page_numbers(text: str) -> None:
    assert not is_page_number(text)

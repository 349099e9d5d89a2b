"""PDFs beside their truth: error rates, what counts as right, tables, and files that cannot be measured."""

import argparse
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.command import BenchError
from bench.extraction import (
    FileScore,
    figures_of,
    files_table,
    lost_rows_table,
    measure,
    pairs_in,
    score_file,
    truths_of,
    wrong_table,
)
from bench.extraction_readers import ReadFile, ReadPage, pages_of
from bench.extraction_scores import (
    PageScore,
    edit_distance,
    error_rate,
    letters_lost,
    numbers_lost,
    page_figures,
    spaces_lost,
)
from bench.extraction_tables import Row, holds_row, rows_of, rows_right
from documents.errors import SourceError
from documents.extraction import Extraction, Line, Page
from documents.passage import Passage, Repair

CLEAN = PageScore("a", 1, 0.02, 0.0, 0.0, 0.0, 0.01, 0.0, "kept")
BROKEN = replace(CLEAN, raw_error=0.8, raw_letters_lost=0.5, error=0.8)


def table_distance(one, other):
    """Levenshtein's distance by the whole table."""
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, against in enumerate(other, 1):
            before, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, before + (sign != against)),
            )
    return row[-1]


@given(st.text("ابجد ", max_size=40), st.text("ابجد ", max_size=40))
def test_the_distance_is_levenshteins(one, other):
    assert edit_distance(one, other) == table_distance(one, other)


def test_white_space_direction_marks_and_tatweel_are_no_errors():
    assert error_rate("كتاب جديد", "كتـاب\r\n \u200fجديد") == 0.0
    assert error_rate("كِتَّاب", "كِتّ\u064eاب") == 0.0  # the same marks in another order


def test_presentation_forms_and_reversed_words_are_errors():
    assert error_rate("لا", "\ufefb") == 1.0
    assert error_rate("مصنع", "عنصم") == 1.0
    assert error_rate("", "حرف") == 1.0


def test_a_rate_is_a_share_of_the_truth_and_at_most_one():
    assert error_rate("سبعة", "تسعة") == 0.5
    assert error_rate("لا", "لا يتجاوز هذا") == 1.0


def test_what_a_layer_lost_does_not_depend_on_its_order():
    assert letters_lost("بيت 25", "25 تيب") == 0.0
    assert letters_lost("بيت 25", "بيب 25") == 0.2
    assert numbers_lost("سنة 2021 و 35 و 7", "سنة 1202 و 35") == 0.5
    assert spaces_lost("من كل سوق", "منكل سوق") == 0.5
    assert (letters_lost("", "حرف"), numbers_lost("سوق", ""), spaces_lost("سوق", "")) == (0.0, 0.0, 0.0)


def test_columns_that_are_mixed_up_are_sound_and_need_care():
    mixed = replace(CLEAN, raw_error=0.5)
    assert mixed.is_sound
    assert mixed.needs_care
    assert not replace(mixed, raw_spaces_lost=0.9).is_sound


def test_the_error_of_a_picture_counts_where_the_layer_was_good():
    scanned = replace(CLEAN, verdict="scanned")
    assert scanned.is_clean
    assert not replace(scanned, raw_error=0.5).is_clean
    assert replace(CLEAN, raw_error=0.5, verdict="repaired").is_clean
    assert not replace(CLEAN, verdict="held_back").is_clean


def test_a_page_came_well_where_letters_and_order_are_right():
    assert CLEAN.came_well
    assert not replace(CLEAN, raw_error=0.05).came_well
    assert not replace(CLEAN, raw_letters_lost=0.02).came_well
    assert not replace(CLEAN, raw_numbers_lost=0.5).came_well


def test_turned_digits_need_care_however_few_they_are():
    turned = replace(CLEAN, raw_numbers_lost=1.0, numbers_lost=1.0)
    assert turned.needs_care
    assert not turned.is_sound
    assert not turned.is_well_read
    assert turned.is_published_broken


@pytest.mark.parametrize(
    ("page", "right"),
    [
        (BROKEN, 0.0),
        (replace(BROKEN, verdict="repaired"), 0.0),
        (replace(BROKEN, verdict="repaired", error=0.04), 1.0),
        (replace(BROKEN, error=0.04), 1.0),
        (replace(BROKEN, error=0.05), 0.0),
        (replace(BROKEN, verdict="held_back"), 1.0),
        (replace(BROKEN, verdict="scanned"), 1.0),
        (replace(BROKEN, verdict="reread", error=0.1), 1.0),
        (replace(BROKEN, verdict="reread", error=0.11), 0.0),
    ],
)
def test_a_broken_page_is_right_when_repaired_read_again_or_held_back(page, right):
    assert page_figures([page, CLEAN])["held_back_right"] == right


def test_figures_of_pages():
    pages = [
        CLEAN,
        replace(CLEAN, error=0.03),
        replace(CLEAN, error=1.0, verdict="held_back"),
        replace(CLEAN, error=0.2),
        BROKEN,
    ]
    values = page_figures(pages)
    assert (values["cer_median"], values["cer_p90"]) == (0.03, 0.2)
    assert values["clean_held_back"] == 0.25
    assert values["published_broken"] == 0.4


def test_with_nothing_published_the_error_is_whole():
    assert page_figures([replace(CLEAN, verdict="held_back")])["cer_median"] == 1.0


def row_passage(text, kind="row", heading=""):
    return Passage("a/s/1", "a", "س", heading, False, text, 0, kind, 0, len(text))


def test_a_tables_rows_stand_under_its_first_line():
    truth = "مقدمة\nالمادة\tالسعر\nقطن\t310\nخيط\t85\nبعدها\fالبلد\tالعدد\nتونس\t12\n"
    assert rows_of(truth) == [
        Row(("المادة", "السعر"), ("قطن", "310")),
        Row(("المادة", "السعر"), ("خيط", "85")),
        Row(("البلد", "العدد"), ("تونس", "12")),
    ]
    assert rows_of("نص\n\tمسافة\n") == []


def test_a_row_needs_its_cells_and_heads_as_words_in_one_row_passage():
    row = Row(("المادة", "السعر"), ("قطن", "310"))
    assert holds_row(row_passage("المادة: قطن؛ السعر: 310"), row)
    assert holds_row(row_passage("السعر: 310", heading="المادة: قطن"), row)
    assert not holds_row(row_passage("المادة: قطن؛ السعر: 3105"), row)
    assert not holds_row(row_passage("قطن 310"), row)
    assert not holds_row(row_passage("المادة: قطن؛ السعر: 310", kind="paragraph"), row)
    parted = [row_passage("المادة: قطن"), row_passage("السعر: 310")]
    assert rows_right([row], parted) == [False]


def test_pages_are_their_lines_in_order_with_verdict_and_reasons():
    page = Page(1, 595, 842, (Line(3, 6), Line(0, 2)), "repaired", ("reversed",))
    found = pages_of(Extraction("أب\nجدد", (page,), repairs=(Repair("د", "", 5),)))
    assert found == (ReadPage("جد\nأب", "repaired", ("reversed",)),)


def test_a_form_feed_at_the_end_begins_no_page():
    assert truths_of("أ\fب\f\n") == ["أ", "ب"]
    assert truths_of("أ\nب\n") == ["أ\nب"]


@pytest.fixture
def drawn(tmp_path):
    """A folder with one PDF of two pages beside its truth, drawn in a font that ReportLab has by itself."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "two.pdf"))
    for text in ("Page one holds 1234", "Page two holds 5678"):
        canvas.drawString(100, 700, text)
        canvas.showPage()
    canvas.save()
    (tmp_path / "two.txt").write_text("Page one holds 1234\fPage two holds 5678", encoding="utf-8")
    return tmp_path


def read_as(*pages, passages=()):
    return lambda path: ReadFile(tuple(pages), tuple(passages))


def test_each_page_is_set_beside_its_own_truth(drawn):
    [pair] = pairs_in(drawn)
    score = score_file(*pair, read_as(ReadPage("Page one holds 1234"), ReadPage("", "held_back", ("empty",))))
    assert [(page.number, page.raw_error, page.error, page.verdict) for page in score.pages] == [
        (1, 0.0, 0.0, "kept"),
        (2, 0.0, 1.0, "held_back"),
    ]
    assert figures_of([score])["clean_held_back"] == 0.5
    assert wrong_table(score.pages).rows[0][1] == "2"


def test_rows_of_a_page_that_is_held_back_are_not_asked_for(drawn):
    (drawn / "two.txt").write_text("Head\tUnit\nCloth\t12\fHead\tUnit\nThread\t34", encoding="utf-8")
    [pair] = pairs_in(drawn)
    passages = [row_passage("Head: Cloth; Unit: 12")]
    score = score_file(*pair, read_as(ReadPage("a"), ReadPage("", "held_back"), passages=passages))
    assert (score.rows, score.right) == ((Row(("Head", "Unit"), ("Cloth", "12")),), (True,))


def test_without_form_feeds_the_file_is_one_page(drawn):
    (drawn / "two.txt").write_text("Page one holds 1234\nPage two holds 5678\n", encoding="utf-8")
    [pair] = pairs_in(drawn)
    score = score_file(*pair, read_as(ReadPage("Page one holds 1234"), ReadPage("Page two holds 5678")))
    assert [page.error for page in score.pages] == [0.0]
    assert score.read_pages == 2


def test_a_truth_of_another_number_of_pages_is_refused(drawn):
    (drawn / "two.txt").write_text("a\fb\fc", encoding="utf-8")
    [pair] = pairs_in(drawn)
    with pytest.raises(BenchError, match="3 pages in the truth, 2 in the PDF"):
        score_file(*pair, read_as(ReadPage("a"), ReadPage("b")))


def test_a_truth_that_is_no_utf_8_is_refused(drawn):
    (drawn / "two.txt").write_bytes("نص".encode("cp1256"))
    [pair] = pairs_in(drawn)
    with pytest.raises(BenchError, match=r"two\.txt is not UTF-8"):
        score_file(*pair, read_as())


def test_a_file_that_is_refused_counts_as_held_back(drawn):
    def refuse(path):
        raise SourceError(f"{path.name} is locked")

    [pair] = pairs_in(drawn)
    assert [page.verdict for page in score_file(*pair, refuse).pages] == ["held_back", "held_back"]


def test_a_folder_without_truths_is_refused(drawn):
    (drawn / "two.txt").unlink()
    with pytest.raises(BenchError, match=r"1 PDFs, none beside its NAME\.txt"):
        pairs_in(drawn)


def test_a_folder_is_measured_with_the_named_library(drawn):
    figures = measure(argparse.Namespace(dir=drawn, by="pypdfium2"))
    assert (figures.values["cer_median"], figures.values["clean_held_back"]) == (0.0, 0.0)
    with pytest.raises(BenchError, match="is no folder"):
        measure(argparse.Namespace(dir=drawn / "none", by="pypdfium2"))


def test_tables_show_what_went_wrong():
    row = Row(("المادة",), ("قطن", "310"))
    file = FileScore("a", (CLEAN, BROKEN), (row, row), (True, False), 30.0, 2)
    assert figures_of([file])["tables_right"] == 0.5
    assert figures_of([file])["cpu_ms_a_page"] == 15.0
    assert files_table([file]).rows[0][-3:] == ("2 kept", "1 of 2", "15")
    assert lost_rows_table([file]).rows == (("a", "قطن | 310"),)

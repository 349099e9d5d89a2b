"""A paragraph's last line above a table says nothing of how many lines the table's cells have."""

from reportlab.pdfgen.canvas import Canvas

from documents.reading import read

ROWS = [
    ("Goods", "Unit", "Price"),
    ("Cotton cloth", "metre", "310"),
    ("Thread", "reel", "85"),
    ("Zip", "one", "40"),
]


def test_a_table_close_below_a_short_line_is_read_row_by_row(tmp_path):
    canvas = Canvas(str(tmp_path / "table.pdf"))
    canvas.drawString(80, 700, "of its arrival.")
    for row, height in zip(ROWS, (673, 650.5, 628, 605.5), strict=True):
        for cell, left in zip(row, (84, 260, 420), strict=True):
            canvas.drawString(left, height, cell)
    canvas.save()
    seen = []
    extraction = read(tmp_path / "table.pdf", "table.pdf", lambda *page: seen.append(page))
    lines = [extraction.text[line.start : line.end] for line in extraction.pages[0].lines]
    assert lines == ["of its arrival.", *(cell for row in ROWS for cell in row)]
    assert seen == [(1, 1)]

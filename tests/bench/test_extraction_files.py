"""The PDFs that bench-extraction makes: their truth, what is broken in them, and what a machine lacks."""

import pypdfium2
import pytest
from pypdf import PdfWriter

from bench import extraction_files
from bench.command import BenchError
from bench.extraction_broken import (
    brackets_mirrored,
    joined,
    lam_alef_turned,
    replaced,
    scan,
    shifted,
    with_wrong_codes,
)
from bench.extraction_files import DEJAVU, files, font_file, make_files
from bench.extraction_html import html_of
from bench.extraction_pages import (
    Part,
    read_pages,
    truth_of,
    with_eastern_digits,
    with_running_lines,
    without_tables,
)
from bench.extraction_readers import by_pypdfium2
from bench.extraction_reportlab import WAYS, by_reportlab, hide_behind
from bench.extraction_scores import error_rate, letters_lost, numbers_lost, spaces_lost
from tests.missing import missing

PAGES = [
    (Part("title", "سوق الحرفيين"), Part("paragraph", "باعت الورشة 2475 قطعة سنة 2021 بلا خسارة.")),
    (Part("paragraph", "وفي السنة التالية فتحت الورشة محلا ثانيا في الأسواق الكبرى."),),
]
TRUTHS = [truth_of([page]) for page in PAGES]


@pytest.fixture(scope="module")
def dejavu():
    try:
        return font_file(DEJAVU)
    except BenchError as error:
        missing(f"no PDF in Arabic: {error}")


@pytest.fixture
def sound(tmp_path, dejavu):
    path = tmp_path / "sound.pdf"
    by_reportlab(PAGES, dejavu, path, WAYS["visual"])
    return path


def texts_of(path):
    return [page.text for page in by_pypdfium2(path).pages]


def test_the_prose_is_read_into_parts():
    pages = read_pages()
    kinds = {part.kind for page in pages for part in page}
    assert kinds == {"title", "heading", "paragraph", "item", "row", "footnote"}
    head, first = [part for part in pages[1] if part.kind == "row"][:2]
    assert head.cells == ("المحصول", "المساحة بالهكتار", "الإنتاج بالطن", "السعر")
    assert first.truth == "القمح اللين\t1250\t3100\t4500"


def test_a_truth_has_footnotes_and_footer_last():
    page = (Part("footnote", "حاشية"), Part("row", "أ ب", ("أ", "ب")), Part("paragraph", "سنة 12"))
    pages = with_running_lines([page], "رأس", "صفحة {}")
    assert truth_of(pages) == "رأس\nأ\tب\nسنة 12\nحاشية\nصفحة 1\n"
    assert truth_of(with_eastern_digits(pages)).splitlines()[2] == "سنة ١٢"
    assert "\t" not in truth_of(without_tables(pages))


def test_html_escapes_and_keeps_tables():
    page = (Part("row", "أ ب", ("أ", "ب")), Part("row", "<1 2", ("<1", "2")), Part("item", "بند"))
    html = html_of([page], "Amiri")
    assert "<tr><th>أ</th><th>ب</th></tr><tr><td>&lt;1</td><td>2</td></tr>" in html
    assert "<li>- بند</li>" in html


def test_every_file_has_a_name_of_its_own_and_pages():
    named = [name for name, _, _ in files()]
    assert len(named) == len(set(named)) > 40
    assert all(pages for _, pages, _ in files())


def test_visual_order_is_drawn_as_the_truth_says(sound):
    assert [error_rate(*pair) < 0.1 for pair in zip(TRUTHS, texts_of(sound), strict=True)] == [True, True]


def test_unjoined_letters_from_the_left_are_broken(tmp_path, dejavu):
    by_reportlab(PAGES, dejavu, tmp_path / "logical.pdf", WAYS["logical"])
    assert min(map(error_rate, TRUTHS, texts_of(tmp_path / "logical.pdf"))) > 0.5


def test_wrong_codes_break_the_layer_and_not_the_picture(tmp_path, sound):
    with_wrong_codes(sound, tmp_path / "wrong.pdf", lambda text: "\ufffd", range(2))
    assert [letters_lost(*pair) > 0.9 for pair in zip(TRUTHS, texts_of(tmp_path / "wrong.pdf"), strict=True)]
    assert "\ufffd" in texts_of(tmp_path / "wrong.pdf")[0]
    pictures = []
    for path in (sound, tmp_path / "wrong.pdf"):
        with pypdfium2.PdfDocument(path) as document:
            pictures.append(document[0].render().to_numpy())
    assert (pictures[0] == pictures[1]).all()


def test_only_one_page_of_a_mixed_file_is_broken(tmp_path, sound):
    with_wrong_codes(sound, tmp_path / "wrong.pdf", lambda text: "\ufffd", range(2))
    joined([(sound, 0), (tmp_path / "wrong.pdf", 1)], tmp_path / "mixed.pdf")
    good, bad = map(error_rate, TRUTHS, texts_of(tmp_path / "mixed.pdf"))
    assert good < 0.1
    assert bad > 0.5


def test_a_scan_has_no_text(tmp_path, sound):
    scan(sound, tmp_path / "scan.pdf", [1], degrees=1.0, noise=9.0)
    assert texts_of(tmp_path / "scan.pdf") == [""]
    with pypdfium2.PdfDocument(tmp_path / "scan.pdf") as document:
        assert document[0].render().to_numpy().min() < 128


@pytest.mark.parametrize(("way", "lost"), [("no-spaces", spaces_lost), ("digits", numbers_lost)])
def test_hidden_layers_lose_what_they_are_named_for(tmp_path, sound, dejavu, way, lost):
    target = tmp_path / "hidden.pdf"
    hide_behind(sound, PAGES, dejavu, target, WAYS[way])
    assert lost(TRUTHS[0], texts_of(sound)[0]) == 0.0
    assert lost(TRUTHS[0], texts_of(target)[0]) > 0.6


def test_codes_are_changed_as_named():
    assert lam_alef_turned("الأسواق بلا") == "األسواق بال"
    assert brackets_mirrored("(أ) «ب»") == ")أ( »ب«"
    assert replaced("سنة 5") == "\ufffd\ufffd\ufffd 5"
    assert shifted("ب 5") != "ب 5"
    assert shifted("ب 5").endswith(" 5")


def write_blank(target):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(target)


def test_what_cannot_be_made_is_said_and_the_rest_is_made(tmp_path, monkeypatch):
    def make(target):
        raise BenchError("no chromium on PATH")

    monkeypatch.setattr(
        extraction_files,
        "files",
        lambda: iter([("a", PAGES, make), ("b", PAGES[:1], write_blank), ("c", PAGES, write_blank)]),
    )
    assert make_files(tmp_path) == [
        "a.pdf not made: no chromium on PATH",
        "c.pdf not made: 1 pages, expected 2: the text does not fit",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.pdf", "b.txt"]


@pytest.mark.process
def test_a_font_that_is_not_there_is_named():
    with pytest.raises(BenchError, match="the font No Such Font is not installed"):
        font_file("No Such Font")

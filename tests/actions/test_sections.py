"""Sections: what they are called, which ones words name, which are offered; of any document alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from actions.layout import section_buttons
from actions.offered import is_readable, offered
from actions.sections import named_sections, singled_out, title_in
from actions.small_talk import ActionSmallTalk
from contract import about
from contract.asked import write_times_asked
from documents.curated import load_document
from documents.passage import Document, Passage, SectionNames
from tests.actions.conftest import PASSAGES, LibraryIndex, passage

ROOT = Path(__file__).parents[2]
ECONOMIC, SOCIAL = "sme-roles/economic", "sme-roles/social"
BOOK = Document("tenants", "دليل المستأجر", "ar", "a test", "", "")
HEADINGS = {
    "preface": "مقدمة",
    "rights": "حقوق المستأجر",
    "duties": "واجبات المستأجر",
    "deposit": "الفصل الثالث: الضمان المالي",
    "sources": "قائمة المصادر والمراجع",
    "end": "4. الخاتمة",
}


def overview(document: str, slug: str, heading: str, order: int = 0) -> Passage:
    made = passage(f"{document}/{slug}", heading, heading, f"{heading} كما يلي:", order)
    return replace(made, document=document)


class Books(LibraryIndex):
    """An index of other documents."""

    def document(self, id_: str) -> Document:
        return BOOK if id_ == BOOK.id else replace(BOOK, id=id_, sections=())


@pytest.fixture
def book() -> Books:
    return Books(tuple(overview("tenants", slug, heading) for slug, heading in HEADINGS.items()))


@pytest.fixture(autouse=True)
def nothing_counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DALEEL_SOURCES", str(tmp_path))


def titles(index: LibraryIndex) -> list[str]:
    return [button.title for button in section_buttons(index)]


def test_the_shipped_document_names_its_sections_in_each_language():
    document, passages = load_document(ROOT / "data/sources/sme-roles.md")
    assert {each.id for each in document.sections} == {p.id for p in passages if p.kind == "overview"}
    assert all(each.ar and each.en and each.fr and each.names for each in document.sections)


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("ما حقوق المستأجر؟", ("tenants/rights",)),
        ("وحقوقه؟", ("tenants/rights",)),
        ("واش هي الواجبات تاعو", ("tenants/duties",)),
        ("والواجبات والحقوق", ("tenants/duties", "tenants/rights")),
        ("كم الضمان المالي؟", ("tenants/deposit",)),
        ("what are the rights?", ("tenants/rights",)),
        ("ما رأيك في الطقس", ()),
    ],
)
def test_words_of_a_heading_name_the_section_of_any_document(book, asked, named):
    assert singled_out(asked, book) == named


def test_a_word_that_a_few_headings_share_names_them_together(library, book):
    assert named_sections("ما أدوارها؟", library) == (ECONOMIC, SOCIAL)
    assert named_sections("والدور الاجتماعي؟", library) == (SOCIAL,)
    assert named_sections("ماذا للمستأجر؟", book) == ("tenants/rights", "tenants/duties")
    many = Books(tuple(overview("tenants", f"s{n}", f"شروط {word}") for n, word in enumerate("ابتث")))
    assert named_sections("ما الشروط؟", many) == ()


def test_titles_and_other_names_of_a_section_name_it_too(library):
    assert singled_out("the economic one", library) == singled_out("économique", library) == (ECONOMIC,)
    assert singled_out("وفي المجتمع؟", library) == (SOCIAL,)
    assert singled_out("الاجتماعي ثم الاقتصادي ثم التحديات", library) == (SOCIAL, ECONOMIC)


def test_the_subjects_name_names_no_section(book, monkeypatch):
    named = replace(about.about(), subject={"ar": "حقوق المستأجر"})
    monkeypatch.setattr("actions.sections.about", lambda: named)
    monkeypatch.setattr("actions.subject.about", lambda: named)
    assert singled_out("ما حقوق المستأجر؟", book) == ()
    assert singled_out("ما واجبات المستأجر؟", book) == ("tenants/duties",)


def test_buttons_are_made_of_readable_headings_without_their_numbers(book):
    assert titles(book) == ["حقوق المستأجر", "واجبات المستأجر", "الضمان المالي"]


def test_where_no_heading_is_readable_all_are_offered(book):
    alone = replace(book, passages=(book.passages[0], book.passages[-1]))
    assert titles(alone) == ["مقدمة", "الخاتمة"]


@pytest.mark.parametrize(
    "heading",
    [
        "مقدمة",
        "1. المقدمة",
        "الفصل الأول: تمهيد",
        "الفصل الثاني",
        "خاتمة",
        "2.3 Conclusion",
        "المراجع",
        "١٢",
        "—",
        "فهرس المحتويات",
        "جدول المحتويات",
        "Table of contents",
        "شكر وتقدير",
        "الملاحق",
        "جملة " * 40,
    ],
)
def test_what_tells_no_topic_gets_no_button(heading):
    assert not is_readable(heading)


@pytest.mark.parametrize(
    "heading",
    ["مقدمة في علم الضرائب", "أولا: شروط الترشح", "باب الزكاة", "II. Taxes", "مصادر الطاقة", "الفصل التعسفي"],
)
def test_what_tells_one_does(heading):
    assert is_readable(heading)


def test_at_most_eight_each_document_in_its_turn():
    many = [overview("a", f"s{n}", f"موضوع {word}", n) for n, word in enumerate("ابتثجحخدذ")]
    few = [overview("b", f"t{n}", f"عنوان {word}", n) for n, word in enumerate("ابت")]
    index = Books((*many, *few))
    assert offered(index) == ("a/s0", "a/s1", "a/s2", "a/s3", "a/s4", "b/t0", "b/t1", "b/t2")
    write_times_asked({"b/t2": 3, "a/s8": 9, "gone/x": 50})
    assert offered(index) == ("a/s8", "b/t2", "a/s0", "a/s1", "a/s2", "a/s3", "b/t0", "b/t1")
    (about.sources_folder() / "asked.json").write_text("{", encoding="utf-8")
    assert offered(index)[0] == "a/s0"


def test_a_long_label_ends_with_a_word(book):
    heading = "الشروط التي يجب أن تتوفر في المستأجر قبل إبرام العقد"
    (title,) = titles(replace(book, passages=(overview("tenants", "terms", heading),)))
    assert title == "الشروط التي يجب أن تتوفر في المستأجر…"


def test_a_section_without_an_overview_is_its_first_passage(book):
    first, second = (
        replace(overview("tenants", "tax", "ضريبة السكن"), id=f"tenants/tax/p{n}", kind="paragraph")
        for n in (1, 2)
    )
    index = replace(book, passages=(first, second))
    assert [(b.title, b.payload) for b in section_buttons(index)] == [
        ("ضريبة السكن", '/show_passage{"passage_id": "tenants/tax/p1"}')
    ]


def test_a_button_is_in_the_visitors_language_where_the_document_says_how(ask, asked):
    other = passage("sme-roles/rates", "نسب الضرائب:", "نسب الضرائب:", "الضرائب أنواع:", 5)
    library = LibraryIndex((*PASSAGES, other))
    (message,) = ask(ActionSmallTalk, library, asked("hi", "greet")).messages
    shown = [button["title"] for button in message["buttons"]]
    assert shown == ["Economic role", "Social role", "نسب الضرائب"]
    assert title_in(library, "sme-roles/rates", "en") == title_in(library, "", "ar") == ""
    assert SectionNames("x").names == ()

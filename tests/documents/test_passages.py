"""Blocks become passages: whole sentences under their headings, each with its place and an id that stays."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arabic import search_key
from contract.payload import read_payload, show_passage
from documents import SourceError
from documents.extraction import Block, BlockKind, Extraction
from documents.passage import Passage, Repair
from documents.passages import passages_of
from documents.proof import prove
from documents.sentences import LEAST_WORDS, MOST_WORDS
from documents.structure import structure_of
from tests.documents.test_structure import LONG, OTHER, UNFINISHED
from tests.documents.typesetter import STEP, Typesetter

TELEGRAM = re.compile(r"[a-z0-9-]{1,30}(_[a-z0-9-]{1,30}){1,2}", re.ASCII)  # as web.telegram reads links


def blocks_of(*parts: tuple[BlockKind, str] | tuple[BlockKind, str, int]) -> Extraction:
    """An extraction of a format that knows its structure; headings are of level 1 unless told."""
    text, blocks = "", []
    for kind, part, *level in parts:
        start = len(text)
        blocks.append(Block(kind, start, start + len(part), level=(level or [kind == "heading"])[0]))
        text += f"{part}\n"
    return Extraction(text, blocks=tuple(blocks))


def made(extraction: Extraction) -> tuple[Passage, ...]:
    """The passages, proved."""
    found = passages_of("guide", extraction)
    prove(extraction, found)
    return found


def test_a_section_is_its_heading_and_what_stands_below() -> None:
    sheet = Typesetter().line("دليل صاحب الورشة", size=24)
    sheet.heading("1. السوق:", size=18).paragraph(f"{LONG}.").heading("التمويل", size=18).paragraph(
        f"{OTHER}."
    )
    extraction = sheet.extraction()
    first, second = made(extraction)
    assert (first.section, first.heading, first.heading_is_ours) == ("1. السوق", "1. السوق", False)
    assert (first.kind, first.text, first.page, first.order) == ("overview", f"{LONG}.", 1, 0)
    assert (second.section, second.text, second.order) == ("التمويل", f"{OTHER}.", 1)
    assert first.id == first.section_id != second.section_id
    assert " ".join(extraction.text[first.start : first.end].split()) == first.text


def test_paragraphs_of_enough_words_stand_alone_and_short_ones_are_joined() -> None:
    long = " ".join([f"{LONG}."] * 2)
    found = made(
        blocks_of(
            ("heading", "السوق"),
            ("paragraph", long),
            ("paragraph", "جملة قصيرة."),
            ("paragraph", "وجملة أخرى."),
            ("paragraph", long),
        )
    )
    short = "جملة قصيرة.\n\nوجملة أخرى."
    assert [each.text for each in found] in ([long, f"{short}\n\n{long}"], [f"{long}\n\n{short}", long])
    assert [each.kind for each in found] == ["overview", "paragraph"]


def test_a_long_paragraph_is_parted_between_sentences() -> None:
    text = " ".join([f"{LONG}. {OTHER}."] * 6)
    found = made(blocks_of(("heading", "السوق"), ("paragraph", text)))
    assert all(LEAST_WORDS <= len(each.text.split()) <= MOST_WORDS for each in found)
    assert all(each.text.endswith(".") for each in found)
    assert " ".join(each.text for each in found) == text


def test_a_sentence_longer_than_a_passage_stays_whole() -> None:
    endless = " و".join([LONG] * 8)
    found = made(blocks_of(("heading", "السوق"), ("paragraph", f"{OTHER}. {endless}. {OTHER}.")))
    assert f"{endless}." in [each.text for each in found]
    assert len(endless.split()) > MOST_WORDS


def test_what_announces_something_is_not_parted_from_it() -> None:
    found = made(
        blocks_of(
            ("heading", "السوق"),
            ("paragraph", f"{LONG}. {OTHER}. ويلزم لذلك ما يأتي:"),
            ("item", "- محاسب يعرف المهنة."),
            ("item", "- مخزن آمن."),
        )
    )
    assert any("ما يأتي:\n- محاسب يعرف المهنة.\n- مخزن آمن." in each.text for each in found)


def test_a_list_that_text_introduces_has_points() -> None:
    found = made(
        blocks_of(
            ("heading", "الأدوار"),
            ("paragraph", "وتتمثل هذه الأدوار فيما يلي:"),
            ("item", f"1- تكوين الإطارات: {LONG}."),
            ("item", f"2- {OTHER}"),
            ("paragraph", f"{LONG}."),
        )
    )
    assert [each.kind for each in found] == ["overview", "point", "point", "paragraph"]
    assert [each.text for each in found][:3] == [
        "وتتمثل هذه الأدوار فيما يلي:",
        f"تكوين الإطارات: {LONG}.",
        OTHER,
    ]
    assert [(each.heading, each.heading_is_ours) for each in found[1:3]] == [
        ("تكوين الإطارات", False),
        ("ينقص أغلب هذه الورش محاسب ودفتر واضح …", True),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        [("item", f"- {LONG}."), ("item", f"- {OTHER}.")],  # nothing introduces it
        [("paragraph", "وهي:"), ("item", "- محاسب."), ("item", "- مخزن.")],  # too short to be read alone
        [("paragraph", "وهي:"), ("item", f"- {LONG}.")],  # one is no list
        [  # two lists would be counted as one
            ("paragraph", "وهي:"),
            *[("item", f"- {LONG}."), ("item", f"- {OTHER}.")],
            ("paragraph", "وعيوبها:"),
            *[("item", f"- {LONG}."), ("item", f"- {OTHER}.")],
        ],
    ],
)
def test_other_lists_are_read_as_they_stand(parts: list[tuple[BlockKind, str]]) -> None:
    found = made(blocks_of(("heading", "الأدوار"), *parts))
    assert {each.kind for each in found} <= {"overview", "paragraph"}
    assert search_key(" ".join(each.text for each in found)) == search_key(
        " ".join(part for _, part in parts)
    )


def test_items_under_an_item_belong_to_its_point() -> None:
    found = made(
        blocks_of(
            ("heading", "الأدوار"),
            ("paragraph", "وهي:"),
            ("item", f"1- {LONG}:"),
            ("item", "أ- محاسب."),
            ("item", "ب- مخزن."),
            ("item", f"2- {OTHER}."),
        )
    )
    assert [each.text for each in found][1:] == [f"{LONG}:\nأ- محاسب.\nب- مخزن.", f"{OTHER}."]


def test_a_row_is_read_with_its_heads() -> None:
    rows = [("المحصول", "المساحة", "السعر"), ("القمح اللين", "1250", "4500"), ("الشعير", "", "3400")]
    sheet = Typesetter().heading("الأسعار").paragraph(f"{LONG}.").table(rows, (0.9, 0.6, 0.3))
    found = made(sheet.extraction())
    assert [(each.kind, each.text) for each in found] == [
        ("overview", f"{LONG}."),
        ("row", "المحصول: القمح اللين، المساحة: 1250، السعر: 4500"),
        ("row", "المحصول: الشعير، السعر: 3400"),
    ]
    assert [(each.heading, each.heading_is_ours) for each in found[1:]] == [
        ("القمح اللين", True),
        ("الشعير", True),
    ]


def test_a_formats_row_is_parted_by_tabs() -> None:
    text = "أسعار\nخيط\t\t85\nقماش\tمتر\t310"
    head = ("المادة", "الوحدة", "السعر")
    blocks = (
        Block("heading", 0, 5, level=1),
        Block("row", 6, 13, head=head),
        Block("row", 14, 26, head=head),
    )
    found = made(Extraction(text, blocks=blocks))
    assert [each.text for each in found] == [
        "المادة: خيط، السعر: 85",
        "المادة: قماش، الوحدة: متر، السعر: 310",
    ]
    assert [each.kind for each in found] == [
        "overview",
        "row",
    ]  # a section has an overview, whatever it holds


def test_what_stands_before_all_headings_has_a_heading_of_ours() -> None:
    (found,) = made(blocks_of(("paragraph", f"{LONG}.")))
    assert (found.heading, found.heading_is_ours) == ("تقوم الأسواق المحلية على ورش ومتاجر صغيرة …", True)
    extraction = blocks_of(("paragraph", f"{LONG}."))
    (titled,) = made(Extraction(extraction.text, blocks=extraction.blocks, title="دليل"))
    assert (titled.section, titled.heading_is_ours) == ("دليل", True)


def test_a_heading_alone_gives_nothing() -> None:
    found = made(
        blocks_of(("title", "دليل"), ("heading", "السوق"), ("heading", "الطلب", 2), ("paragraph", LONG))
    )
    assert [each.section for each in found] == ["الطلب"]


def test_footnotes_and_held_back_pages_give_nothing() -> None:
    sheet = Typesetter().paragraph(f"{OTHER}.").line("(1) المرجع نفسه.", size=9, top=0.9).page()
    sheet.paragraph(f"{LONG}.").page("held_back")
    assert [each.text for each in made(sheet.extraction())] == [f"{OTHER}."]


def test_what_stands_between_two_halves_is_a_listed_deletion() -> None:
    sheet = Typesetter()
    for number in (1, 2):
        sheet.top = 0.3
        sheet.paragraph("ثلاثة من أسرة واحدة." if number == 2 else f"{LONG}.")
        if number == 1:
            sheet.line(UNFINISHED, top=0.8)
        sheet.line(f"صفحة {number}", top=0.95).page()
    extraction = sheet.extraction()
    (found,) = made(extraction)
    assert found.text.endswith(f"{UNFINISHED} ثلاثة من أسرة واحدة.")
    assert found.repairs == (Repair("صفحة 1", "", extraction.text.index("صفحة 1")),)
    assert {place.page for place in found.places} == {1, 2}


def test_repairs_are_done_and_listed_and_the_place_is_the_lines() -> None:
    wrong = LONG.replace("صغيرة", "صفيرة")
    sheet = Typesetter().heading("السوفى").paragraph(f"{wrong}.").page("scanned")
    text = sheet.text
    repairs = (
        Repair("السوفى", "السوق", text.index("السوفى")),
        Repair("صفيرة", "صغيرة", text.index("صفيرة")),
        Repair("", "،", text.index(" أظهر")),
    )
    (found,) = made(sheet.extraction(repairs))
    assert found.heading == "السوق"
    assert found.text == f"{LONG}.".replace(" أظهر", "، أظهر")
    assert found.repairs == repairs
    assert found.is_scanned
    assert list(found.places) == [line.place for line in sheet.pages[0].lines[1:]]


def test_ids_are_those_that_buttons_and_links_take() -> None:
    rows = [("المادة", "السعر"), ("خيط", "85"), ("خيط", "85"), ("???", "...")]
    sheet = Typesetter().heading("السوق").paragraph(f"{LONG}.").table(rows, (0.9, 0.5))
    sheet.heading("السوق").paragraph(f"{OTHER}.").heading("؟؟ !!").paragraph(f"{OTHER}.")
    extraction = sheet.extraction()
    found = passages_of("a" * 30, extraction)
    assert len({each.id for each in found}) == len(found) >= 5
    for each in found:
        press = read_payload(show_passage(each.id))
        assert press is not None
        assert press.passage_id == each.id
        assert TELEGRAM.fullmatch(each.id.replace("/", "_"))
        assert len(each.id) <= 64
        assert each.section_id in {other.id for other in found if other.kind == "overview"}


def test_ids_stay_when_other_parts_change() -> None:
    parts: list[tuple[BlockKind, str]] = [
        ("heading", "2. التمويل"),
        ("paragraph", f"{OTHER}. {OTHER}."),
        ("paragraph", f"{LONG}. {LONG}."),
    ]
    before = made(blocks_of(("heading", "1. السوق"), ("paragraph", f"{LONG}."), *parts))
    added: list[tuple[BlockKind, str]] = [("heading", "مقدمة"), ("paragraph", f"{OTHER}. {LONG}.")]
    parts[0] = ("heading", "3. التمويل")
    after = made(blocks_of(*added, ("heading", "2. السوق"), ("paragraph", "كلام آخر."), *parts))
    kept = {each.text: each.id for each in before if "التمويل" in each.section}
    assert {each.text: each.id for each in after if "التمويل" in each.section} == kept
    assert len(kept) == 2


@pytest.mark.parametrize("id_", ["", "دليل", "A", "a/b", "a_b", "a" * 65])
def test_an_id_that_no_button_could_send_is_refused(id_: str) -> None:
    with pytest.raises(SourceError, match="no document's id"):
        passages_of(id_, blocks_of(("paragraph", LONG)))


def test_a_whole_sheet_keeps_to_its_limits() -> None:
    sheet = Typesetter().line("دليل الورشة", size=24)
    for heading in ("السوق", "التمويل", "التدريب"):
        sheet.heading(heading)
        for _ in range(4):
            sheet.paragraph(f"{LONG}. {OTHER}.", gap=STEP)
    found = made(sheet.extraction())
    assert all(LEAST_WORDS <= len(each.text.split()) <= MOST_WORDS for each in found)
    assert len({each.section for each in found}) == 3


WORDS = st.sampled_from(
    (
        "السوق",
        "ورشة.\u200b\u064fه",
        "صغيرة،",
        "محاسب؛",
        "2.5",
        "مُعلِّم",
        "د.",
        "Al-Amal",
        "(وهي)",
        "1250",
        "ـــ",
        "«كلام»",
        "لا",
    )
)
SENTENCES = st.builds(
    lambda words, end: " ".join(words) + end,
    st.lists(WORDS, min_size=1, max_size=30),
    st.sampled_from(".؟!:؛…"),
)
TEXTS = st.builds(" ".join, st.lists(SENTENCES, min_size=1, max_size=12))
ITEMS = st.builds(
    lambda marker, text: f"{marker} {text}", st.sampled_from(["-", "•", "1-", "2.", "أ)"]), TEXTS
)
PARTS = st.lists(
    st.one_of(
        st.tuples(st.just("heading"), st.builds(" ".join, st.lists(WORDS, min_size=1, max_size=5))),
        st.tuples(st.just("paragraph"), TEXTS),
        st.tuples(st.just("item"), ITEMS),
        st.tuples(st.just("footnote"), SENTENCES),
    ),
    max_size=12,
)


@settings(max_examples=50, deadline=None)
@given(PARTS)
def test_each_word_of_kept_blocks_is_in_one_passage(parts: list[tuple[BlockKind, str]]) -> None:
    """In order, none lost, none twice; footnotes are listed as left out; offsets and limits hold."""
    extraction = blocks_of(*parts)
    found = made(extraction)
    owned = [0] * len(extraction.text)
    for passage in found:
        deleted = {
            at
            for each in passage.repairs
            if not each.right
            for at in range(each.start, each.start + len(each.wrong))
        }
        for at in range(passage.start, passage.end):
            owned[at] += at not in deleted
    out = {at for each in structure_of(extraction).left_out for at in range(each.start, each.end)}
    for block in extraction.blocks:
        if block.kind == "heading":
            continue
        start = block.start
        if block.kind == "item":  # a point's marker is not quoted: the answer numbers it
            start += 2
        for at in range(start, block.end):
            if extraction.text[at].isalnum():
                assert owned[at] == (at not in out)
    assert [each.order for each in found] == list(range(len(found)))
    assert len({each.id for each in found}) == len(found)
    for passage in found:
        is_one = len(re.findall(r"[.؟!:…](?=\s|$)", passage.text)) <= 1
        assert len(passage.text.split()) <= MOST_WORDS or is_one or passage.kind == "point"
        assert passage.text.strip()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["paragraph", "heading", "page"]), TEXTS), max_size=8))
def test_pages_keep_every_word(parts: list[tuple[str, str]]) -> None:
    sheet = Typesetter()
    for kind, text in parts:
        if kind == "page":
            sheet.page()
        elif kind == "heading":
            sheet.heading(" ".join(text.split()[:4]))
        else:
            sheet.paragraph(text, gap=STEP)
    extraction = sheet.extraction()
    found = made(extraction)
    structure = structure_of(extraction)
    covered = {at for block in structure.blocks for at in range(block.start, block.end)}
    covered |= {at for each in structure.left_out for at in range(each.start, each.end)}
    assert all(at in covered for at, letter in enumerate(extraction.text) if letter.isalnum())
    for passage in found:
        assert extraction.text[passage.start].strip()
        assert extraction.text[passage.end - 1].strip()
        assert passage.places

"""The proof: every passage is its text letter for letter, and whatever is not is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import SourceError
from documents.curated import load_document
from documents.extraction import Extraction
from documents.passage import Document, Passage, Repair
from documents.passages import passages_of
from documents.proof import prove, prove_published, prove_text
from documents.published import Published
from tests.documents.test_structure import LONG, OTHER, UNFINISHED
from tests.documents.typesetter import Typesetter

CURATED = Path("data/sources/sme-roles.md")


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    """Two pages with a footer between two halves of a paragraph, a misread word, vocalised words, a table."""
    sheet = Typesetter()
    sheet.heading("السوق").paragraph(f"{LONG.replace('صغيرة', 'صفيرة')}. وَكَانَ السُّوقُ يَبِيعُ الوَرَقَ.")
    sheet.line(UNFINISHED, top=0.8).line("صفحة 1", top=0.95).page()
    sheet.top = 0.2
    sheet.line("ثلاثة من أسرة واحدة.").table([("المادة", "السعر"), ("خيط", "85")], (0.9, 0.5))
    sheet.heading("التمويل").paragraph(f"{OTHER}.").line("صفحة 2", top=0.95)
    return sheet.extraction([Repair("صفيرة", "صغيرة", sheet.text.index("صفيرة"))])


@pytest.fixture(scope="module")
def passages(extraction: Extraction) -> tuple[Passage, ...]:
    return passages_of("guide", extraction)


def test_what_was_made_is_proved(extraction: Extraction, passages: tuple[Passage, ...]) -> None:
    prove(extraction, passages)
    assert [passage.kind for passage in passages] == ["overview", "row", "overview"]


def spoilt(passage: Passage, change: Callable[[str], str]) -> Passage:
    changed = replace(passage, text=change(passage.text))
    assert changed.text != passage.text
    return changed


def test_every_letter_changed_or_lost_is_found(extraction: Extraction, passages: tuple[Passage, ...]) -> None:
    """Marks and signs too; only white space is free."""
    for passage in passages:
        for at, letter in enumerate(passage.text):
            if letter.isspace():
                prove_text(
                    extraction.text, replace(passage, text=f"{passage.text[:at]} \n {passage.text[at + 1 :]}")
                )
                continue
            for other in ("", "ث" if letter != "ث" else "س"):
                wrong = spoilt(passage, lambda text, at=at, other=other: text[:at] + other + text[at + 1 :])  # type: ignore[misc]
                with pytest.raises(SourceError, match=passage.id):
                    prove_text(extraction.text, wrong)


def test_every_word_dropped_or_doubled_is_found(
    extraction: Extraction, passages: tuple[Passage, ...]
) -> None:
    for passage in passages:
        words = passage.text.split()
        for at in range(len(words)):
            for changed in (words[:at] + words[at + 1 :], words[: at + 1] + words[at:]):
                with pytest.raises(SourceError, match=passage.id):
                    prove_text(extraction.text, replace(passage, text=" ".join(changed)))


def test_the_first_departure_is_shown(extraction: Extraction, passages: tuple[Passage, ...]) -> None:
    wrong = spoilt(passages[2], lambda text: text.replace("دفتر", "قلم"))
    with pytest.raises(SourceError) as error:
        prove(extraction, [passages[0], wrong, passages[1]])
    assert str(error.value).startswith(f"{wrong.id}: found 'قلم")
    assert "expected 'دفتر" in str(error.value)


def repaired(passage: Passage, *more: Repair) -> Passage:
    return replace(passage, repairs=tuple(sorted((*passage.repairs, *more), key=lambda each: each.start)))


def test_a_repair_of_what_is_not_there_is_found(
    extraction: Extraction, passages: tuple[Passage, ...]
) -> None:
    first = passages[0]
    for repair in first.repairs:
        others = [each for each in first.repairs if each != repair]
        for wrong in (
            replace(repair, wrong=repair.wrong + "ث"),
            replace(repair, start=repair.start + 1),
            replace(repair, right=repair.right + "ث"),
        ):
            with pytest.raises(SourceError, match=first.id):
                prove(extraction, [repaired(replace(first, repairs=tuple(others)), wrong)])
        with pytest.raises(SourceError, match=first.id):
            prove(extraction, [replace(first, repairs=tuple(others))])


def test_a_change_that_is_listed_by_the_passage_alone_is_found(
    extraction: Extraction, passages: tuple[Passage, ...]
) -> None:
    """Its text and its repairs agree, and yet nobody listed the repair."""
    last = passages[2]
    start = extraction.text.index("محاسب")
    for wrong, right in (("محاسب", "موظف"), ("محاسب ", ""), ("", "كل ")):
        text = last.text.replace(wrong or "محاسب", right if wrong else "كل محاسب", 1)
        changed = replace(repaired(last, Repair(wrong, right, start)), text=text)
        prove_text(extraction.text, changed)
        with pytest.raises(SourceError, match="no listed repair"):
            prove(extraction, [changed])


def test_a_row_may_have_no_head_that_the_file_lacks(
    extraction: Extraction, passages: tuple[Passage, ...]
) -> None:
    row = passages[1]
    assert row.text == "المادة: خيط، السعر: 85"
    repairs = tuple(replace(each, right=each.right.replace("السعر", "الثمن")) for each in row.repairs)
    wrong = replace(row, text=row.text.replace("السعر", "الثمن"), repairs=repairs)
    prove_text(extraction.text, wrong)
    with pytest.raises(SourceError, match="no listed repair"):
        prove(extraction, [wrong])


def test_offsets_outside_or_elsewhere_are_found(
    extraction: Extraction, passages: tuple[Passage, ...]
) -> None:
    length = len(extraction.text)
    for start, end in ((-1, 5), (5, 5), (9, 3), (0, length + 1), (passages[2].start + 1, passages[2].end)):
        with pytest.raises(SourceError, match=passages[2].id):
            prove(extraction, [replace(passages[2], start=start, end=end)])


def test_two_repairs_over_each_other_are_found(extraction: Extraction, passages: tuple[Passage, ...]) -> None:
    start = extraction.text.index("محاسب")
    with pytest.raises(SourceError, match="one over the other"):
        prove_text(
            extraction.text, repaired(passages[2], Repair("محاسب", "م", start), Repair("اسب", "", start + 2))
        )


def test_the_curated_source_is_proved_by_its_text_alone() -> None:
    document, found = load_document(CURATED)
    text = CURATED.with_suffix(".txt").read_bytes().decode("utf-8")
    prove_published(Published(document, found, text=text))
    for passage in found:
        with pytest.raises(SourceError, match=passage.id):
            prove_published(Published(document, (replace(passage, text=passage.text + " نعم"),), text=text))


def test_a_published_document_without_text_is_not_proved(passages: tuple[Passage, ...]) -> None:
    document = Document("guide", "دليل", "ar", "", "", "")
    with pytest.raises(SourceError, match="publish it again"):
        prove_published(Published(document, passages))
    prove_published(Published(document, ()))


ALPHABET = "ابتثجحخد ًُِّ\u0640\u200f\u00a0\u00ad.،(1٢a\u0301é\n"


@given(
    st.text(ALPHABET, min_size=1, max_size=60).filter(lambda text: text.strip().strip("\u200f\u00ad") != "")
)
def test_display_forms_of_any_text_are_proved(text: str) -> None:
    from arabic import display_form

    passage = Passage("d/s", "d", "", "", True, display_form(text), 0, "overview", 0, len(text))
    prove_text(text, passage)

"""A curated text that departs from its source is refused where it first does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from documents.curated import SourceError, check_document, load_document

Write = Callable[..., Path]

SOURCE = "الأدوار: تشمل ما يلي: ؟ التكوين: تدريب الأفراد؛ ـ1 الادخار:توجيهه نحو المحالات.\n"
HEAD = "---\ntitle: ع\nlanguage: ar\norigin: هنا\n---\n"
GOOD = (
    "## الأدوار: {#roles}\n\nتشمل ما يلي:\n\n"
    "- **التكوين:** {#training} تدريب الأفراد\n"
    "- **الادخار:** {#saving} توجيهه نحو\n  [المحالات → المجالات].\n"
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_pair(curated: str, source: str = SOURCE) -> Path:
        (tmp_path / "small.txt").write_bytes(source.encode("utf-8"))
        (tmp_path / "small.md").write_bytes((HEAD + curated).encode("utf-8"))
        return tmp_path / "small.md"

    return write_pair


def test_white_space_and_bullets_are_free(write: Write) -> None:
    _, passages = load_document(write(GOOD))
    assert [passage.text for passage in passages] == ["تشمل ما يلي:", "تدريب الأفراد", "توجيهه نحو المجالات."]
    assert SOURCE[passages[2].start : passages[2].end] == "توجيهه نحو المحالات."


RESTORE = "; restore it, or write [wrong → right]"


@pytest.mark.parametrize(
    ("right", "broken", "message"),
    [
        (
            "تدريب الأفراد",
            "تدريب الافراد",
            "small.md:10: found 'الافراد', expected 'الأفراد؛ ـ1 الادخار:توجيهه' as in "
            "small.txt:1 (character 41)" + RESTORE,
        ),
        (
            "[المحالات → المجالات]",
            "المجالات",
            "small.md:12: found 'المجالات.', expected 'المحالات.' as in small.txt:1 (character 73)" + RESTORE,
        ),
        (
            "[المحالات → المجالات].",
            "[المحالات → المجالات]",
            "small.md:12: the curated text ends, but small.txt:1 (character 78) goes on with '.'; add it",
        ),
        (
            "[المحالات → المجالات].",
            "[المحالات → المجالات]. انتهى",
            "small.md:12: found 'انتهى' where small.txt has ended; remove it",
        ),
        (
            "توجيهه نحو",
            "نحو",
            "small.md:11: found 'نحو المحالات.', expected 'توجيهه نحو المحالات.' as in "
            "small.txt:1 (character 59)" + RESTORE,
        ),
        (
            "**التكوين:** {#training}",
            "**التكوين:** {#training .ours}",
            "small.md:10: found 'تدريب الأفراد', expected 'التكوين: تدريب الأفراد؛ ـ1' as in "
            "small.txt:1 (character 24)" + RESTORE,
        ),
    ],
)
def test_the_first_departure_is_named(write: Write, right: str, broken: str, message: str) -> None:
    assert right in GOOD
    with pytest.raises(SourceError) as error:
        check_document(write(GOOD.replace(right, broken)))
    assert str(error.value) == message


def test_a_heading_of_ours_is_published_but_not_looked_for_in_the_source(write: Write) -> None:
    curated = GOOD.replace("**الادخار:** {#saving}", "**عنوان منا** {#saving .ours} الادخار:")
    _, passages = load_document(write(curated))
    assert passages[2].heading_is_ours
    assert (passages[2].heading, passages[2].text) == ("عنوان منا", "الادخار: توجيهه نحو المجالات.")


def test_every_letter_lost_or_changed_is_found(write: Write) -> None:
    """Break the source at each of its letters in turn."""
    for position, letter in enumerate(SOURCE):
        if letter.isalpha() and letter != "ـ":
            with pytest.raises(SourceError):
                check_document(write(GOOD, SOURCE[:position] + SOURCE[position + 1 :]))
            with pytest.raises(SourceError):
                check_document(write(GOOD, SOURCE[:position] + "ث" + SOURCE[position + 1 :]))


@pytest.mark.parametrize(
    "item",
    [
        "- تمويل",
        "ـ تمويل",
        "_تمويل",
        "• تمويل",
        "؟ تمويل",
        "؛ تمويل",
        "؛ ـ1 تمويل",
        "1- تمويل",
        "2) تمويل",
        "(٣) تمويل",
    ],
)
def test_these_are_bullets_where_a_point_starts(write: Write, item: str) -> None:
    _, passages = load_document(write("## دور {#role}\n\n- **عنوان** {#money .ours} تمويل\n", f"دور {item}"))
    assert passages[1].text == "تمويل"


@pytest.mark.parametrize(
    ("item", "complaint"),
    [
        ("3 تمويل", "expected '3 تمويل'"),
        ("-5 تمويل", "expected '-5 تمويل'"),
        ("2.5 تمويل", "expected '2.5 تمويل'"),
        ("1000. تمويل", "expected '1000. تمويل'"),
        ("أولا: تمويل", "expected 'أولا: تمويل'"),
        ("، تمويل", "expected '، تمويل'"),
        (". تمويل", "expected '. تمويل'"),
        ("- - تمويل", "expected '- تمويل'"),
    ],
)
def test_these_are_words_of_the_source(write: Write, item: str, complaint: str) -> None:
    with pytest.raises(SourceError, match="expected") as error:
        check_document(write("## دور {#role}\n\n- **عنوان** {#money .ours} تمويل\n", f"دور {item}"))
    assert complaint in str(error.value)


def test_a_sign_inside_a_text_is_no_bullet(write: Write) -> None:
    for sign in "؟؛ـ-_•":
        with pytest.raises(SourceError):
            check_document(write("## دور {#role}\n\nأول ثان\n", f"دور أول {sign} ثان"))


def test_a_question_mark_glued_to_a_word_is_no_bullet(write: Write) -> None:
    curated = "## ما الدور {#role}\n\n- **عنوان** {#money .ours} تمويل\n"
    with pytest.raises(SourceError, match="expected '؟ تمويل'"):
        check_document(write(curated, "ما الدور؟ تمويل"))


def test_a_section_without_an_opening_is_its_heading(write: Write) -> None:
    _, passages = load_document(
        write("## [دورر → دور]: {#role}\n\n- **عنوان** {#money .ours} تمويل\n", "دورر: - تمويل")
    )
    assert (passages[0].text, passages[0].heading, passages[0].start, passages[0].end) == (
        "دور:",
        "دور",
        0,
        5,
    )
    assert len(passages[0].repairs) == 1


def test_paragraphs_stay_and_soft_breaks_do_not(write: Write) -> None:
    _, passages = load_document(write("## دور {#role}\n\nأول\nثان\n\nثالث\n", "دور أول ثان ثالث"))
    assert passages[0].text == "أول ثان\n\nثالث"

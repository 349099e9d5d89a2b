"""The draft of a curated reading."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.curated import SourceError, draft
from documents.curated.document import passages_of
from documents.curated.markup import parse_curated
from documents.passage import Passage

SOURCE = Path("data/sources/sme-roles.txt").read_bytes().decode("utf-8")


def passages(source: str) -> tuple[Passage, ...]:
    return passages_of(parse_curated(draft(source), "new.md"), source, "new")


def test_the_draft_of_the_source_finds_its_outline() -> None:
    found = [(passage.kind, passage.heading) for passage in passages(SOURCE)]
    assert found == [
        ("overview", "دور المؤسسات الصغيرة والمتوسطة اقتصاديا"),
        ("point", "تكوين الإطارات المحلية"),
        ("point", "توزيع الصناعات وتنوع الهيكل الصناعي"),
        ("point", "تقديم منتجات وخدمات جديدة"),
        ("point", "المحافظة على استمرارية المنافسة"),
        ("point", "تعبئة الموارد المالية تلعب المؤسسات"),
        ("overview", "دور المؤسسات الصغيرة والمتوسطة اجتماعيا"),
        ("point", "تكوين مجموعة من العلاقات وثيقة"),
        ("point", "المساهمة في التوزيع العادل للدخول"),
        ("point", "التخفيف من المشكلات الاجتماعية من"),
        ("overview", "التحديات التي تواجه المشاريع الصغيرة والمتوسطة"),
        ("point", "الإبداع المستمر والروح الريادية"),
    ]


def test_the_draft_proposes_the_repairs_that_the_text_gives_away() -> None:
    repairs = {(repair.wrong, repair.right) for passage in passages(SOURCE) for repair in passage.repairs}
    assert repairs == {
        ("الصناعى", "الصناعي"),
        ("2", ""),
        ("الصفيرة", "الصغيرة"),
        ("رابعا:", ""),
        ("تحسينالمنتج", "تحسين المنتج"),
    }


def test_the_draft_of_a_small_text_is_this() -> None:
    source = "مقدمة قصيرة\nثانيا: المزايا\n1. التمويل: قروض\n2. السوق ،والطلب؛\n- الجودةوالسعر [1]\n"
    assert draft(source) == (
        "---\ntitle: مقدمة قصيرة {.ours}\nlanguage: ar\norigin: unknown\n---\n"
        "\n## مقدمة قصيرة {#section-1}\n"
        "\n## [ثانيا: → ]المزايا {#section-2}\n"
        "\n- **التمويل:** {#point-1} قروض\n"
        "- **السوق ،والطلب** {#point-2 .ours} السوق، والطلب\n"
        "- **الجودة** {#point-3} والسعر \\[1\\]\n"
    )


def test_a_bare_list_becomes_a_section_and_points() -> None:
    found = [
        (passage.kind, passage.heading, passage.text)
        for passage in passages("- التمويل: قروض؛\n- السوق: بيع\n")
    ]
    assert found == [("overview", "التمويل", "قروض"), ("point", "السوق", "بيع")]


trouble = st.sampled_from(
    [
        "؟",
        "ـ",
        "؛",
        ":",
        ".",
        "،",
        "- ",
        "\n",
        " ",
        "1",
        "2.",
        "(3)",
        "ـ1 ",
        "رابعا:",
        "الصفيرة",
        "الصغيرة ",
        "ةا",
        "ى",
        "[",
        "]",
        "**",
        "{#a}",
        "→",
        "\\",
        "## ",
        "> ",
        "<!--",
        "\u200b",
        "\u00a0",
        "\u064e",
        "abc ",
        "كلمة أخرى ",
    ]
)


@given(st.lists(trouble | st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).map("".join))
@settings(max_examples=600, deadline=None)
@example("؛؛ أ")
@example("- - أ: ب")
@example("1. 1. أ")
def test_every_draft_passes_the_check(source: str) -> None:
    try:
        found = passages(source)
    except SourceError as error:
        assert str(error) == "source: empty; expected the text of a document"
        return
    assert found[0].kind == "overview"


@pytest.mark.parametrize("source", ["", " \n", "\u200b\ufeff", "a\x00b"])
def test_a_text_without_text_is_refused(source: str) -> None:
    with pytest.raises(SourceError, match=r"^source: "):
        draft(source)

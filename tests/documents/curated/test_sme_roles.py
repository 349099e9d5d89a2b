"""The source itself: what its curated reading publishes."""

import hashlib
from pathlib import Path

import pytest

from documents.curated import check_document, load_document
from documents.passage import Passage, Repair

CURATED = Path("data/sources/sme-roles.md")
SOURCE = CURATED.with_suffix(".txt").read_bytes().decode("utf-8")
DOCUMENT, PASSAGES = load_document(CURATED)
BY_ID = {passage.id.removeprefix("sme-roles"): passage for passage in PASSAGES}


def repaired(passage: Passage) -> str:
    """Return the source at the passage's offsets after its repairs, without white space."""
    text, position = "", passage.start
    for repair in passage.repairs:
        if repair.start >= passage.start:
            assert SOURCE.startswith(repair.wrong, repair.start)
            text += SOURCE[position : repair.start] + repair.right
            position = repair.start + len(repair.wrong)
    return "".join((text + SOURCE[position : passage.end]).split())


def test_the_passages_are_those_that_everyone_names() -> None:
    assert list(BY_ID) == [
        "/economic",
        "/economic/local-cadres",
        "/economic/industry-spread",
        "/economic/new-products",
        "/economic/competition",
        "/economic/financial-resources",
        "/social",
        "/social/customer-relations",
        "/social/income-distribution",
        "/social/social-problems",
        "/social/needs",
        "/challenges",
        "/challenges/innovation",
    ]
    assert [passage.order for passage in PASSAGES] == list(range(13))
    assert {passage.document for passage in PASSAGES} == {"sme-roles"}
    assert [passage.kind for passage in PASSAGES].count("overview") == 3
    assert BY_ID["/social/needs"].section_id == "sme-roles/social"


def test_the_document_tells_what_it_is() -> None:
    assert DOCUMENT.title == "دور المؤسسات الصغيرة والمتوسطة والتحديات التي تواجهها"
    assert DOCUMENT.title_is_ours
    assert (DOCUMENT.id, DOCUMENT.language) == ("sme-roles", "ar")
    assert DOCUMENT.sha256 == hashlib.sha256(SOURCE.encode()).hexdigest()
    assert DOCUMENT.sha256 == "ef1cf61d6bfabf27ca24868b209ed2cb417ce579c37aa26c5ee0d988e810a08c"


@pytest.mark.parametrize(
    ("passage", "heading", "text"),
    [
        (
            "/economic",
            "دور المؤسسات الصغيرة والمتوسطة اقتصاديا",
            "تحتل المؤسسات الصغيرة والمتوسطة مكانة ذات أهمية على مستوى القطاع الاقتصادي "
            "وتتمثل هذه الأدوار فيما يلي:",
        ),
        (
            "/economic/competition",
            "المحافظة على استمرارية المنافسة",
            "ففي البيئة السريعة والتي تشهد تطورا متزايدا تصبح المنافسة أداة التغيير "
            "من خلال الابتكار والإبداع قصد التحسين المستمر",
        ),
        (
            "/economic/financial-resources",
            "تعبئة الموارد المالية",
            "تلعب المؤسسات الصغيرة والمتوسطة دورا هاما في تعبئة الموارد المالية الخاصة والكفاءات المحلية، "
            "بالإضافة إلى زيادة الادخار وتوجيهه نحو المجالات الاستثمارية.",
        ),
        (
            "/social/social-problems",
            "التخفيف من المشكلات الاجتماعية",
            "التخفيف من المشكلات الاجتماعية من خلال ما توفره هذه المؤسسات من مناصب شغل",
        ),
        (
            "/social/needs",
            "إشباع رغبات الأفراد وحاجياتهم",
            "إشباع رغبات وحاجيات الأفراد من خلال التعبير عن آرائهم وخبراتهم.",
        ),
    ],
)
def test_a_passage_reads_as_published(passage: str, heading: str, text: str) -> None:
    assert (BY_ID[passage].heading, BY_ID[passage].text) == (heading, text)


def test_the_repairs_are_these_and_no_others() -> None:
    repairs = [(repair.wrong, repair.right) for passage in PASSAGES for repair in passage.repairs]
    assert repairs == [
        ("المستوى", "مستوى"),
        ("أداءهم", "أدائهم"),
        ("الصناعى", "الصناعي"),
        ("", ":"),
        ("المحالات", "المجالات"),
        ("2", ""),
        ("تكتسى", "تكتسي"),
        ("الصفيرة", "الصغيرة"),
        ("،", ""),
        ("رابعا:", ""),
        ("و يمكن", "ويمكن"),
        ("تحسينالمنتج", "تحسينا لمنتج"),
        ("،", "…"),
    ]


def test_headings_that_are_ours_are_the_social_ones() -> None:
    ours = [passage.id for passage in PASSAGES if passage.heading_is_ours]
    assert ours == [f"sme-roles/social/{slug}" for slug in (
        "customer-relations", "income-distribution", "social-problems", "needs"
    )]  # fmt: skip


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.id)
def test_offsets_and_repairs_give_the_text(passage: Passage) -> None:
    assert repaired(passage) == "".join(passage.text.split())
    assert not SOURCE[passage.start].isspace()
    assert not SOURCE[passage.end - 1].isspace()


def test_offsets_are_characters_of_the_source() -> None:
    needs = BY_ID["/social/needs"]
    assert (needs.start, needs.end) == (1342, 1405)
    assert SOURCE[needs.start : needs.end] == needs.text
    assert BY_ID["/challenges/innovation"].repairs[-1] == Repair("،", "…", len(SOURCE) - 1)


def test_the_check_passes() -> None:
    check_document(CURATED)

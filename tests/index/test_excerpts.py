"""The passages' own words as the shortest of questions."""

from dataclasses import replace
from pathlib import Path

import pytest

from documents.passage import Passage
from index import Index
from index.calibration_set import Excerpt, excerpts_of


def passage(slug: str, text: str, heading: str = "", kind: str = "point") -> Passage:
    return Passage(
        id=f"toy/part/{slug}",
        document="toy",
        section="part",
        heading=heading,
        heading_is_ours=False,
        text=text,
        order=0,
        kind=kind,
        start=0,
        end=len(text),
    )


RIVERS = passage("rivers", "تجري الأنهار في الأودية", heading="الأنهار:")
SEAS = passage("seas", "تجري السفن في البحار الواسعة")
KNOWN = {RIVERS.id, SEAS.id}


def texts(*passages: Passage, known=KNOWN) -> list[str]:
    return [excerpt.text for excerpt in excerpts_of(passages, known)]


def test_a_heading_and_the_pairs_with_a_word_of_one_passage_alone_are_taken():
    assert texts(RIVERS, SEAS) == ["الأنهار", "تجري الأنهار", "تجري السفن", "البحار الواسعة"]


def test_a_pair_that_two_passages_share_tells_nothing():
    assert texts(RIVERS, replace(RIVERS, id=SEAS.id, heading="")) == ["الأنهار"]


def test_an_overview_and_a_passage_without_questions_give_none():
    assert texts(replace(RIVERS, kind="overview"), SEAS, known={RIVERS.id}) == []


def test_an_excerpt_names_its_passage():
    assert excerpts_of([SEAS], KNOWN)[0] == Excerpt("تجري السفن", SEAS.id)


@pytest.mark.parametrize(
    ("keyword", "point"),
    [
        ("التنويع الصناعي", "industry-spread"),
        ("السلع المبتكرة", "new-products"),
        ("الادخار", "financial-resources"),
    ],
)
def test_a_bare_keyword_of_the_source_is_answered(index_directory: Path, keyword: str, point: str):
    index = Index.open(index_directory)
    result = index.search(keyword)
    assert result.hits[0].passage.id.endswith(point)
    assert result.answers

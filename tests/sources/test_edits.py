"""What editors change in a reading: applied in order, proved, taken back; two of them at once."""

from __future__ import annotations

import pytest

from tests.sources.test_life import now, refused


@pytest.fixture
def read(put, work):
    """A text of three passages, read and live."""
    version = put()
    work()
    version.refresh_from_db()
    return version


def passages(version):
    from web.sources import making

    version.refresh_from_db()
    return making.published_form(version).passages


def change(version, kind, **fields):
    from web.sources import changing

    version.refresh_from_db()
    return changing.edit(None, version, version.edit_count, kind, fields)


def proved(version):
    from documents.proof import prove_text
    from web.sources import making

    source = making.extraction_of(version)
    for passage in passages(version):
        prove_text(source.text, passage)
    return True


def holding(version, words):
    return next(passage for passage in passages(version) if words in passage.text)


def test_a_word_is_corrected_as_a_listed_repair_and_goes_live_when_published(read, work, index):
    from web.sources import workflow

    passage = holding(read, "أربعين")
    start = passage.text.index("أربعين")
    change(read, "word_corrected", start=passage.start, **{"from": start, "to": start + 6}, right="خمسين")
    changed = holding(read, "خمسين")
    assert changed.text == passage.text.replace("أربعين", "خمسين")
    assert [(each.wrong, each.right) for each in changed.repairs if each not in passage.repairs] == [
        ("أربعين", "خمسين")
    ]
    assert proved(read)
    assert read.has_unpublished_edits
    assert any("أربعين" in text for text in index()["founding"])
    workflow.publish(None, "founding")
    work()
    assert now(read) == "live"
    assert not read.has_unpublished_edits
    assert any("خمسين" in text for text in index()["founding"])


def test_a_correction_can_be_corrected(read):
    passage = holding(read, "أربعين")
    start = passage.text.index("أربعين")
    place = {"start": passage.start, "from": start}
    change(read, "word_corrected", **place, to=start + 6, right="خمسين سنة")
    change(read, "word_corrected", **place, to=start + 9, right="ستين")
    assert "ستين عاما" in holding(read, "ستين").text
    assert [(each.wrong, each.right) for each in holding(read, "ستين").repairs][-1:] == [("أربعين", "ستين")]
    assert proved(read)


def test_a_passage_is_parted_joined_and_the_parting_taken_back(read):
    from web.sources.models import Edit

    before = passages(read)
    whole = holding(read, "أربعين")
    at = whole.text.index("ويشترط")
    change(read, "passage_parted", start=whole.start, at=at)
    parted = passages(read)
    assert len(parted) == len(before) + 1
    second = holding(read, "ويشترط")
    assert (second.text, second.order) == (whole.text[at:], holding(read, "أربعين").order + 1)
    assert len({passage.id for passage in parted}) == len(parted)
    assert proved(read)
    change(read, "passages_joined", start=second.start)
    assert [" ".join(p.text.split()) for p in passages(read)] == [" ".join(p.text.split()) for p in before]
    assert proved(read)
    change(read, "undone", place=2)
    assert [passage.text for passage in passages(read)] == [passage.text for passage in parted]
    change(read, "undone", place=1)
    assert passages(read) == before
    assert Edit.objects.filter(version=read).count() == 4


def test_a_heading_is_ours_unless_the_text_has_it(read):
    passage = holding(read, "أربعين")
    change(read, "heading_changed", start=passage.start, heading="قروض  الوكالة")
    assert holding(read, "أربعين").heading == "قروض الوكالة"
    assert holding(read, "أربعين").heading_is_ours
    change(read, "heading_changed", start=passage.start, heading="قرضا من دون فائدة")
    assert not holding(read, "أربعين").heading_is_ours


def test_a_page_is_left_out_and_taken_back():
    from documents.extraction import Block, Extraction, Page
    from documents.passage import Rectangle
    from web.sources.edits import pages_left_out, without_pages
    from web.sources.models import Edit

    def edit(number, kind, **fields):
        return Edit(place=number, kind=kind, fields=fields)

    left_out = [
        edit(1, "page_left_out", page=2),
        edit(2, "page_left_out", page=3),
        edit(3, "page_taken_back", page=3),
    ]
    assert pages_left_out(left_out) == {2}
    assert pages_left_out([*left_out, edit(4, "undone", place=1)]) == set()
    places = [(Rectangle(number, 0, 0, 1, 1),) for number in (1, 2)]
    blocks = tuple(Block("paragraph", at, at + 1, places=place) for at, place in enumerate(places))
    source = Extraction("ab", (Page(1, 1, 1, ()), Page(2, 1, 1, ())), blocks)
    kept = without_pages(source, {2})
    assert (kept.blocks, [page.verdict for page in kept.pages]) == (blocks[:1], ["kept", "held_back"])


def test_two_editors_at_once_the_second_is_told(read):
    from web.sources import changing

    passage = passages(read)[0]
    seen = read.edit_count
    changing.edit(None, read, seen, "heading_changed", {"start": passage.start, "heading": "أ"})
    error = refused(
        changing.edit, None, read, seen, "heading_changed", {"start": passage.start, "heading": "ب"}
    )
    assert (error.code, error.values["who"]) == ("edited_meanwhile", "manage.py")
    assert passages(read)[0].heading == "أ"


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("heading_changed", {"start": -1, "heading": "أ"}),
        ("heading_changed", {"heading": "أ"}),
        ("heading_changed", {"start": 0, "heading": " "}),
        ("passage_parted", {"start": 0, "at": 0}),
        ("passage_parted", {"start": 0, "at": 10**6}),
        ("passages_joined", {"start": 0}),
        ("word_corrected", {"start": 0, "from": 5, "to": 5, "right": "أ"}),
        ("word_corrected", {"start": 0, "from": 0, "to": 10**6, "right": "أ"}),
        ("undone", {}),
    ],
)
def test_an_edit_that_does_not_fit_changes_nothing(kind, fields, read):
    from web.sources.models import Edit

    before = passages(read)
    assert refused(change, read, kind, **fields).code == "bad_edit"
    assert passages(read) == before
    assert read.edit_count == 0
    assert not Edit.objects.exists()


def test_the_reading_by_hand_of_a_shipped_text_is_edited_alike(work):
    from web.sources import seeds

    version = seeds.seed()[0]
    work()
    passage = passages(version)[1]
    word = passage.text.split()[2]
    start = passage.text.index(word)
    change(
        version,
        "word_corrected",
        start=passage.start,
        **{"from": start, "to": start + len(word)},
        right="كلمة",
    )
    assert passages(version)[1].text == passage.text.replace(word, "كلمة", 1)

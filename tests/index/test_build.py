"""From sources to an index: what is read, and what makes it another version."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from documents.curated import SourceError
from documents.passage import Passage
from index import DaleelIndexError, Index
from index.build import build, build_from_passages, passage_view
from index.reading import NO_READER
from index.sources import read_curated, read_sources
from tests.index.tiny_encoder import write_tiny_encoder
from tests.index.toy import IDS


def version(toy: Path, encoder: Path, name: str = "index") -> str:
    return build(toy / "sources", toy / "calibration", toy / name, str(encoder), NO_READER).version


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def other_words(toy: Path) -> None:
    change(toy / "sources/toy.txt", "بعيدا", "قريبا")
    change(toy / "sources/toy.md", "بعيدا", "قريبا")


def other_white_space(toy: Path) -> None:
    change(toy / "sources/toy.txt", "حبوب تزرع", "حبوب  تزرع")


def other_title(toy: Path) -> None:
    change(toy / "sources/toy.md", "title: الزراعة", "title: الفلاحة")


def other_question(toy: Path) -> None:
    change(toy / "calibration/toy.jsonl", "حدثني عن القمح", "حدثني قليلا عن القمح")


def other_label(toy: Path) -> None:
    change(toy / "calibration/toy.jsonl", '"far"', '"near"')
    lines = [
        json.dumps({"question": f"سؤال {n}", "unanswered": "far"}, ensure_ascii=False) for n in range(10)
    ]
    (toy / "calibration/more.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_building_twice_gives_the_same_version_and_the_same_answers(
    built: Path, toy: Path, tiny_encoder: Path
) -> None:
    assert version(toy, tiny_encoder, "again") == Index.open(built).version
    first, second = Index.open(built), Index.open(toy / "again")
    for question in ("ما هو القمح؟", "كم سعر التمر؟", "olives"):
        one, other = first.search(question), second.search(question)
        assert (one.hits, one.confidence, one.nearness) == (other.hits, other.confidence, other.nearness)


@pytest.mark.parametrize(
    "edit",
    [other_words, other_white_space, other_title, other_question, other_label],
    ids=lambda edit: edit.__name__,
)
def test_any_change_that_could_change_an_answer_changes_the_version(
    built: Path, toy: Path, tiny_encoder: Path, edit: Callable[[Path], None]
) -> None:
    edit(toy)
    assert version(toy, tiny_encoder, "changed") != Index.open(built).version


def test_another_encoder_changes_the_version(built: Path, toy: Path, tmp_path: Path) -> None:
    other = write_tiny_encoder(tmp_path / "encoder", name="other", seed=1)
    assert version(toy, other, "changed") != Index.open(built).version


def test_a_version_is_twelve_hexadecimal_digits(built: Path) -> None:
    found = Index.open(built).version
    assert len(found) == 12
    assert int(found, 16) >= 0


def test_the_encoder_reads_a_passage_with_its_place() -> None:
    point = Passage("a/b/c", "a", "القسم", "العنوان", False, "النص", 1, "point", 0, 4)
    assert passage_view(point) == "القسم - العنوان: النص"
    assert passage_view(replace(point, heading="القسم")) == "القسم: النص"
    assert passage_view(replace(point, section="", heading="")) == "النص"


def test_documents_are_read_in_order_of_name(toy: Path) -> None:
    for name in ("toy.txt", "toy.md"):
        (toy / "sources" / f"another-{name}").write_bytes((toy / "sources" / name).read_bytes())
    (toy / "sources/README.md").write_text("# How to add a document", encoding="utf-8")
    found = read_sources(toy / "sources")
    assert [document.id for document in found.documents] == ["another-toy", "toy"]
    assert [passage.id for passage in found.passages][7:] == list(IDS)
    assert [passage.order for passage in found.passages] == [*range(7), *range(7)]


def test_no_source_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no curated source"):
        read_curated(tmp_path)


def test_a_text_without_its_curated_reading_is_not_left_out_in_silence(toy: Path) -> None:
    (toy / "sources/later.txt").write_text("نص لم يُقرأ بعد", encoding="utf-8")
    with pytest.raises(SourceError, match=r"later\.txt has no curated reading later\.md beside it"):
        read_sources(toy / "sources")


def test_no_calibration_is_an_error(toy: Path, tiny_encoder: Path) -> None:
    (toy / "calibration/toy.jsonl").unlink()
    with pytest.raises(DaleelIndexError, match="no calibration questions"):
        version(toy, tiny_encoder)
    assert not (toy / "index").exists()


def test_without_questions_an_index_ranks_and_answers_nothing(
    toy: Path, tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALEEL_ENCODER", str(tiny_encoder))
    found = read_sources(toy / "sources")
    build_from_passages(found.passages, found.documents, str(tiny_encoder), toy / "plain")
    index = Index.open(toy / "plain")
    result = index.search("السردين")
    assert result.hits[0].passage.id == "toy/fishing/sardines"
    assert set(result.hits[0].parts) == {"dense", "words", "tokens"}
    assert result.confidence == result.nearness == 0.0
    assert result.threshold > 1


def test_an_index_of_one_passage_is_an_index(
    toy: Path, tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALEEL_ENCODER", str(tiny_encoder))
    found = read_sources(toy / "sources")
    build_from_passages(found.passages[:1], found.documents, str(tiny_encoder), toy / "one")
    assert [hit.passage.id for hit in Index.open(toy / "one").search("السردين").hits] == ["toy/farming"]
